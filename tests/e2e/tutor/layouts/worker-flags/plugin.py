"""Workers with other flags of Celery's."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {
        "enable_keda": False,
        "extra_params": ["--concurrency=4", "--prefetch-multiplier=4", "--max-tasks-per-child=20", "--optimization=fair"],
    }
    config["lms"]["high_mem"] = {
        "enable_keda": False,
        "extra_params": ["--autoscale=4,1", "--max-memory-per-child=1048576", "--time-limit=1800", "--soft-time-limit=1500"],
    }
    config["cms"]["low"] = {"enable_keda": False, "extra_params": ["--task-events", "--loglevel=warning"]}
    return config

"""Parameters in all forms, and some that no worker should have."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"extra_params": ["--concurrency=4", "-O", "fair", "--prefetch-multiplier=4", "--events"]}
    config["lms"]["high_mem"] = {"extra_params": ["--autoscale=8,2", "--max-memory-per-child=524288", "--time-limit=1800"]}
    config["cms"]["low"] = {"extra_params": ["--heartbeat-interval=10", "--purge", "--queues=edx.cms.core.high", "-x", "word"]}
    return config

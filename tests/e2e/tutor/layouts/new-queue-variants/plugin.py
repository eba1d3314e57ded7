"""Queues that Open edX does not have, each with its tasks."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False}
    config["lms"]["high_mem"] = {"enable_keda": False}
    config["lms"]["reports"] = {"enable_keda": True, "max_replicas": 4}
    config["lms"]["email"] = {"enable_keda": False, "extra_params": ["--concurrency=8"]}
    config["cms"]["imports"] = {"enable_keda": False, "extra_params": ["--concurrency=1"]}
    return config

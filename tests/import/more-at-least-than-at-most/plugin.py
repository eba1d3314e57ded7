"""KEDA refuses it when it is applied."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": True, "min_replicas": 9, "max_replicas": 2}
    return config

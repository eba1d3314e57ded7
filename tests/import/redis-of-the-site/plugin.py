"""The plugin scales by database 0 of a Redis that asks for no password."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": True, "min_replicas": 1, "max_replicas": 4}
    return config

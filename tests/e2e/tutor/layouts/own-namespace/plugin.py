"""One of several sites in a cluster: its namespace is its own."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": True}
    return config

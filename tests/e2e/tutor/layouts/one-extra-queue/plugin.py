"""The heavy reports get a worker of their own; nothing is said about the other queues."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": False}
    return config

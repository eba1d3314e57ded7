"""Tutor's Redis asks for a password, and Celery has a database of its own in it."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": True}
    return config

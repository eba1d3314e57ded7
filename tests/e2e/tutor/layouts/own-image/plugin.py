"""The site builds its own image."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False}
    config["lms"]["high_mem"] = {"enable_keda": False}
    return config

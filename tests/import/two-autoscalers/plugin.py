"""Both plugins scale the worker of LMS."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["default"]["enable_keda"] = True
    return config

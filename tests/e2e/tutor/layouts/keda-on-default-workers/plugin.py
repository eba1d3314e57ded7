"""KEDA scales Tutor's own two workers."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["default"]["enable_keda"] = True
    config["cms"]["default"]["enable_keda"] = True
    return config

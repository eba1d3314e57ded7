"""A queue with a name that is none in Kubernetes (P8)."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["HighMem"] = {"enable_keda": False}
    return config

"""Studio's imports get a worker of their own; LMS stays as it is."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["cms"]["low"] = {"enable_keda": False}
    return config

"""Each of Open edX's queues has a worker of its own, as the plugin's README recommends."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False}
    config["lms"]["high_mem"] = {"enable_keda": False}
    config["cms"]["high"] = {"enable_keda": False}
    config["cms"]["low"] = {"enable_keda": False}
    return config

"""Tasks go to the queues that the site chose for them. The second route of LMS is the plugin's README's own."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False}
    config["lms"]["high_mem"] = {"enable_keda": False}
    config["cms"]["high"] = {"enable_keda": False}
    config["cms"]["low"] = {"enable_keda": False}
    return config

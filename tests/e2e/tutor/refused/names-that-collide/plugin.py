"""Two queues whose workers get one name, of which the second replaces the first (P7)."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["slow_reports"] = {"enable_keda": False}
    config["lms"]["slow-reports"] = {"enable_keda": False}
    return config

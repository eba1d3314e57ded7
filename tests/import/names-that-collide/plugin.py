"""Two queues whose workers have one name."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["a_b"] = {}
    config["lms"]["a-b"] = {}
    return config

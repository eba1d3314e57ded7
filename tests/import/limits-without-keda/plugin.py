"""What scales a worker is there, and nothing that scales it."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False, "max_replicas": 6, "list_length": 40}
    return config

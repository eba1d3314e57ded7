"""One queue with limits of its own, one with those of the plugin."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": True, "min_replicas": 1, "max_replicas": 6, "list_length": 20}
    config["lms"]["high_mem"] = {"enable_keda": True}
    return config

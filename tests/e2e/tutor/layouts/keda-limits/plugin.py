"""KEDA with limits and lengths of its own for each queue."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["default"].update(enable_keda=True, min_replicas=2, max_replicas=12, list_length=10)
    config["lms"]["high"] = {"enable_keda": True, "min_replicas": 1, "max_replicas": 6, "list_length": 5}
    config["lms"]["high_mem"] = {"enable_keda": True, "min_replicas": 0, "max_replicas": 3, "list_length": 1}
    return config

"""No object can be called so."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["High Mem!"] = {"enable_keda": True, "min_replicas": 1}
    return config

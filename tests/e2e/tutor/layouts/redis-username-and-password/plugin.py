"""A Redis outside of the cluster, with a user for Celery."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["default"]["enable_keda"] = True
    config["lms"]["high"] = {"enable_keda": True}
    config["lms"]["high_mem"] = {"enable_keda": True}
    return config

"""A Redis outside of the cluster that asks for no password."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": True}
    config["cms"]["default"]["enable_keda"] = True
    return config

"""The plugin gives its default workers ten pods at most."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["default"]["enable_keda"] = True
    return config

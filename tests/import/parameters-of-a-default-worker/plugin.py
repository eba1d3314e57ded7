"""The plugin passes over them."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["cms"]["default"]["extra_params"] = ["--concurrency=2"]
    return config

"""A set has no order."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"extra_params": {"--pool=gevent", "--concurrency=100"}}
    return config

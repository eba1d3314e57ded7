"""One more queue for a worker, by a second list of queues, which replaces the first."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False, "extra_params": ["--queues=edx.lms.core.high_mem"]}
    return config

"""The scheduler inside of a worker that KEDA multiplies: every pod sends every task."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": True, "extra_params": ["-B"]}
    config["lms"]["high_mem"] = {"enable_keda": False}
    return config

"""Kubernetes takes no underscore: the queues keep theirs, the workers' names have dashes."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = {"enable_keda": False}
    config["lms"]["high_mem"] = {"enable_keda": True}
    config["lms"]["very_slow_reports"] = {"enable_keda": True}
    config["cms"]["course_rerun"] = {"enable_keda": False}
    return config

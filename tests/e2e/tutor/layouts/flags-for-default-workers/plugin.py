"""Flags for Tutor's own workers: the plugin's parameters for CMS, Tutor's own filter for LMS."""

from tutor import hooks
from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["cms"]["default"]["extra_params"] = ["--concurrency=2"]
    return config


hooks.Filters.LMS_WORKER_COMMAND.add_item("--concurrency=2")

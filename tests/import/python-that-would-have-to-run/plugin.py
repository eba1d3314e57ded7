"""Nothing of this is run."""

import os

from tutor import hooks
from tutorcelery.hooks import CELERY_WORKERS_CONFIG

PODS = int(os.environ.get("PODS", "4"))
BIG = {"enable_keda": True, "max_replicas": PODS}


def more(config):
    config["lms"]["more"] = {}


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high"] = BIG
    config["lms"]["high_mem"] = {"enable_keda": os.path.exists("/keda"), "max_replicas": 3}
    config["cms"]["low"]["extra_params"] = ["--concurrency=2", f"--time-limit={PODS}"]
    if os.environ.get("CAMPUS"):
        config["lms"]["campus"] = {}
    while len(config) < 3:
        config["x"] = {}
    for variant in os.listdir("/queues"):
        config["lms"][variant] = {}
    more(config)
    config["lms"].update(**extra())
    return config


CELERY_WORKERS_CONFIG.add()(lambda config: config)
hooks.Filters.CONFIG_OVERRIDES.add_items([(name, True) for name in ("CELERY_FLOWER",)])

"""What people write in plugins, and what each of it means."""

from tutor import hooks
from tutorcelery.hooks import CELERY_WORKERS_CONFIG as WORKERS

MOST = 3
SCALED: dict = {"enable_keda": True, "min_replicas": 1}
QUEUES = {"lms": ["high", "high_mem"], "cms": ("high", "low")}


@WORKERS.add(priority=hooks.priorities.LOW)
def after_all_others(config):
    config["lms"]["high"]["max_replicas"] = MOST * 4
    config["cms"].pop("high")
    return config


@WORKERS.add()
def first(config):
    for service, variants in QUEUES.items():
        for variant in variants:
            config[service][variant] = {**SCALED, "max_replicas": MOST}
    config["lms"]["high_mem"]["extra_params"] = ["--time-limit", f"{30 * 60}"]
    config["lms"]["high_mem"]["extra_params"] += ["-c2"]
    config["cms"]["low"] |= dict(list_length=5)
    config["lms"].setdefault("default", {}).update(extra_params=["--concurrency=4"])
    return config


@WORKERS.add()
def whole(config):
    return {**config, "cms": {**config["cms"], "default": {"enable_keda": True, "max_replicas": 2}}}


hooks.Filters.CMS_WORKER_COMMAND.add_item("--loglevel=warning")


@hooks.Filters.LMS_WORKER_COMMAND.add()
def quieter(command):
    command.remove("--loglevel=info")
    command.append("--loglevel=error")
    return command

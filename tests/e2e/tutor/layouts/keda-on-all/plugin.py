"""Each queue has a worker of its own, and KEDA scales them all."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    for service, variants in {"lms": ["high", "high_mem"], "cms": ["high", "low"]}.items():
        config[service]["default"]["enable_keda"] = True
        for variant in variants:
            config[service][variant] = {"enable_keda": True}
    return config

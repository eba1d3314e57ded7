"""The example of the plugin's README: a queue that waits more than it works, on greenlets. Its parameters are a list,
for a set has no order."""

from tutorcelery.hooks import CELERY_WORKERS_CONFIG


@CELERY_WORKERS_CONFIG.add()
def workers(config):
    config["lms"]["high_mem"] = {"enable_keda": True, "extra_params": ["--pool=gevent", "--concurrency=100"]}
    return config

# Celery settings of the site campus, for the end of the Django settings of shop.
import os
from urllib.parse import quote

# The workers of qc have BROKER_PASSWORD; give it to every process that sends tasks.
CELERY_BROKER_URL = "rediss://campus:" + quote(os.environ.get("BROKER_PASSWORD", ""), safe="") + "@redis.example:6379/3?ssl_cert_reqs=required"
CELERY_TASK_DEFAULT_QUEUE = "main"
CELERY_TASK_ROUTES = {
    "shop.mail.urgent": {"queue": "mail", "priority": 0},
    "shop.reports.yearly": {"queue": "slow"},
    "shop.mail.*": {"queue": "mail"},
    "shop.*.[[]slow]": {"queue": "slow"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("CELERY_BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 18000,
    "global_keyprefix": "campus:",
    "sep": "|",
}
CELERY_TASK_ANNOTATIONS = {
    **(globals().get("CELERY_TASK_ANNOTATIONS") or {}),
    "shop.mail.urgent": {"rate_limit": "100/m", "time_limit": 60, "soft_time_limit": 50},
}
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_TASK_ACKS_LATE = True
    CELERY_TASK_REJECT_ON_WORKER_LOST = True
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        **(globals().get("CELERY_BROKER_TRANSPORT_OPTIONS") or {}),
        "unacked_key": os.environ["CELQ_IN_FLIGHT"],
        "unacked_index_key": os.environ["CELQ_IN_FLIGHT"] + "_index",
        "unacked_mutex_key": os.environ["CELQ_IN_FLIGHT"] + "_mutex",
    }

# Celery settings of the site demo, for the end of the Django settings of LMS and CMS.
import os

BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    # So that gevent and eventlet give back what a worker that died had taken.
    "polling_interval": 5,
}
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_ACKS_LATE = True
    CELERY_REJECT_ON_WORKER_LOST = True
    BROKER_TRANSPORT_OPTIONS = {
        **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
        "unacked_key": os.environ["CELQ_IN_FLIGHT"],
        "unacked_index_key": os.environ["CELQ_IN_FLIGHT"] + "_index",
        "unacked_mutex_key": os.environ["CELQ_IN_FLIGHT"] + "_mutex",
    }

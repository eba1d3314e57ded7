# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.
import os

if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.bulk_email.tasks.send_course_email": {"queue": "edx.lms.core.mails"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.export_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 7200,
    "global_keyprefix": "campus:",
    "sep": ":",
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

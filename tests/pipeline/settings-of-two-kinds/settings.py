# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.
import os

if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"queue": "edx.lms.core.high_mem", "priority": 7},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 18000,
    "global_keyprefix": "campus:",
    "sep": "|",
}
CELERY_ANNOTATIONS = {
    **(globals().get("CELERY_ANNOTATIONS") or {}),
    "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"time_limit": 10800},
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

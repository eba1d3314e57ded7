# Celery settings of the site campus-staging, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.sync": {"queue": "edx.lms.core.high", "priority": 5},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.sync": {"queue": "edx.lms.core.high", "priority": 5},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 14400,
    "sep": ":",
}

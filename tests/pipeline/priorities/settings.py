# Celery settings of the site openedx, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"queue": "edx.lms.core.high", "priority": 6},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "sep": ":",
}

# Celery settings of the site openedx, for the end of the Django settings of every service.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"queue": "edx.lms.core.high"},
        }
    )
BROKER_TRANSPORT_OPTIONS.update(
    {
        "sep": ":",
    }
)

# Celery settings of the site demo, for the end of the Django settings of every service.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.mail": {"queue": "edx.lms.core.high"},
        }
    )

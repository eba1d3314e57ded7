# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.bulk_email.tasks.send_course_email": {"queue": "edx.lms.core.high", "priority": 0},
        }
    )
# RabbitMQ declares no queue anew that is there without this (PRECONDITION_FAILED): delete each once it is empty.
CELERY_QUEUE_MAX_PRIORITY = 9

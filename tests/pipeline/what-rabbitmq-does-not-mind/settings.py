# Celery settings of the site demo, for the end of the Django settings of LMS and CMS.
import os

if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.mail": {"queue": "edx.lms.core.high", "priority": 9},
        }
    )
# RabbitMQ declares no queue anew that is there without this (PRECONDITION_FAILED): delete each once it is empty.
CELERY_QUEUE_MAX_PRIORITY = 9
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_ACKS_LATE = True
    CELERY_REJECT_ON_WORKER_LOST = True

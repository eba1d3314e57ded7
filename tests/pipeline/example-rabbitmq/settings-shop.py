# Celery settings of the site shop, for the end of the Django settings of shop.
import os
from urllib.parse import quote

# The workers of qc have BROKER_PASSWORD; give it to every process that sends tasks.
CELERY_BROKER_URL = "amqp://celery:" + quote(os.environ.get("BROKER_PASSWORD", ""), safe="") + "@rabbitmq.shop.svc:5672/shop"
CELERY_TASK_ROUTES = {
    "shop.invoices.render": {"queue": "invoices", "priority": 9},
    "shop.mail.*": {"queue": "mails"},
}
# RabbitMQ declares no queue anew that is there without this (PRECONDITION_FAILED): delete each once it is empty.
CELERY_TASK_QUEUE_MAX_PRIORITY = 9
CELERY_TASK_ANNOTATIONS = {
    **(globals().get("CELERY_TASK_ANNOTATIONS") or {}),
    "shop.invoices.render": {"time_limit": 600},
}
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_TASK_ACKS_LATE = True
    CELERY_TASK_REJECT_ON_WORKER_LOST = True

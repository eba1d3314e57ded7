"""Celery of the shop."""
from kombu import Queue

ROOT_URLCONF = "shop.urls"
CELERY_BROKER_URL = "redis://redis.shop:6380/1"
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    "shop.mail.*": {"queue": "mail"},
    "shop.reports.monthly": "reports",
}
CELERY_TASK_TIME_LIMIT = 10 * 60
CELERY_TASK_QUEUES = (Queue("celery"), Queue("mail"), Queue("reports"))
CELERY_RESULT_BACKEND = "redis://redis.shop:6380/2"

import os
from urllib.parse import quote

ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["shop", "django_celery_beat"]
HEAVY = "shop.heavy"

CELERY_BROKER_URL = f"redis://:{quote(os.environ['REDIS_PASSWORD'], safe='')}@redis.shop.svc:6379/2"
CELERY_RESULT_BACKEND = "django-db"
CELERY_TASK_DEFAULT_QUEUE = "shop.celery"
CELERY_TASK_ROUTES = {
    "shop.mail.*": {"queue": "shop.mails"},
    "shop.reports.yearly": {"queue": HEAVY, "priority": 9},
    "shop.reports.[ab]*": HEAVY,
    "shop.invoices.send": {"queue": "shop.mails", "exchange": "mails"},
}
CELERY_TASK_ANNOTATIONS = {"shop.reports.yearly": {"rate_limit": 2, "soft_time_limit": 3000}}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * 60 * 60, "sep": ":", "priority_steps": [0, 3, 6, 9]}
CELERY_WORKER_CONCURRENCY = 4
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = int(os.environ.get("PREFETCH", 1))
CELERY_BEAT_SCHEDULE = {"nightly": {"task": "shop.reports.yearly", "schedule": 86400}}
CELERY_TASK_ACKS_LATE = True

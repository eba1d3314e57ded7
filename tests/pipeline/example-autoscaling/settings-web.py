# Celery settings of the site autoscaling, for the end of the Django settings of web.
CELERY_BROKER_URL = "redis://redis.autoscaling.svc:6379/0"
CELERY_TASK_ROUTES = {
    "web.tasks.build_report": {"queue": "reports"},
    "web.tasks.call_webhook": {"queue": "webhooks"},
    "web.tasks.import_*": {"queue": "imports"},
    "web.tasks.store_*": {"queue": "files"},
}

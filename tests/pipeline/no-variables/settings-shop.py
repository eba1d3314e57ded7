# Celery settings of the site default, for the end of the Django settings of shop.
CELERY_TASK_ROUTES = {
    "shop.mail.*": {"queue": "mails"},
}

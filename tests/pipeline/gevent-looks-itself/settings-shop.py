# Celery settings of the site demo, for the end of the Django settings of shop.
CELERY_BROKER_URL = "redis://redis.example:6379/0"

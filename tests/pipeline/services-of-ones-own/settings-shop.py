# Celery settings of the site shop, for the end of the Django settings of shop.
import os
from urllib.parse import quote

# The workers of qc have BROKER_PASSWORD; give it to every process that sends tasks.
CELERY_BROKER_URL = "redis://:" + quote(os.environ.get("BROKER_PASSWORD", ""), safe="") + "@redis.shop.example:6379/1"
CELERY_TASK_ROUTES = {
    "shop.tasks.send": {"queue": "mails"},
    "shop.mail.*": {"queue": "mails"},
}

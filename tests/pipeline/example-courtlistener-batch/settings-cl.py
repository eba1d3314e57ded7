# Celery settings of the site courtlistener, for the end of the Django settings of cl.
import os
from urllib.parse import quote

# The workers of qc have BROKER_PASSWORD; give it to every process that sends tasks.
CELERY_BROKER_URL = "redis://:" + quote(os.environ.get("BROKER_PASSWORD", ""), safe="") + "@redis.court-listener.svc:6379/0"
CELERY_TASK_ROUTES = {
    "cl.scrapers.tasks.extract_doc_content": {"queue": "batch0"},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("CELERY_BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 21600,
    "sep": ":",
}

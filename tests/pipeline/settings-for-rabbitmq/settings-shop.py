# Celery settings of the site campus, for the end of the Django settings of shop.
import os
import ssl
from urllib.parse import quote

# The workers of qc have BROKER_PASSWORD; give it to every process that sends tasks.
CELERY_BROKER_URL = "amqps://campus:" + quote(os.environ.get("BROKER_PASSWORD", ""), safe="") + "@rabbitmq.example:5671/%2Fcampus"
CELERY_BROKER_USE_SSL = {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": "rabbitmq.example"}
CELERY_TASK_ROUTES = {
    "shop.mail.urgent": {"queue": "mail", "priority": 9},
}
# RabbitMQ declares no queue anew that is there without this (PRECONDITION_FAILED): delete each once it is empty.
CELERY_TASK_QUEUE_MAX_PRIORITY = 9

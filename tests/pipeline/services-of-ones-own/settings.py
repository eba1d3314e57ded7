# Celery settings of the site shop, for the end of the Django settings of every service.
if SERVICE_VARIANT == "shop":
    EXPLICIT_QUEUES.update(
        {
            "shop.mail.*": {"queue": "mails"},
            "shop.tasks.send": {"queue": "mails"},
        }
    )
elif SERVICE_VARIANT == "search":
    EXPLICIT_QUEUES.update(
        {
            "search.*": {"queue": "search-index_all"},
        }
    )

# Celery settings of the site openedx, for the end of the Django settings of every service.
BROKER_TRANSPORT_OPTIONS.update(
    {
        "global_keyprefix": "campus:",
    }
)

# Celery settings of the site demo, for the end of the Django settings of every service.
BROKER_TRANSPORT_OPTIONS.update(
    {
        "global_keyprefix": "campus:",
    }
)

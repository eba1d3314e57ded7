# Celery settings of the site campus, for the end of the Django settings of every service.
BROKER_TRANSPORT_OPTIONS.update(
    {
        "visibility_timeout": 14400,
        "global_keyprefix": "{campus}:",
        "sep": ":",
    }
)

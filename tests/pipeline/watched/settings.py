# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 14400,
    "global_keyprefix": "{campus}:",
    "sep": ":",
}

# Celery settings of the site demo, for the end of the Django settings of LMS and CMS.
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 7200,
    "global_keyprefix": "campus:",
}

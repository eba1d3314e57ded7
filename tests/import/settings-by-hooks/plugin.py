"""Settings that a plugin gives, and a function of settings that nobody runs here."""

from tutor import hooks

hooks.Filters.CONFIG_DEFAULTS.add_items([("CELERY_FLOWER", False), ("OPENEDX_CELERY_REDIS_DB", 2)])
hooks.Filters.CONFIG_UNIQUE.add_item(("CELERY_FLOWER_BASIC_AUTH", "flower:{{ 24|random_string }}"))
hooks.Filters.CONFIG_OVERRIDES.add_items([("K8S_NAMESPACE", "campus")])
hooks.Filters.CONFIG_USER.add_item(("CELERY_FLOWER", True))
hooks.Filters.CONFIG_DEFAULTS.add_item("CELERY_VERSION")


@hooks.Filters.CONFIG_DEFAULTS.add()
def more(items):
    items.append(("CELERY_FLOWER_SERVICE_MONITOR", True))
    return items

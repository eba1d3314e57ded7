import re

CELERY_TASK_ROUTES = (
    [("shop.mail.send", {"queue": "mails"}), ("shop.mail.read", "mails"), (re.compile(r"shop\\.(a|b)"), {"queue": "x"})],
    {"shop.index.all": {"queue": "slow"}},
    "shop.routing.Router",
)
if DEBUG:
    CELERY_TASK_ALWAYS_EAGER = True
CELERY_BROKER_URL = "sentinel://one:26379;sentinel://two:26379"
CELERY_TASK_ROUTES_OF_TESTS = {}

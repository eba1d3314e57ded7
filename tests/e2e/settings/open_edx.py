"""What the project's catalog says of a release of Open edX, as its own Python settings have it.

In: a release, or the model of a site that names it. Out: the names that a service's settings have before those of qc, and the
tasks that the service registers and sends. Nothing here is read from qc.
"""

from functools import cache

import yaml

import qc

# What lms/envs/common.py and production.py say in both services, as far as it means something to Celery.
OF_ALL = {
    "BROKER_URL": "memory://",
    "BROKER_TRANSPORT_OPTIONS": {"fanout_patterns": True, "fanout_prefix": True},
    "BROKER_POOL_LIMIT": 0,
    "BROKER_CONNECTION_TIMEOUT": 1,
    "BROKER_HEARTBEAT": 60.0,
    "BROKER_HEARTBEAT_CHECKRATE": 2,
    "CELERY_CREATE_MISSING_QUEUES": True,
    "CELERY_DEFAULT_EXCHANGE_TYPE": "direct",
    "CELERY_MESSAGE_COMPRESSION": "gzip",
    "CELERY_TASK_SERIALIZER": "json",
    "CELERY_ACCEPT_CONTENT": ["json"],
    "CELERY_SEND_EVENTS": True,
    "CELERY_SEND_TASK_SENT_EVENT": True,
    "CELERY_TRACK_STARTED": True,
    "CELERYD_PREFETCH_MULTIPLIER": 1,
}


SERVICES = ("lms", "cms")


@cache
def catalog(release: str) -> dict:
    return yaml.safe_load((qc.CLONE / "spec" / "catalog" / f"{release}.yaml").read_text())


def services(release: str) -> dict[str, dict]:
    return {service["name"]: service for service in catalog(release)["services"]}


def before(release: str, service: str) -> dict:
    """The settings of a service before those of qc."""
    facts = services(release)
    own = facts[service]
    others = [f"{name}.{other['default']}" for name, other in facts.items() if name != service]
    queues = [f"{service}.{variant}" for variant in own["queues"]] + others
    default = queue(release, f"{service}.{own['default']}")
    return OF_ALL | {
        "SERVICE_VARIANT": service,
        "CELERY_QUEUES": {queue(release, one): {} for one in queues},
        "CELERY_DEFAULT_QUEUE": default,
        "CELERY_DEFAULT_ROUTING_KEY": default,
        "CELERY_DEFAULT_EXCHANGE": f"edx.{service}.core",
        "EXPLICIT_QUEUES": {task: {"queue": queue(release, to)} for task, to in own["explicit"].items()},
        "ALTERNATE_ENV_TASKS": dict(own["alternate"]),
    }


def queue(release: str, name: str) -> str:
    """What `service.variant` is called in the broker."""
    service, variant = name.split(".")
    return services(release)[service]["queue"].format(service=service, variant=variant)


def registered(model: dict, service: str) -> list[str]:
    """The tasks that a service's workers know: those of the release, and those that a site's file declares."""
    known = {task["name"]: task["in"] for task in catalog(model["release"])["tasks"]} | declared(model)
    return [task for task, services in known.items() if service in services]


def sent(model: dict, service: str) -> dict[str, str | None]:
    """The tasks that a service sends, each with the queue that its code gives, where it gives one."""
    tasks = {task["name"]: task for task in catalog(model["release"])["tasks"]}
    senders = {name: task.get("sent_by", task["in"]) for name, task in tasks.items()} | declared(model)
    given = {name: tasks.get(name, {}).get("caller_queue", {}).get(service) for name, by in senders.items() if service in by}
    return {name: to and queue(model["release"], to) for name, to in given.items()}


def doubtful(release: str) -> set[str]:
    """Tasks that a release has under a condition, or in a package that not every image has."""
    packages = catalog(release)["optional"].values()
    return set(catalog(release)["possible"]).union(*(package["tasks"] for package in packages))


def declared(model: dict) -> dict[str, list[str]]:
    """The tasks of which a site's file says who registers them. Of one that no catalog has, nobody knows it without a word."""
    tasks = {task["name"] for task in catalog(model["release"])["tasks"]}
    said = {task["name"]: task["settings"].get("registered", {}).get("value") for task in model["tasks"]}
    unknown = {task: [*services(model["release"])] for task in said if task not in tasks}
    return unknown | {task: services for task, services in said.items() if services}

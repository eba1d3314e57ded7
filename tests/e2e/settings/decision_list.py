"""Open edX's router as it is documented (openedx/core/lib/celery/routers.py): a task in the sender's explicit map goes to the
queue that stands there, and one in its map of other environments to the first of its queues with that environment's name.

In: the names of a sender's settings. Out: the function that Celery asks for each task that is sent without a queue; where it
says nothing Celery takes the sender's default queue. Workers and senders of `celery/` import this file too.
"""

from collections.abc import Callable


def router(names: dict) -> Callable:
    def route(name: str, *_: object, **__: object) -> dict | str | None:
        if name in names["EXPLICIT_QUEUES"]:
            return names["EXPLICIT_QUEUES"][name]
        environment = names["ALTERNATE_ENV_TASKS"].get(name)
        if environment is None:
            return None
        return next(queue for queue in names["CELERY_QUEUES"] if f".{environment}." in queue)

    return route

"""A site as its tests read it.

In: a `.celq` file that builds. Out: what qc writes for it, and which tasks its services have, as far as the catalog and the
file say it.
"""

import socket
from pathlib import Path

import lines
import open_edx

import qc


class Site:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.objects, self.model, self.ways = qc.objects(file), qc.model(file), qc.routes(file)
        self.release = self.model["release"]
        self.broker = {name: setting["value"] for name, setting in self.model["broker"]["settings"].items()}
        self.services = [service["name"] for service in self.model["services"]]
        # The worker of each name, and its service.
        self.workers = {worker["workload"]: worker["service"] for worker in self.model["workers"]}

    @property
    def address(self) -> str:
        return f"{self.broker.get('host', 'redis')}:{self.broker.get('port', 6379)}"

    @property
    def lines(self) -> set[str]:
        """The lines of Celery that the file says or its release pins, where either does."""
        said = self.model["site"]["settings"].get("celery", {}).get("value")
        if said:
            return {lines.of(said)}
        if set(self.services) & set(open_edx.SERVICES):
            return {lines.of(version) for version in open_edx.catalog(self.release)["celery"].values()}
        return set()

    def container(self, workload: str) -> dict:
        deployment = self.object("Deployment", workload)
        return deployment["spec"]["template"]["spec"]["containers"][0]

    def object(self, kind: str, name: str) -> dict:
        return next(one for one in self.objects if (one["kind"], one["metadata"]["name"]) == (kind, name))

    def argument(self, workload: str, option: str) -> str:
        (value,) = [one.partition("=")[2] for one in self.container(workload)["args"] if one.startswith(f"{option}=")]
        return value

    def node(self, workload: str) -> str:
        """What Celery calls the worker on this machine."""
        return self.argument(workload, "--hostname").replace("%h", socket.gethostname())

    def modules(self, service: str) -> tuple[str, str]:
        """Where a service's application and settings are imported from. `--app=shop` finds `shop.celery`."""
        workload = next(name for name, of in self.workers.items() if of == service)
        app = self.argument(workload, "--app")
        environment = {one["name"]: one.get("value") for one in self.container(workload).get("env", [])}
        settings = environment.get("DJANGO_SETTINGS_MODULE", f"{app.split('.')[0]}.settings")
        return app if "." in app else f"{app}.celery", settings

    def registered(self, service: str) -> list[str]:
        if service in open_edx.SERVICES:
            return open_edx.registered(self.model, service)
        # Nobody but qc knows the tasks of one's own services: they are what the file names.
        return [task_of(way) for way in self.ways if way["sender"] == service]

    def sent(self, service: str) -> dict[str, str | None]:
        if service in open_edx.SERVICES:
            return open_edx.sent(self.model, service)
        return dict.fromkeys(self.registered(service))


def task_of(way: dict) -> str:
    """A task of the way of a pattern, which has any name that fits it."""
    return way["task"].replace("*", "any.thing")

"""The code of a site's services, as far as its workers and senders import it: for each service an application, and settings
that end in those of qc.

In: a site, the Redis that stands in for its broker, and the one that is told what becomes of tasks. Out: a folder to import
from.
"""

import json
import shutil
from pathlib import Path

import open_edx
from celery_apps import files
from site_read import Site

from started import Redis

BESIDE = [Path(__file__).with_name("stand_in.py"), Path(open_edx.__file__).with_name("decision_list.py")]


def write(site: Site, broker: Redis, notes: Redis, folder: Path) -> None:
    texts = files(site.file, folder / "settings")
    services = {service: facts(site, service) for service in site.services}
    lay_out(services, {service: settings(site, service, texts, broker) for service in services}, notes, folder)


def lay_out(services: dict[str, dict], texts: dict[str, str], notes: Redis, folder: Path) -> None:
    """Writes the modules of services, each with the text of its settings."""
    for service, known in services.items():
        write_module(folder, known["app"], f"from stand_in import application\n\napp = application({service!r})\n")
        write_module(folder, known["settings"], texts[service])
    about = {"notes": notes.port, "key": str(folder), "services": services}
    (folder / "stand_in.json").write_text(json.dumps(about))
    for module in BESIDE:
        shutil.copy(module, folder)


def facts(site: Site, service: str) -> dict:
    """What the stand-in knows of a service."""
    app, settings = site.modules(service)
    return {"app": app, "settings": settings, "open_edx": service in open_edx.SERVICES, "tasks": site.registered(service)}


def settings(site: Site, service: str, texts: dict[str, str], broker: Redis) -> str:
    """What the platform or the project has itself, and then qc's; only where the broker is has to be another place."""
    url = f"redis://{broker.login()}127.0.0.1:{broker.port}/{site.broker.get('db', 0)}"
    if service in open_edx.SERVICES:
        names, text = open_edx.before(site.release, service) | {"BROKER_URL": url}, texts["settings.py"]
    else:
        names, text = {"CELERY_BROKER_URL": url}, texts.get(f"settings-{service}.py", "")
        assert ("CELERY_BROKER_URL" in text) == (site.address in text)
    before = "".join(f"{name} = {value!r}\n" for name, value in names.items())
    return before + text.replace(site.address, f"127.0.0.1:{broker.port}")


def write_module(folder: Path, name: str, text: str) -> None:
    *packages, module = name.split(".")
    for package in packages:
        folder = folder / package
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
    (folder / f"{module}.py").write_text(text)

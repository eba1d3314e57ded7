"""Starts what a Deployment would start.

In: a site's objects, what its Secrets have, and where the programs are that stand in for those of the image. Out: the
container's command line and environment, with its ConfigMaps as files in a folder, and the folder in the place of the paths
that it mounts.
"""

import os
import sys
from pathlib import Path


# The tests' own.
PROGRAMS = Path(sys.executable).parent


def started_as(
    site: list[dict], name: str, secrets: dict[str, str], folder: Path, programs: Path = PROGRAMS
) -> tuple[list[str], dict[str, str]]:
    deployment = next(one for one in site if (one["kind"], one["metadata"]["name"]) == ("Deployment", name))
    pod = deployment["spec"]["template"]["spec"]
    container = pod["containers"][0]
    moved = mounts(pod, container, site, folder)

    def here(text: str) -> str:
        for path, own in moved.items():
            text = text.replace(path, str(own))
        return text

    command = [here(word) for word in [*container.get("command", []), *container["args"]]]
    environment = {one["name"]: here(value(one, secrets)) for one in container.get("env", [])}
    command[0] = str(programs / command[0])
    return command, {"PATH": f"{programs}:{os.defpath}", "HOME": str(folder), **environment}


def mounts(pod: dict, container: dict, site: list[dict], folder: Path) -> dict[str, Path]:
    moved = {}
    for mount in container.get("volumeMounts", []):
        own = folder / mount["name"]
        own.mkdir(exist_ok=True)
        moved[mount["mountPath"].rstrip("/")] = own
        volume = next(one for one in pod["volumes"] if one["name"] == mount["name"])
        for file, text in config_map(volume, site).items():
            (own / file).write_text(text)
    return moved


def config_map(volume: dict, site: list[dict]) -> dict[str, str]:
    name = volume.get("configMap", {}).get("name")
    return next((one["data"] for one in site if one["kind"] == "ConfigMap" and one["metadata"]["name"] == name), {})


def value(variable: dict, secrets: dict[str, str]) -> str:
    if "value" in variable:
        return variable["value"]
    (reference,) = variable["valueFrom"].values()
    return secrets[f"{reference['name']}/{reference['key']}"]

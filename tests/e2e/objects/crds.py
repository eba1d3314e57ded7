"""Judges objects by the schemas in the CustomResourceDefinitions of KEDA and others.

In: an object and a folder of CRDs. Out: what its schema there has against it. A cluster drops fields that the schema
does not know, and says nothing; here they are complaints.

The CRDs are no part of the project: they stand in a folder beside the clone, or the tests that need them are skipped.
"""

from functools import cache
from pathlib import Path

import jsonschema
import yaml

import qc

FOLDER = qc.CLONE.parent / "shared" / "data" / "crds"


def versions() -> list[Path]:
    """The folders that hold a version each: the newest, and those that sites may still run."""
    return [FOLDER, *sorted((FOLDER / "older").iterdir())] if FOLDER.is_dir() else []


def knows(an_object: dict, folder: Path) -> bool:
    return kind(an_object) in schemas(folder, group(an_object))


def complaints(an_object: dict, folder: Path) -> list[str]:
    """Of an object that the folder knows."""
    found = schemas(folder, group(an_object))[kind(an_object)].iter_errors(an_object)
    return [f"{one.json_path}: {one.message}" for one in found]


def kind(an_object: dict) -> tuple[str, str]:
    return an_object["apiVersion"], an_object["kind"]


def group(an_object: dict) -> str:
    return an_object["apiVersion"].partition("/")[0]


@cache
def schemas(folder: Path, group: str) -> dict[tuple[str, str], jsonschema.Draft7Validator]:
    definitions = [crd for file in sorted(folder.glob(f"{group}_*.yaml")) for crd in read(file)]
    return {
        (f"{crd['spec']['group']}/{version['name']}", crd["spec"]["names"]["kind"]): validator(version)
        for crd in definitions
        for version in crd["spec"]["versions"]
    }


def read(file: Path) -> list[dict]:
    return [crd for crd in yaml.load_all(file.read_text(), yaml.CSafeLoader) if crd]


def validator(version: dict) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(closed(version["schema"]["openAPIV3Schema"]))


def closed(schema: dict) -> dict:
    """A schema as JSON Schema reads it, in which an object has the fields that are named and no others."""
    made = {word: closed_part(word, part) for word, part in schema.items()}
    if "properties" in made and not made.get("x-kubernetes-preserve-unknown-fields"):
        made.setdefault("additionalProperties", False)
    if made.get("x-kubernetes-int-or-string"):
        made.setdefault("anyOf", [{"type": "integer"}, {"type": "string"}])
    if made.get("nullable"):
        made = {"anyOf": [made, {"type": "null"}]}
    return made


def closed_part(word: str, part):
    if word == "properties":
        return {name: closed(field) for name, field in part.items()}
    if word in ("items", "additionalProperties") and isinstance(part, dict):
        return closed(part)
    return part

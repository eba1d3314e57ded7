"""Judges the metadata of KEDA's triggers, which no schema does.

In: a ScaledObject. Out: the keys that KEDA ignores, the values that it cannot read, and what is missing.
"""

import re
from pathlib import Path

import yaml

KEYS = yaml.safe_load(Path(__file__).with_name("trigger-keys.yaml").read_text())

FORMS = {
    "text": r".+",
    "integer": r"-?\d+",
    "switch": r"true|false",
    "list": r"[^,]+(,[^,]+)*",
    "number": r"\d+(\.\d+)?",
    # KEDA's parser has no seconds and no seventh day, and before 2.20 no list (kedacore/keda#7448).
    "cron": r"([0-9*/-]+ ){4}([0-6*/-]|[A-Z]{3})+",
    "zone": r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
}


def complaints(scaled_object: dict) -> list[str]:
    triggers = scaled_object["spec"].get("triggers", [])
    return [complaint for trigger in triggers for complaint in of_trigger(trigger)]


def of_trigger(trigger: dict) -> list[str]:
    if trigger["type"] not in KEYS:
        return [f"no list of the keys of a {trigger['type']} trigger"]
    forms, metadata = KEYS[trigger["type"]]["keys"], trigger["metadata"]
    known = {key: (value, forms[key].removesuffix("!")) for key, value in metadata.items() if key in forms}
    required = [key for key, form in forms.items() if form.endswith("!")]
    rows = [row for row in KEYS[trigger["type"]]["one_of"] if not known.keys() & set(row)]
    return [
        *[f"KEDA does not know {key}" for key in metadata if key not in known],
        *[f"{key} is missing" for key in required if key not in metadata],
        *[f"none of {', '.join(row)}" for row in rows],
        *[f"{key}: {value!r} is no {form}" for key, (value, form) in known.items() if not is_a(form, value)],
        *not_an_address(metadata.get("address")),
        *(not_a_plugin(metadata.get("host")) if trigger["type"] == "rabbitmq" else []),
    ]


def is_a(form: str, value: object) -> bool:
    """Whether a value is of a form, and a string."""
    return isinstance(value, str) and re.fullmatch(FORMS[form], value) is not None


def not_an_address(address: object) -> list[str]:
    """KEDA wants `host:port`, where Celery has a URL, and looks the host up from its own namespace."""
    if address is None:
        return []
    if not re.fullmatch(r"[A-Za-z0-9.-]+:\d+", str(address)):
        return [f"address: {address!r} is not host:port"]
    if "." not in str(address):
        return [f"address: {address!r} is a Service without its namespace, and KEDA runs in another"]
    return []


def not_a_plugin(host: object) -> list[str]:
    """Over AMQP KEDA sees only messages that wait, and a user in the URL would stand in clear."""
    if host is None:
        return []
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+:\d+", str(host)):
        return [f"host: {host!r} is not http://host:port"]
    if "." not in str(host):
        return [f"host: {host!r} is a Service without its namespace, and KEDA runs in another"]
    return []

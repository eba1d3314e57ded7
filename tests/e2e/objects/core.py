"""Judges objects of Kubernetes itself.

In: an object and a Kubernetes version. Out: what that version's own schema has against it, unknown fields included.
"""

import kubernetes_validate


def knows(an_object: dict) -> bool:
    """Whether the kind is Kubernetes' own: the groups of all others have a domain of someone else's."""
    group = an_object["apiVersion"].rpartition("/")[0]
    return "." not in group or group.endswith(".k8s.io") and group != "autoscaling.k8s.io"


def complaints(an_object: dict, kubernetes: str) -> list[str]:
    try:
        kubernetes_validate.validate(an_object, kubernetes, strict=True)
    except kubernetes_validate.ValidationError as found:
        return [f"{'.'.join(map(str, found.path))}: {found.message}"]
    return []

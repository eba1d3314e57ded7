"""Judges what changes limits by the clock: whether CronJobs may do what they do, and whether it can be done.

In: all objects of a site. Out: what would be seen only when a window opens and nothing happens.
"""

import json
import re
from collections.abc import Iterator

from relations import key, name_of, namespace, of_kind, selects

# Kubernetes adds eleven characters for the name of each Job, and that is a label.
LONGEST_CRON_JOB = 52
DAYS = r"(\*|[0-6](-[0-6])?(,[0-6](-[0-6])?)*)"
SCHEDULE = re.compile(rf"([0-9]|[1-5][0-9]) ([0-9]|1[0-9]|2[0-3]) \* \* {DAYS}")
# What kubectl calls a kind, and the fields of its `spec` that are limits.
SCALERS = {
    "scaledobjects.keda.sh": ("ScaledObject", {"minReplicaCount", "maxReplicaCount"}),
    "horizontalpodautoscalers.autoscaling": ("HorizontalPodAutoscaler", {"minReplicas", "maxReplicas"}),
}


def complaints(objects: list[dict]) -> list[str]:
    jobs, roles = of_kind(objects, "CronJob"), of_kind(objects, "Role")
    bindings = of_kind(objects, "RoleBinding")
    return [
        *(f"{name_of(one)}: {found}" for one in jobs for found in of_job(one, objects)),
        *(f"{name_of(one)}: {found}" for one in roles for found in of_role(one, objects)),
        *(f"{name_of(one)}: {found}" for one in bindings for found in of_binding(one, objects)),
    ]


def of_job(job: dict, objects: list[dict]) -> Iterator[str]:
    spec = job["spec"]
    template = spec["jobTemplate"]["spec"]["template"]
    if len(job["metadata"]["name"]) > LONGEST_CRON_JOB:
        yield f"its name has more than {LONGEST_CRON_JOB} characters"
    if not SCHEDULE.fullmatch(spec["schedule"]):
        yield f"cron does not read {spec['schedule']}"
    if "timeZone" not in spec:
        yield "its hours are those of the control plane"
    account = template["spec"].get("serviceAccountName", "default")
    if ("ServiceAccount", namespace(job), account) not in map(key, objects):
        yield f"ServiceAccount {account} is not there"
    for container in template["spec"]["containers"]:
        yield from of_command(container.get("args", []), account, job, objects)
    # An autoscaler and a disruption budget count whatever has the labels.
    pods = {"spec": {"template": template}}
    for other in objects:
        if other["kind"] in ("Deployment", "PodDisruptionBudget") and selects(other, pods):
            yield f"{name_of(other)} takes its pods for the worker's"


def of_command(arguments: list[str], account: str, job: dict, objects: list[dict]) -> Iterator[str]:
    match arguments:
        case ["patch", resource, name, inside, "--type=merge", patch] if resource in SCALERS:
            pass
        case _:
            yield f"nobody knows what {arguments} would do"
            return
    kind, limits = SCALERS[resource]
    there = next((one for one in objects if key(one) == (kind, inside.removeprefix("--namespace="), name)), None)
    if there is None:
        yield f"{kind} {name} is not there"
        return
    if not any(allows(role, resource, name) for role in roles_of(account, job, objects)):
        yield f"{account} may not patch {name}"
    changed = json.loads(patch.removeprefix("--patch=")).get("spec", {})
    if not changed or not changed.keys() <= limits or not all(type(pods) is int for pods in changed.values()):
        yield f"{changed} are not limits of {kind}"
        return
    fewest, most = (({**there["spec"], **changed})[limit] for limit in sorted(limits, reverse=True))
    if fewest > most:
        yield "more pods at least than at most"


def roles_of(account: str, job: dict, objects: list[dict]) -> Iterator[dict]:
    subject = {"kind": "ServiceAccount", "name": account, "namespace": namespace(job)}
    bound = {one["roleRef"]["name"] for one in of_kind(objects, "RoleBinding") if subject in one.get("subjects", [])}
    return (one for one in of_kind(objects, "Role") if one["metadata"]["name"] in bound)


def allows(role: dict, resource: str, name: str) -> bool:
    plural, _, group = resource.partition(".")
    return any(
        group in rule["apiGroups"]
        and plural in rule["resources"]
        and name in rule["resourceNames"]
        # kubectl reads what it patches.
        and {"get", "patch"} <= set(rule["verbs"])
        for rule in role["rules"]
    )


def of_role(role: dict, objects: list[dict]) -> Iterator[str]:
    patched = {
        (arguments[1], arguments[2])
        for job in of_kind(objects, "CronJob")
        for arguments in [job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0].get("args", [])]
        if len(arguments) > 2
    }
    for rule in role["rules"]:
        if set(rule["verbs"]) != {"get", "patch"}:
            yield f"it gives {rule['verbs']}"
        if not rule.get("resourceNames"):
            yield "it gives all objects of a kind"
        for name in rule.get("resourceNames", []):
            resources = {f"{plural}.{group}" for plural in rule["resources"] for group in rule["apiGroups"]}
            if not any((resource, name) in patched for resource in resources):
                yield f"it gives {name}, which nothing patches"


def of_binding(binding: dict, objects: list[dict]) -> Iterator[str]:
    there = set(map(key, objects))
    if (binding["roleRef"]["kind"], namespace(binding), binding["roleRef"]["name"]) not in there:
        yield "what it gives is not there"
    for subject in binding.get("subjects", []):
        if (subject["kind"], subject.get("namespace", ""), subject["name"]) not in there:
            yield f"{subject['name']}, to whom it gives it, is not there"

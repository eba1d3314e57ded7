import json

import jinja2
from tutor import exceptions, fmt, hooks
from tutor.__about__ import __version__

_said = set()


def _warn_once(sentence):
    if sentence not in _said:
        _said.add(sentence)
        fmt.echo_alert(f"celq: {sentence}")


def _text(value):
    """A value as it stands between double quotes, in YAML, JSON and Python alike."""
    return json.dumps(str(value), ensure_ascii=False)[1:-1]


def _address(host, namespace):
    """A host as KEDA finds it, which runs in a namespace of its own."""
    if ":" in host:
        return f"[{host}]"
    return host if "." in host else f"{host}.{namespace}"


@jinja2.pass_context
def _agree(context):
    """Lets nothing be rendered for another platform than the one for which the site was proved."""
    faults = [*_other_plugins(context), *_other_values(context)]
    if faults:
        raise exceptions.TutorError("\n".join(f"celq: {fault}" for fault in faults))
    tutor = __version__.split(".")[0]
    if TUTOR and tutor != TUTOR:
        known = f"write `release={RELEASES[tutor]}` behind `site`" if tutor in RELEASES else "qc does not know its release"
        _warn_once(f"this is Tutor {tutor}, and {SITE} was proved for {RELEASES[TUTOR]}, which is Tutor {TUTOR}: {known}")
    return ""


def _other_plugins(context):
    if "celery" in hooks.Filters.PLUGINS_LOADED.iterate():
        yield "the plugin `celery` makes workers too, each queue then has two: `tutor plugins disable celery`"
    for worker in sorted(WORKERS & set(context.get("POD_AUTOSCALING_EXTRA_SERVICES") or {})):
        yield f"POD_AUTOSCALING_EXTRA_SERVICES scales {worker} too: take it out there, {SITE}'s file says how it scales"


def _other_values(context):
    for setting, proved, words in VALUES:
        value = context.get(setting)
        is_none = value in (None, "")
        if ("" if is_none else str(value)) != proved:
            ours = f"no `{words.split()[-1]}`" if is_none else f"`{words}={value}`"
            yield (
                f"{SITE} was proved with {setting} = {proved or 'nothing'}, and Tutor has {'nothing' if is_none else value}: "
                f'`tutor config save --set "{setting}={proved}"`, or {ours} in the file, and build it again'
            )
    if PASSWORD is not None and bool(context.get("REDIS_PASSWORD")) != PASSWORD:
        has = "has no password, and the file names one: set REDIS_PASSWORD, or take `password` out of the file"
        lacks = "has a password, and the file names none: `broker redis password=secret:celery-broker/password`"
        yield f"Tutor's Redis {has if PASSWORD else lacks}, and build it again"


def _whole(command, tutors):
    """A worker's command from the file. Celery takes the last of two `--queues`, so nothing is added to a list that has one."""

    def replace(items):
        more = [item for item in items if item not in tutors]
        if more:
            _warn_once(f"another plugin adds {' '.join(more)} to a worker: {SITE}'s file says what workers are told")
        # Tutor puts it between double quotes as it is.
        return [_text(argument).replace("$", "$$") for argument in command]

    return replace


for _filter, (_command, _tutors) in COMMANDS.items():
    getattr(hooks.Filters, _filter).add(priority=hooks.priorities.LOW)(_whole(_command, _tutors))

try:
    from tutorpod_autoscaling.hooks import AUTOSCALING_CONFIG
except ImportError:
    pass
else:
    # It goes on scaling everything else.
    @AUTOSCALING_CONFIG.add(priority=hooks.priorities.LOW)
    def _without_workers(config):
        return {name: values for name, values in config.items() if name not in WORKERS}


hooks.Filters.CONFIG_UNIQUE.add_items(UNIQUE)
hooks.Filters.ENV_TEMPLATE_FILTERS.add_item(("celq_text", _text))
hooks.Filters.ENV_TEMPLATE_VARIABLES.add_items([("celq_address", _address), ("celq_agree", _agree)])
hooks.Filters.ENV_PATCHES.add_items(PATCHES)

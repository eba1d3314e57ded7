"""The Celery workers of the site shop, as qc proved them. Change its .celq file and build this again.

It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.
"""

SITE = "shop"
TUTOR = ""
RELEASES = {"18": "redwood", "19": "sumac", "20": "teak", "21": "ulmo", "22": "verawood"}
WORKERS = {"shop-celery", "shop-mails", "shop-invoices"}

VALUES = [
    ("K8S_NAMESPACE", "shop", "site namespace"),
]
PASSWORD = None
UNIQUE = []

COMMANDS = {
}

PATCHES = [
    (
        "k8s-deployments",
        """\
{{ celq_agree() }}---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-celery
    app.kubernetes.io/part-of: shop
  name: shop-celery
  namespace: shop
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: shop-celery
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: shop
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: shop-celery
        app.kubernetes.io/part-of: shop
    spec:
      containers:
      - args:
        - celery
        - --app=shop.celery
        - worker
        - --loglevel=info
        - --hostname=celery@%h
        - --queues=celery
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: shop.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: rabbitmq
        - name: BROKER_USERNAME
          value: celery
        envFrom:
        - secretRef:
            name: shop-env
        image: registry.example/shop:1.4.2
        name: shop-celery
        resources:
          limits:
            memory: 1Gi
          requests:
            cpu: 500m
            memory: 768Mi
        volumeMounts:
        - mountPath: /app/media
          name: claim-shop-media
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
      volumes:
      - name: claim-shop-media
        persistentVolumeClaim:
          claimName: shop-media
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-mails
    app.kubernetes.io/part-of: shop
  name: shop-mails
  namespace: shop
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: shop-mails
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: shop
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: shop-mails
        app.kubernetes.io/part-of: shop
    spec:
      containers:
      - args:
        - celery
        - --app=shop.celery
        - worker
        - --loglevel=info
        - --hostname=mails@%h
        - --queues=mails
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: shop.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: rabbitmq
        - name: BROKER_USERNAME
          value: celery
        envFrom:
        - secretRef:
            name: shop-env
        image: registry.example/shop:1.4.2
        name: shop-mails
        resources:
          limits:
            memory: 1Gi
          requests:
            cpu: 500m
            memory: 768Mi
        volumeMounts:
        - mountPath: /app/media
          name: claim-shop-media
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
      volumes:
      - name: claim-shop-media
        persistentVolumeClaim:
          claimName: shop-media
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-invoices
    app.kubernetes.io/part-of: shop
  name: shop-invoices
  namespace: shop
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: shop-invoices
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: shop
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: shop-invoices
        app.kubernetes.io/part-of: shop
    spec:
      containers:
      - args:
        - celery
        - --app=shop.celery
        - worker
        - --loglevel=info
        - --hostname=invoices@%h
        - --queues=invoices
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: shop.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: rabbitmq
        - name: CELQ_IN_FLIGHT
          value: unacked.shop-invoices
        - name: BROKER_USERNAME
          value: celery
        envFrom:
        - secretRef:
            name: shop-env
        image: registry.example/shop:1.4.2
        name: shop-invoices
        resources:
          limits:
            memory: 1Gi
          requests:
            cpu: 500m
            memory: 768Mi
        volumeMounts:
        - mountPath: /app/media
          name: claim-shop-media
      enableServiceLinks: false
      terminationGracePeriodSeconds: 610
      volumes:
      - name: claim-shop-media
        persistentVolumeClaim:
          claimName: shop-media
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: beat
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-beat
    app.kubernetes.io/part-of: shop
  name: shop-beat
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: shop-beat
  strategy:
    type: Recreate
  template:
    metadata:
      labels:
        app.kubernetes.io/component: beat
        app.kubernetes.io/instance: shop
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: shop-beat
        app.kubernetes.io/part-of: shop
    spec:
      containers:
      - args:
        - celery
        - --app=shop.celery
        - beat
        - --loglevel=info
        - --scheduler=django_celery_beat.schedulers:DatabaseScheduler
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: shop.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: rabbitmq
        envFrom:
        - secretRef:
            name: shop-env
        image: registry.example/shop:1.4.2
        name: shop-beat
        volumeMounts:
        - mountPath: /app/media
          name: claim-shop-media
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      volumes:
      - name: claim-shop-media
        persistentVolumeClaim:
          claimName: shop-media
""",
    ),
    (
        "k8s-services",
        """\
{{ celq_agree() }}---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-broker
    app.kubernetes.io/part-of: shop
  name: celery-broker
  namespace: shop
spec:
  secretTargetRef:
  - parameter: password
    name: rabbitmq
    key: password
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-celery
    app.kubernetes.io/part-of: shop
  name: shop-celery
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop-celery
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 8
  triggers:
  - type: rabbitmq
    metricType: AverageValue
    metadata:
      host: http://rabbitmq.shop.svc:15672
      protocol: http
      vhostName: shop
      queueName: celery
      mode: QueueLength
      value: "20"
      activationValue: "0"
      usernameFromEnv: BROKER_USERNAME
    authenticationRef:
      name: celery-broker
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-mails
    app.kubernetes.io/part-of: shop
  name: shop-mails
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop-mails
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: rabbitmq
    metricType: AverageValue
    metadata:
      host: http://rabbitmq.shop.svc:15672
      protocol: http
      vhostName: shop
      queueName: mails
      mode: QueueLength
      value: "50"
      activationValue: "0"
      usernameFromEnv: BROKER_USERNAME
    authenticationRef:
      name: celery-broker
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: shop
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: shop-invoices
    app.kubernetes.io/part-of: shop
  name: shop-invoices
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop-invoices
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: rabbitmq
    metricType: AverageValue
    metadata:
      host: http://rabbitmq.shop.svc:15672
      protocol: http
      vhostName: shop
      queueName: invoices
      mode: QueueLength
      value: "10"
      activationValue: "0"
      usernameFromEnv: BROKER_USERNAME
    authenticationRef:
      name: celery-broker
""",
    ),
    (
        "local-docker-compose-prod-services",
        """\
{{ celq_agree() }}shop-celery:
  image: registry.example/shop:1.4.2
  command:
  - celery
  - --app=shop.celery
  - worker
  - --loglevel=info
  - --hostname=celery@%h
  - --queues=celery
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    BROKER_USERNAME: celery
    DJANGO_SETTINGS_MODULE: shop.settings
  env_file:
  - shop-env.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        memory: 1g
      reservations:
        cpus: "0.5"
        memory: 768m
  volumes:
  - shop-media:/app/media
shop-invoices:
  image: registry.example/shop:1.4.2
  command:
  - celery
  - --app=shop.celery
  - worker
  - --loglevel=info
  - --hostname=invoices@%h
  - --queues=invoices
  - --concurrency=2
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    BROKER_USERNAME: celery
    CELQ_IN_FLIGHT: unacked.shop-invoices
    DJANGO_SETTINGS_MODULE: shop.settings
  env_file:
  - shop-env.env
  restart: unless-stopped
  stop_grace_period: 610s
  deploy:
    resources:
      limits:
        memory: 1g
      reservations:
        cpus: "0.5"
        memory: 768m
  volumes:
  - shop-media:/app/media
shop-mails:
  image: registry.example/shop:1.4.2
  command:
  - celery
  - --app=shop.celery
  - worker
  - --loglevel=info
  - --hostname=mails@%h
  - --queues=mails
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    BROKER_USERNAME: celery
    DJANGO_SETTINGS_MODULE: shop.settings
  env_file:
  - shop-env.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        memory: 1g
      reservations:
        cpus: "0.5"
        memory: 768m
  volumes:
  - shop-media:/app/media
""",
    ),
]

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

"""The Celery workers of the site autoscaling, as qc proved them. Change its .celq file and build this again.

It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.
"""

SITE = "autoscaling"
TUTOR = ""
RELEASES = {"18": "redwood", "19": "sumac", "20": "teak", "21": "ulmo", "22": "verawood"}
WORKERS = {"web-celery", "web-reports", "web-imports", "web-webhooks", "web-files"}

VALUES = [
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
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-celery
    app.kubernetes.io/part-of: autoscaling
  name: web-celery
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: web-celery
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: autoscaling
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: web-celery
        app.kubernetes.io/part-of: autoscaling
    spec:
      containers:
      - args:
        - celery
        - --app=web.celery
        - worker
        - --loglevel=info
        - --hostname=celery@%h
        - --queues=celery
        - --concurrency=4
        - --max-tasks-per-child=1000
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: web.settings
        image: registry.example/web:3.1.0
        name: web-celery
        resources:
          limits:
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-reports
    app.kubernetes.io/part-of: autoscaling
  name: web-reports
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: web-reports
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: autoscaling
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: web-reports
        app.kubernetes.io/part-of: autoscaling
    spec:
      containers:
      - args:
        - celery
        - --app=web.celery
        - worker
        - --loglevel=info
        - --hostname=reports@%h
        - --queues=reports
        - --concurrency=2
        - --max-tasks-per-child=1000
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: web.settings
        image: registry.example/web:3.1.0
        name: web-reports
        resources:
          limits:
            memory: 3Gi
          requests:
            cpu: "1"
            memory: 2Gi
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-imports
    app.kubernetes.io/part-of: autoscaling
  name: web-imports
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: web-imports
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: autoscaling
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: web-imports
        app.kubernetes.io/part-of: autoscaling
    spec:
      containers:
      - args:
        - celery
        - --app=web.celery
        - worker
        - --loglevel=info
        - --hostname=imports@%h
        - --queues=imports
        - --autoscale=10,3
        - --max-tasks-per-child=1000
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: web.settings
        image: registry.example/web:3.1.0
        name: web-imports
        resources:
          limits:
            memory: 2Gi
          requests:
            cpu: "1"
            memory: 1Gi
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-webhooks
    app.kubernetes.io/part-of: autoscaling
  name: web-webhooks
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: web-webhooks
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: autoscaling
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: web-webhooks
        app.kubernetes.io/part-of: autoscaling
    spec:
      containers:
      - args:
        - celery
        - --app=web.celery
        - worker
        - --loglevel=info
        - --hostname=webhooks@%h
        - --queues=webhooks
        - --pool=gevent
        - --concurrency=100
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: web.settings
        image: registry.example/web:3.1.0
        name: web-webhooks
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-files
    app.kubernetes.io/part-of: autoscaling
  name: web-files
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: web-files
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: autoscaling
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: web-files
        app.kubernetes.io/part-of: autoscaling
    spec:
      containers:
      - args:
        - celery
        - --app=web.celery
        - worker
        - --loglevel=info
        - --hostname=files@%h
        - --queues=files
        - --pool=threads
        - --concurrency=10
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: web.settings
        image: registry.example/web:3.1.0
        name: web-files
      enableServiceLinks: false
      terminationGracePeriodSeconds: 600
""",
    ),
    (
        "k8s-services",
        """\
{{ celq_agree() }}---
apiVersion: v1
kind: ServiceAccount
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: celery-windows
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: celery-windows
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
rules:
- apiGroups:
  - keda.sh
  resourceNames:
  - web-celery
  resources:
  - scaledobjects
  verbs:
  - get
  - patch
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: celery-windows
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: celery-windows
subjects:
- kind: ServiceAccount
  name: celery-windows
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-celery
    app.kubernetes.io/part-of: autoscaling
  name: web-celery
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web-celery
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 2
  maxReplicaCount: 20
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          policies:
          - periodSeconds: 300
            type: Pods
            value: 1
          - periodSeconds: 300
            type: Percent
            value: 25
          selectPolicy: Min
          stabilizationWindowSeconds: 300
        scaleUp:
          policies:
          - periodSeconds: 60
            type: Pods
            value: 2
          - periodSeconds: 60
            type: Percent
            value: 50
          selectPolicy: Max
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.autoscaling.svc:{{ REDIS_PORT }}"
      databaseIndex: "{{ OPENEDX_CELERY_REDIS_DB }}"
      listName: celery
      listLength: "50"
      activationListLength: "0"
  - type: cron
    metricType: AverageValue
    metadata:
      timezone: UTC
      start: "0 8 * * 1-5"
      end: "0 18 * * 1-5"
      desiredReplicas: "5"
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: web-celery-0000-max-8
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: autoscaling
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: autoscaling
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - web-celery
            - "--namespace={{ K8S_NAMESPACE|celq_text }}"
            - --type=merge
            - "--patch={\\"spec\\":{\\"maxReplicaCount\\":8}}"
            image: registry.k8s.io/kubectl:v1.33.1
            name: kubectl
            resources:
              limits:
                memory: 256Mi
              requests:
                cpu: 50m
                memory: 64Mi
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop:
                - ALL
              readOnlyRootFilesystem: true
          enableServiceLinks: false
          restartPolicy: OnFailure
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            seccompProfile:
              type: RuntimeDefault
          serviceAccountName: celery-windows
  schedule: "0 0 * * 6"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: UTC
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: web-celery-0000-max-10
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: autoscaling
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: autoscaling
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - web-celery
            - "--namespace={{ K8S_NAMESPACE|celq_text }}"
            - --type=merge
            - "--patch={\\"spec\\":{\\"maxReplicaCount\\":10}}"
            image: registry.k8s.io/kubectl:v1.33.1
            name: kubectl
            resources:
              limits:
                memory: 256Mi
              requests:
                cpu: 50m
                memory: 64Mi
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop:
                - ALL
              readOnlyRootFilesystem: true
          enableServiceLinks: false
          restartPolicy: OnFailure
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            seccompProfile:
              type: RuntimeDefault
          serviceAccountName: celery-windows
  schedule: "0 0 * * 1"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: UTC
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: web-celery-0800-max-20
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: autoscaling
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: autoscaling
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - web-celery
            - "--namespace={{ K8S_NAMESPACE|celq_text }}"
            - --type=merge
            - "--patch={\\"spec\\":{\\"maxReplicaCount\\":20}}"
            image: registry.k8s.io/kubectl:v1.33.1
            name: kubectl
            resources:
              limits:
                memory: 256Mi
              requests:
                cpu: 50m
                memory: 64Mi
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop:
                - ALL
              readOnlyRootFilesystem: true
          enableServiceLinks: false
          restartPolicy: OnFailure
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            seccompProfile:
              type: RuntimeDefault
          serviceAccountName: celery-windows
  schedule: "0 8 * * 1-5"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: UTC
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: autoscaling
  name: web-celery-1800-max-10
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: autoscaling
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: autoscaling
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - web-celery
            - "--namespace={{ K8S_NAMESPACE|celq_text }}"
            - --type=merge
            - "--patch={\\"spec\\":{\\"maxReplicaCount\\":10}}"
            image: registry.k8s.io/kubectl:v1.33.1
            name: kubectl
            resources:
              limits:
                memory: 256Mi
              requests:
                cpu: 50m
                memory: 64Mi
            securityContext:
              allowPrivilegeEscalation: false
              capabilities:
                drop:
                - ALL
              readOnlyRootFilesystem: true
          enableServiceLinks: false
          restartPolicy: OnFailure
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            seccompProfile:
              type: RuntimeDefault
          serviceAccountName: celery-windows
  schedule: "0 18 * * 1-5"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: UTC
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-reports
    app.kubernetes.io/part-of: autoscaling
  name: web-reports
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  behavior:
    scaleDown:
      policies:
      - periodSeconds: 60
        type: Pods
        value: 1
      - periodSeconds: 60
        type: Percent
        value: 25
      selectPolicy: Min
    scaleUp:
      policies:
      - periodSeconds: 60
        type: Pods
        value: 2
      - periodSeconds: 60
        type: Percent
        value: 50
      selectPolicy: Max
  maxReplicas: 20
  metrics:
  - resource:
      name: cpu
      target:
        averageUtilization: 70
        type: Utilization
    type: Resource
  - resource:
      name: memory
      target:
        averageUtilization: 80
        type: Utilization
    type: Resource
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web-reports
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: autoscaling
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: web-webhooks
    app.kubernetes.io/part-of: autoscaling
  name: web-webhooks
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web-webhooks
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.autoscaling.svc:{{ REDIS_PORT }}"
      databaseIndex: "{{ OPENEDX_CELERY_REDIS_DB }}"
      listName: webhooks
      listLength: "100"
      activationListLength: "0"
""",
    ),
    (
        "local-docker-compose-prod-services",
        """\
{{ celq_agree() }}web-celery:
  image: registry.example/web:3.1.0
  command:
  - celery
  - --app=web.celery
  - worker
  - --loglevel=info
  - --hostname=celery@%h
  - --queues=celery
  - --concurrency=4
  - --max-tasks-per-child=1000
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: web.settings
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 2
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
web-files:
  image: registry.example/web:3.1.0
  command:
  - celery
  - --app=web.celery
  - worker
  - --loglevel=info
  - --hostname=files@%h
  - --queues=files
  - --pool=threads
  - --concurrency=10
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: web.settings
  restart: unless-stopped
  stop_grace_period: 600s
web-imports:
  image: registry.example/web:3.1.0
  command:
  - celery
  - --app=web.celery
  - worker
  - --loglevel=info
  - --hostname=imports@%h
  - --queues=imports
  - --autoscale=10,3
  - --max-tasks-per-child=1000
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: web.settings
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "1"
        memory: 1g
web-reports:
  image: registry.example/web:3.1.0
  command:
  - celery
  - --app=web.celery
  - worker
  - --loglevel=info
  - --hostname=reports@%h
  - --queues=reports
  - --concurrency=2
  - --max-tasks-per-child=1000
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: web.settings
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 2
    resources:
      limits:
        memory: 3g
      reservations:
        cpus: "1"
        memory: 2g
web-webhooks:
  image: registry.example/web:3.1.0
  command:
  - celery
  - --app=web.celery
  - worker
  - --loglevel=info
  - --hostname=webhooks@%h
  - --queues=webhooks
  - --pool=gevent
  - --concurrency=100
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: web.settings
  restart: unless-stopped
  stop_grace_period: 600s
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

"""The Celery workers of the site demo, as qc proved them. Change its .celq file and build this again.

It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.
"""

SITE = "demo"
TUTOR = "22"
RELEASES = {"18": "redwood", "19": "sumac", "20": "teak", "21": "ulmo", "22": "verawood"}
WORKERS = {"lms-worker", "lms-worker-high", "lms-worker-high-mem", "cms-worker", "cms-worker-high", "cms-worker-low"}

VALUES = [
    ("REDIS_HOST", "redis", "broker redis host"),
    ("OPENEDX_CELERY_REDIS_DB", "0", "broker redis db"),
    ("REDIS_USERNAME", "", "broker redis username"),
]
PASSWORD = False
UNIQUE = []

COMMANDS = {
    "LMS_WORKER_COMMAND": (
        [
            "celery",
            "--app=lms.celery",
            "worker",
            "--loglevel=info",
            "--hostname=edx.lms.core.default@%h",
            "--queues=edx.lms.core.default,edx.lms.core.ora_workflow_update",
            "--concurrency=2",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--without-gossip",
            "--without-mingle",
        ],
        [
            "celery",
            "--app=lms.celery",
            "worker",
            "--loglevel=info",
            "--hostname=edx.lms.core.default.%h",
            "--queues=edx.lms.core.default,edx.lms.core.high,edx.lms.core.high_mem",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--without-gossip",
            "--without-mingle",
        ],
    ),
    "CMS_WORKER_COMMAND": (
        [
            "celery",
            "--app=cms.celery",
            "worker",
            "--loglevel=info",
            "--hostname=edx.cms.core.default@%h",
            "--queues=edx.cms.core.default",
            "--concurrency=2",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--without-gossip",
            "--without-mingle",
        ],
        [
            "celery",
            "--app=cms.celery",
            "worker",
            "--loglevel=info",
            "--hostname=edx.cms.core.default.%h",
            "--queues=edx.cms.core.default,edx.cms.core.high,edx.cms.core.low",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--without-gossip",
            "--without-mingle",
        ],
    ),
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
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker-high
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: demo
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: lms-worker-high
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=lms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.lms.core.high@%h
        - --queues=edx.lms.core.high
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker-high
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 600
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high-mem
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high-mem
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker-high-mem
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: demo
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: lms-worker-high-mem
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=lms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.lms.core.high_mem@%h
        - --queues=edx.lms.core.high_mem
        - --concurrency=1
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker-high-mem
        resources:
          limits:
            cpu: "1"
            ephemeral-storage: 8Gi
            memory: 4Gi
          requests:
            cpu: 500m
            ephemeral-storage: 2Gi
            memory: 2Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 600
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-high
    app.kubernetes.io/part-of: openedx
  name: cms-worker-high
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: cms-worker-high
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: demo
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: cms-worker-high
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=cms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.cms.core.high@%h
        - --queues=edx.cms.core.high
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: cms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: cms-worker-high
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 600
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-low
    app.kubernetes.io/part-of: openedx
  name: cms-worker-low
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: cms-worker-low
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: demo
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: cms-worker-low
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=cms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.cms.core.low@%h
        - --queues=edx.cms.core.low
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: cms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: cms-worker-low
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 600
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
""",
    ),
    (
        "k8s-override",
        """\
{{ celq_agree() }}---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: lms-worker
spec:
  template:
    spec:
      containers:
      - args:
        - celery
        - --app=lms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.lms.core.default@%h
        - --queues=edx.lms.core.default,edx.lms.core.ora_workflow_update
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 1210
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cms-worker
spec:
  template:
    spec:
      containers:
      - args:
        - celery
        - --app=cms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.cms.core.default@%h
        - --queues=edx.cms.core.default
        - --concurrency=2
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: cms
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: cms-worker
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /openedx/edx-platform/lms/envs/tutor/
          name: settings-lms
        - mountPath: /openedx/edx-platform/cms/envs/tutor/
          name: settings-cms
        - mountPath: /openedx/config
          name: config
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 1210
      volumes:
      - configMap:
          name: openedx-settings-lms
        name: settings-lms
      - configMap:
          name: openedx-settings-cms
        name: settings-cms
      - configMap:
          name: openedx-config
        name: config
""",
    ),
    (
        "k8s-services",
        """\
{{ celq_agree() }}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker
    app.kubernetes.io/part-of: openedx
  name: lms-worker
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 10
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.lms.core.default
      listLength: "40"
      activationListLength: "0"
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.lms.core.ora_workflow_update
      listLength: "40"
      activationListLength: "0"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker-high
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 6
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.lms.core.high
      listLength: "20"
      activationListLength: "0"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high-mem
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high-mem
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker-high-mem
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.lms.core.high_mem
      listLength: "2"
      activationListLength: "0"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker
    app.kubernetes.io/part-of: openedx
  name: cms-worker
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cms-worker
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 6
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.cms.core.default
      listLength: "40"
      activationListLength: "0"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-high
    app.kubernetes.io/part-of: openedx
  name: cms-worker-high
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cms-worker-high
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.cms.core.high
      listLength: "40"
      activationListLength: "0"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: demo
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-low
    app.kubernetes.io/part-of: openedx
  name: cms-worker-low
  namespace: "{{ K8S_NAMESPACE|celq_text }}"
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cms-worker-low
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.{{ K8S_NAMESPACE|celq_text }}:{{ REDIS_PORT }}"
      databaseIndex: "0"
      listName: edx.cms.core.low
      listLength: "40"
      activationListLength: "0"
""",
    ),
    (
        "local-docker-compose-prod-services",
        """\
{{ celq_agree() }}cms-worker-high:
  image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
  command:
  - celery
  - --app=cms.celery
  - worker
  - --loglevel=info
  - --hostname=edx.cms.core.high@%h
  - --queues=edx.cms.core.high
  - --concurrency=2
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: cms.envs.tutor.production
    SERVICE_VARIANT: cms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        cpus: "1"
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
  volumes:
  - ../apps/openedx/settings/lms:/openedx/edx-platform/lms/envs/tutor:ro,z
  - ../apps/openedx/settings/cms:/openedx/edx-platform/cms/envs/tutor:ro,z
  - ../apps/openedx/config:/openedx/config:ro,z
  - ../../data/cms:/openedx/data:z
  - ../../data/openedx-media:/openedx/media:z
  - ../../data/openedx-media-private:/openedx/media-private:z
  {%- for mount in iter_mounts(MOUNTS, "openedx", "cms-worker") %}
  - "{{ mount|celq_text }}:z"
  {%- endfor %}
  depends_on:
  - cms
cms-worker-low:
  image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
  command:
  - celery
  - --app=cms.celery
  - worker
  - --loglevel=info
  - --hostname=edx.cms.core.low@%h
  - --queues=edx.cms.core.low
  - --concurrency=2
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: cms.envs.tutor.production
    SERVICE_VARIANT: cms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        cpus: "1"
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
  volumes:
  - ../apps/openedx/settings/lms:/openedx/edx-platform/lms/envs/tutor:ro,z
  - ../apps/openedx/settings/cms:/openedx/edx-platform/cms/envs/tutor:ro,z
  - ../apps/openedx/config:/openedx/config:ro,z
  - ../../data/cms:/openedx/data:z
  - ../../data/openedx-media:/openedx/media:z
  - ../../data/openedx-media-private:/openedx/media-private:z
  {%- for mount in iter_mounts(MOUNTS, "openedx", "cms-worker") %}
  - "{{ mount|celq_text }}:z"
  {%- endfor %}
  depends_on:
  - cms
lms-worker-high:
  image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
  command:
  - celery
  - --app=lms.celery
  - worker
  - --loglevel=info
  - --hostname=edx.lms.core.high@%h
  - --queues=edx.lms.core.high
  - --concurrency=2
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: lms.envs.tutor.production
    SERVICE_VARIANT: lms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        cpus: "1"
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
  volumes:
  - ../apps/openedx/settings/lms:/openedx/edx-platform/lms/envs/tutor:ro,z
  - ../apps/openedx/settings/cms:/openedx/edx-platform/cms/envs/tutor:ro,z
  - ../apps/openedx/config:/openedx/config:ro,z
  - ../../data/lms:/openedx/data:z
  - ../../data/openedx-media:/openedx/media:z
  - ../../data/openedx-media-private:/openedx/media-private:z
  {%- for mount in iter_mounts(MOUNTS, "openedx", "lms-worker") %}
  - "{{ mount|celq_text }}:z"
  {%- endfor %}
  depends_on:
  - lms
lms-worker-high-mem:
  image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
  command:
  - celery
  - --app=lms.celery
  - worker
  - --loglevel=info
  - --hostname=edx.lms.core.high_mem@%h
  - --queues=edx.lms.core.high_mem
  - --concurrency=1
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: lms.envs.tutor.production
    SERVICE_VARIANT: lms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        cpus: "1"
        memory: 4g
      reservations:
        cpus: "0.5"
        memory: 2g
  volumes:
  - ../apps/openedx/settings/lms:/openedx/edx-platform/lms/envs/tutor:ro,z
  - ../apps/openedx/settings/cms:/openedx/edx-platform/cms/envs/tutor:ro,z
  - ../apps/openedx/config:/openedx/config:ro,z
  - ../../data/lms:/openedx/data:z
  - ../../data/openedx-media:/openedx/media:z
  - ../../data/openedx-media-private:/openedx/media-private:z
  {%- for mount in iter_mounts(MOUNTS, "openedx", "lms-worker") %}
  - "{{ mount|celq_text }}:z"
  {%- endfor %}
  depends_on:
  - lms
""",
    ),
    (
        "openedx-cms-production-settings",
        """\
{{ celq_agree() }}if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.update_search_index": {"queue": "edx.cms.core.low"},
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )
""",
    ),
    (
        "openedx-lms-production-settings",
        """\
{{ celq_agree() }}if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.update_search_index": {"queue": "edx.cms.core.low"},
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )
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

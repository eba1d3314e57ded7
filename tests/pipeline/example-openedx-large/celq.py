"""The Celery workers of the site campus, as qc proved them. Change its .celq file and build this again.

It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.
"""

SITE = "campus"
TUTOR = "22"
RELEASES = {"18": "redwood", "19": "sumac", "20": "teak", "21": "ulmo", "22": "verawood"}
WORKERS = {"lms-worker", "lms-worker-high", "lms-worker-high-mem", "lms-worker-mails", "cms-worker", "cms-worker-high", "cms-worker-low"}

VALUES = [
    ("K8S_NAMESPACE", "openedx", "site namespace"),
    ("REDIS_HOST", "redis.openedx.svc", "broker redis host"),
    ("OPENEDX_CELERY_REDIS_DB", "1", "broker redis db"),
    ("REDIS_USERNAME", "celery", "broker redis username"),
]
PASSWORD = True
UNIQUE = [("CELQ_FLOWER_AUTH", "flower:{{ 24|random_string }}")]

COMMANDS = {
    "LMS_WORKER_COMMAND": (
        [
            "celery",
            "--app=lms.celery",
            "worker",
            "--loglevel=info",
            "--hostname=edx.lms.core.default@%h",
            "--queues=edx.lms.core.default,edx.lms.core.ora_workflow_update",
            "--concurrency=4",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--task-events",
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
            "--concurrency=4",
            "--max-tasks-per-child=100",
            "--prefetch-multiplier=1",
            "--task-events",
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
        "caddyfile",
        """\
{{ celq_agree() }}flower.campus.example{$default_site_port} {
    @other not path / /api /api/* /broker /broker/* /login /login/* /static /static/* /task /task/* /tasks /tasks/* /worker /worker/* /workers /workers/*
    respond @other 404
    import proxy "celery-flower:5555"
}
""",
    ),
    (
        "k8s-deployments",
        """\
{{ celq_agree() }}---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high
  namespace: openedx
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker-high
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: campus
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
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        - name: LOG_LEVEL
          value: info
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker-high
        resources:
          limits:
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: lms-worker-high
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high-mem
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high-mem
  namespace: openedx
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker-high-mem
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: campus
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
        - --max-tasks-per-child=1
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        - name: CELQ_IN_FLIGHT
          value: unacked.lms-worker-high-mem
        - name: LOG_LEVEL
          value: info
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker-high-mem
        resources:
          limits:
            ephemeral-storage: 8Gi
            memory: 6Gi
          requests:
            cpu: "1"
            ephemeral-storage: 2Gi
            memory: 4Gi
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
      nodeSelector:
        pool: large
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 5410
      tolerations:
      - effect: NoSchedule
        key: dedicated
        operator: Equal
        value: large
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: lms-worker-high-mem
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-mails
    app.kubernetes.io/part-of: openedx
  name: lms-worker-mails
  namespace: openedx
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker-mails
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: campus
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: lms-worker-mails
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=lms.celery
        - worker
        - --loglevel=info
        - --hostname=edx.lms.core.mails@%h
        - --queues=edx.lms.core.mails
        - --pool=gevent
        - --concurrency=50
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        - name: LOG_LEVEL
          value: info
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker-mails
        resources:
          limits:
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: lms-worker-mails
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-high
    app.kubernetes.io/part-of: openedx
  name: cms-worker-high
  namespace: openedx
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: cms-worker-high
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: campus
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
        - --task-events
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
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: cms-worker-high
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-low
    app.kubernetes.io/part-of: openedx
  name: cms-worker-low
  namespace: openedx
spec:
  replicas: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: cms-worker-low
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: campus
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
        - --task-events
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
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: cms-worker-low
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
    app.kubernetes.io/component: beat
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-beat
    app.kubernetes.io/part-of: openedx
  name: lms-beat
  namespace: openedx
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-beat
  strategy:
    type: Recreate
  template:
    metadata:
      labels:
        app.kubernetes.io/component: beat
        app.kubernetes.io/instance: campus
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: lms-beat
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --app=lms.celery
        - beat
        - --loglevel=info
        - --scheduler=django_celery_beat.schedulers:DatabaseScheduler
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        - name: LOG_LEVEL
          value: info
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-beat
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
      terminationGracePeriodSeconds: 30
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
    app.kubernetes.io/component: flower
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-flower
    app.kubernetes.io/part-of: openedx
  name: celery-flower
  namespace: openedx
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-flower
  strategy:
    type: Recreate
  template:
    metadata:
      labels:
        app.kubernetes.io/component: flower
        app.kubernetes.io/instance: campus
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-flower
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - celery
        - --config=celeryconfig
        - flower
        - --port=5555
        - --purge_offline_workers=3600
        - --persistent=True
        - --db=/var/lib/flower/flower.db
        - --state_save_interval=60000
        env:
        - name: PYTHONPATH
          value: /etc/celery
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: openedx-redis
        - name: FLOWER_BASIC_AUTH
          valueFrom:
            secretKeyRef:
              key: auth
              name: flower
        image: mher/flower:2.0.1
        livenessProbe:
          failureThreshold: 5
          httpGet:
            path: /healthcheck
            port: http
          periodSeconds: 30
          timeoutSeconds: 10
        name: celery-flower
        ports:
        - containerPort: 5555
          name: http
          protocol: TCP
        readinessProbe:
          failureThreshold: 2
          httpGet:
            path: /healthcheck
            port: http
          periodSeconds: 15
          timeoutSeconds: 10
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /etc/celery
          name: broker
        - mountPath: /var/lib/flower
          name: data
      enableServiceLinks: false
      securityContext:
        fsGroup: 1000
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 30
      volumes:
      - configMap:
          name: celery-broker
        name: broker
      - name: data
        persistentVolumeClaim:
          claimName: celery-flower
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: exporter
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: openedx
  name: celery-exporter
  namespace: openedx
spec:
  replicas: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-exporter
  strategy:
    type: Recreate
  template:
    metadata:
      labels:
        app.kubernetes.io/component: exporter
        app.kubernetes.io/instance: campus
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-exporter
        app.kubernetes.io/part-of: openedx
    spec:
      containers:
      - args:
        - --port=9808
        - --queues=edx.cms.core.default,edx.cms.core.high,edx.cms.core.low,edx.lms.core.default,edx.lms.core.high,edx.lms.core.high_mem,edx.lms.core.mails,edx.lms.core.ora_workflow_update
        - --broker-transport-option=visibility_timeout=7200
        - "--broker-transport-option=global_keyprefix=\\"campus:\\""
        - "--broker-transport-option=sep=\\":\\""
        command:
        - python
        - /etc/celery/exporter.py
        env:
        - name: PYTHONPATH
          value: /etc/celery
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: openedx-redis
        image: ghcr.io/danihodovic/celery-exporter:0.12.2
        name: celery-exporter
        ports:
        - containerPort: 9808
          name: http
          protocol: TCP
        readinessProbe:
          failureThreshold: 2
          httpGet:
            path: /health
            port: http
          periodSeconds: 15
          timeoutSeconds: 10
        securityContext:
          allowPrivilegeEscalation: false
        volumeMounts:
        - mountPath: /etc/celery
          name: broker
      enableServiceLinks: false
      securityContext:
        runAsGroup: 1000
        runAsUser: 1000
      terminationGracePeriodSeconds: 30
      volumes:
      - configMap:
          name: celery-broker
        name: broker
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
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
    type: RollingUpdate
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
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: lms.envs.tutor.production
        - name: SERVICE_VARIANT
          value: lms
        - name: LOG_LEVEL
          value: info
        image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
        name: lms-worker
        resources:
          limits:
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      terminationGracePeriodSeconds: 1210
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: lms-worker
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
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
            memory: 3Gi
          requests:
            cpu: 500m
            ephemeral-storage: 1Gi
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
      terminationGracePeriodSeconds: 1210
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/name: cms-worker
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
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
{{ celq_agree() }}{%- if CELQ_FLOWER_AUTH %}
---
apiVersion: v1
kind: Secret
metadata:
  name: flower
stringData:
  auth: "{{ CELQ_FLOWER_AUTH|celq_text }}"
{%- endif %}
---
apiVersion: v1
kind: Secret
metadata:
  name: openedx-redis
stringData:
  password: "{{ REDIS_PASSWORD|celq_text }}"
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-broker
    app.kubernetes.io/part-of: openedx
  name: celery-broker
  namespace: openedx
spec:
  secretTargetRef:
  - parameter: password
    name: openedx-redis
    key: password
---
apiVersion: v1
kind: ServiceAccount
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: openedx
  name: celery-windows
  namespace: openedx
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: openedx
  name: celery-windows
  namespace: openedx
rules:
- apiGroups:
  - keda.sh
  resourceNames:
  - lms-worker
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
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: openedx
  name: celery-windows
  namespace: openedx
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: celery-windows
subjects:
- kind: ServiceAccount
  name: celery-windows
  namespace: openedx
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker
    app.kubernetes.io/part-of: openedx
  name: lms-worker
  namespace: openedx
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 2
  maxReplicaCount: 10
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          policies:
          - periodSeconds: 300
            type: Percent
            value: 25
          stabilizationWindowSeconds: 600
        scaleUp:
          policies:
          - periodSeconds: 60
            type: Pods
            value: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.lms.core.default
      listLength: "20"
      activationListLength: "0"
    authenticationRef:
      name: celery-broker
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.lms.core.ora_workflow_update
      listLength: "20"
      activationListLength: "0"
    authenticationRef:
      name: celery-broker
  - type: cron
    metricType: AverageValue
    metadata:
      timezone: Europe/Madrid
      start: "0 7 * * 1-5"
      end: "0 22 * * 1-5"
      desiredReplicas: "4"
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: openedx
  name: lms-worker-0700-max-12
  namespace: openedx
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: campus
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: openedx
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - lms-worker
            - --namespace=openedx
            - --type=merge
            - "--patch={\\"spec\\":{\\"maxReplicaCount\\":12}}"
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
  schedule: "0 7 * * 1-5"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: Europe/Madrid
---
apiVersion: batch/v1
kind: CronJob
metadata:
  labels:
    app.kubernetes.io/component: windows
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-windows
    app.kubernetes.io/part-of: openedx
  name: lms-worker-2200-max-10
  namespace: openedx
spec:
  concurrencyPolicy: Replace
  failedJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        metadata:
          labels:
            app.kubernetes.io/component: windows
            app.kubernetes.io/instance: campus
            app.kubernetes.io/managed-by: qc
            app.kubernetes.io/name: celery-windows
            app.kubernetes.io/part-of: openedx
        spec:
          containers:
          - args:
            - patch
            - scaledobjects.keda.sh
            - lms-worker
            - --namespace=openedx
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
  schedule: "0 22 * * 1-5"
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 1
  timeZone: Europe/Madrid
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker
    app.kubernetes.io/part-of: openedx
  name: lms-worker
  namespace: openedx
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: lms-worker
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high
  namespace: openedx
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
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.lms.core.high
      listLength: "10"
      activationListLength: "0"
    authenticationRef:
      name: celery-broker
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high
  namespace: openedx
spec:
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker-high
  updatePolicy:
    updateMode: "Off"
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-high-mem
    app.kubernetes.io/part-of: openedx
  name: lms-worker-high-mem
  namespace: openedx
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker-high-mem
  pollingInterval: 30
  cooldownPeriod: 1800
  minReplicaCount: 0
  maxReplicaCount: 8
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          policies:
          - periodSeconds: 1800
            type: Pods
            value: 1
          stabilizationWindowSeconds: 3600
    scalingModifiers:
      formula: q0 / 1 + in_flight / 1
      target: "1"
      metricType: AverageValue
  triggers:
  - type: redis
    name: q0
    metricType: AverageValue
    metadata:
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.lms.core.high_mem
      listLength: "1"
    authenticationRef:
      name: celery-broker
  - type: redis
    name: in_flight
    metricType: AverageValue
    metadata:
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:unacked.lms-worker-high-mem
      listLength: "1"
    authenticationRef:
      name: celery-broker
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: lms-worker-mails
    app.kubernetes.io/part-of: openedx
  name: lms-worker-mails
  namespace: openedx
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: lms-worker-mails
  pollingInterval: 30
  cooldownPeriod: 300
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
  - type: redis
    metricType: AverageValue
    metadata:
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.lms.core.mails
      listLength: "200"
      activationListLength: "0"
    authenticationRef:
      name: celery-broker
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker
    app.kubernetes.io/part-of: openedx
  name: cms-worker
  namespace: openedx
spec:
  maxReplicas: 4
  metrics:
  - resource:
      name: cpu
      target:
        averageUtilization: 70
        type: Utilization
    type: Resource
  minReplicas: 1
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cms-worker
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  labels:
    app.kubernetes.io/component: worker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: cms-worker-high
    app.kubernetes.io/part-of: openedx
  name: cms-worker-high
  namespace: openedx
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
      address: "redis.openedx.svc:{{ REDIS_PORT }}"
      databaseIndex: "1"
      username: celery
      listName: campus:edx.cms.core.high
      listLength: "40"
      activationListLength: "0"
    authenticationRef:
      name: celery-broker
---
apiVersion: v1
kind: ConfigMap
data:
  celeryconfig.py: |
    # How to reach the broker of the site. Written by qc.
    import os
    from urllib.parse import quote

    broker_url = "redis://celery:" + quote(os.environ["BROKER_PASSWORD"], safe="") + "@redis.openedx.svc:{{ REDIS_PORT }}/1"
    broker_transport_options = {"visibility_timeout": 7200, "global_keyprefix": "campus:", "sep": ":"}
  exporter.py: |
    # Starts celery-exporter with the broker's URL, which celeryconfig.py makes. Written by qc.
    import os
    import sys

    from celeryconfig import broker_url

    os.environ["CE_BROKER_URL"] = broker_url
    os.execv(sys.executable, [sys.executable, "/app/cli.py", *sys.argv[1:]])
metadata:
  labels:
    app.kubernetes.io/component: broker
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-broker
    app.kubernetes.io/part-of: openedx
  name: celery-broker
  namespace: openedx
---
apiVersion: v1
kind: Service
metadata:
  labels:
    app.kubernetes.io/component: flower
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-flower
    app.kubernetes.io/part-of: openedx
  name: celery-flower
  namespace: openedx
spec:
  ports:
  - name: http
    port: 5555
    protocol: TCP
    targetPort: http
  selector:
    app.kubernetes.io/name: celery-flower
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  labels:
    app.kubernetes.io/component: flower
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-flower
    app.kubernetes.io/part-of: openedx
    release: kube-prometheus-stack
  name: celery-flower
  namespace: openedx
spec:
  endpoints:
  - interval: 30s
    path: /metrics
    port: http
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-flower
---
apiVersion: v1
kind: Service
metadata:
  labels:
    app.kubernetes.io/component: exporter
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: openedx
  name: celery-exporter
  namespace: openedx
spec:
  ports:
  - name: http
    port: 9808
    protocol: TCP
    targetPort: http
  selector:
    app.kubernetes.io/name: celery-exporter
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  labels:
    app.kubernetes.io/component: exporter
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: openedx
    release: kube-prometheus-stack
  name: celery-exporter
  namespace: openedx
spec:
  endpoints:
  - interval: 30s
    path: /metrics
    port: http
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-exporter
---
apiVersion: v1
kind: ConfigMap
data:
  celery.json: |
    {
      "title": "Celery: campus",
      "tags": [
        "celery"
      ],
      "editable": true,
      "refresh": "1m",
      "schemaVersion": 39,
      "time": {
        "from": "now-6h",
        "to": "now"
      },
      "templating": {
        "list": [
          {
            "name": "datasource",
            "label": "Prometheus",
            "type": "datasource",
            "query": "prometheus"
          }
        ]
      },
      "panels": [
        {
          "id": 1,
          "title": "Waiting tasks",
          "description": "What celery-exporter counts in the broker. On Redis it sees a queue's first list alone: tasks with a priority of 3 and more wait in others (danihodovic/celery-exporter#272).",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 0
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "sum(celery_queue_length{namespace='openedx'})",
              "legendFormat": "all queues"
            }
          ]
        },
        {
          "id": 2,
          "title": "Waiting tasks by queue",
          "description": "What celery-exporter counts in the broker. On Redis it sees a queue's first list alone: tasks with a priority of 3 and more wait in others (danihodovic/celery-exporter#272).",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 0
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "max by (queue_name) (celery_queue_length{namespace='openedx'})",
              "legendFormat": "{{ "{{" }}queue_name}}"
            }
          ]
        },
        {
          "id": 3,
          "title": "Workers by queue",
          "description": "Workers that answered within a second that they consume the queue. One with the pool solo does not answer while it works.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 8
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "max by (queue_name) (celery_active_worker_count{namespace='openedx'})",
              "legendFormat": "{{ "{{" }}queue_name}}"
            }
          ]
        },
        {
          "id": 4,
          "title": "Waiting tasks as KEDA reads them",
          "description": "What KEDA scales by: all lists of a queue, those of its priorities too. What a worker has taken is not counted.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 8
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'}))",
              "legendFormat": "edx.lms.core.default"
            },
            {
              "refId": "Q1",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'}))",
              "legendFormat": "edx.lms.core.ora_workflow_update"
            },
            {
              "refId": "Q2",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'}))",
              "legendFormat": "edx.lms.core.high"
            },
            {
              "refId": "Q3",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'}))",
              "legendFormat": "edx.lms.core.high_mem"
            },
            {
              "refId": "Q4",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'}))",
              "legendFormat": "edx.lms.core.mails"
            },
            {
              "refId": "Q5",
              "expr": "sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'}))",
              "legendFormat": "edx.cms.core.high"
            }
          ]
        },
        {
          "id": 5,
          "title": "Pods and their limits",
          "description": "Pods of each worker, and the most that its scaler may have, by kube-state-metrics.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 16
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker'})",
              "legendFormat": "lms-worker pods"
            },
            {
              "refId": "Q1",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker'})",
              "legendFormat": "lms-worker at most"
            },
            {
              "refId": "Q2",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high'})",
              "legendFormat": "lms-worker-high pods"
            },
            {
              "refId": "Q3",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high'})",
              "legendFormat": "lms-worker-high at most"
            },
            {
              "refId": "Q4",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high-mem'})",
              "legendFormat": "lms-worker-high-mem pods"
            },
            {
              "refId": "Q5",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high-mem'})",
              "legendFormat": "lms-worker-high-mem at most"
            },
            {
              "refId": "Q6",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-mails'})",
              "legendFormat": "lms-worker-mails pods"
            },
            {
              "refId": "Q7",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-mails'})",
              "legendFormat": "lms-worker-mails at most"
            },
            {
              "refId": "Q8",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='cms-worker'})",
              "legendFormat": "cms-worker pods"
            },
            {
              "refId": "Q9",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='cms-worker'})",
              "legendFormat": "cms-worker at most"
            },
            {
              "refId": "Q10",
              "expr": "max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-cms-worker-high'})",
              "legendFormat": "cms-worker-high pods"
            },
            {
              "refId": "Q11",
              "expr": "max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-cms-worker-high'})",
              "legendFormat": "cms-worker-high at most"
            }
          ]
        },
        {
          "id": 6,
          "title": "Sent and not yet received, by task",
          "description": "Not the length of a queue, which Flower does not know: the events task-sent less task-received since Flower started. What was sent before is missing, and so is all that is sent without the setting task_send_sent_event, which is off unless somebody has set it.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 16
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "sum by (task) (flower_events_total{namespace='openedx',type='task-sent'}) - sum by (task) (flower_events_total{namespace='openedx',type='task-received'})",
              "legendFormat": "{{ "{{" }}task}}"
            }
          ]
        },
        {
          "id": 7,
          "title": "Worker status",
          "description": "Workers that have sent a heartbeat of late. Pods that were scaled away are left out.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 24
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "flower_worker_online{namespace='openedx'} == 1",
              "legendFormat": "{{ "{{" }}worker}}"
            }
          ]
        },
        {
          "id": 8,
          "title": "Executing tasks",
          "description": "Tasks that each worker runs at this moment, by its last heartbeat.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 24
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "flower_worker_number_of_currently_executing_tasks{namespace='openedx'}",
              "legendFormat": "{{ "{{" }}worker}}"
            }
          ]
        },
        {
          "id": 9,
          "title": "Average runtime",
          "description": "How long the tasks ran that succeeded, on average.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 32
          },
          "fieldConfig": {
            "defaults": {
              "unit": "s",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "sum by (task) (rate(flower_task_runtime_seconds_sum{namespace='openedx'}[5m])) / sum by (task) (rate(flower_task_runtime_seconds_count{namespace='openedx'}[5m]))",
              "legendFormat": "{{ "{{" }}task}}"
            }
          ]
        },
        {
          "id": 10,
          "title": "Prefetch time",
          "description": "How long tasks wait in a worker between its taking them from the queue and running them. Long times mean that another worker could have run them: a lower prefetch_multiplier leaves them in the queue.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 32
          },
          "fieldConfig": {
            "defaults": {
              "unit": "s",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "avg by (task) (flower_task_prefetch_time_seconds{namespace='openedx'})",
              "legendFormat": "{{ "{{" }}task}}"
            }
          ]
        },
        {
          "id": 11,
          "title": "Prefetched tasks",
          "description": "Tasks that a worker has taken and does not run yet. No scaler that counts what waits sees them.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 40
          },
          "fieldConfig": {
            "defaults": {
              "unit": "short",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "sum by (worker) (flower_worker_prefetched_tasks{namespace='openedx'})",
              "legendFormat": "{{ "{{" }}worker}}"
            }
          ]
        },
        {
          "id": 12,
          "title": "Success ratio",
          "description": "Of the tasks that ended. A task that is retried has not ended.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 12,
            "y": 40
          },
          "fieldConfig": {
            "defaults": {
              "unit": "percentunit",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "1 - (sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='openedx'}[5m])) or vector(0)))",
              "legendFormat": "succeeded"
            }
          ]
        },
        {
          "id": 13,
          "title": "Failure ratio",
          "description": "Of the tasks that ended. A task that is retried has not ended.",
          "type": "timeseries",
          "datasource": {
            "type": "prometheus",
            "uid": "${datasource}"
          },
          "gridPos": {
            "h": 8,
            "w": 12,
            "x": 0,
            "y": 48
          },
          "fieldConfig": {
            "defaults": {
              "unit": "percentunit",
              "min": 0
            },
            "overrides": []
          },
          "targets": [
            {
              "refId": "Q0",
              "expr": "(sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='openedx'}[5m])) or vector(0)))",
              "legendFormat": "failed"
            }
          ]
        }
      ]
    }
metadata:
  labels:
    app.kubernetes.io/component: dashboard
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-dashboard
    app.kubernetes.io/part-of: openedx
    grafana_dashboard: "1"
  name: celery-dashboard
  namespace: openedx
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  labels:
    app.kubernetes.io/component: alerts
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery
    app.kubernetes.io/part-of: openedx
    release: kube-prometheus-stack
  name: celery
  namespace: openedx
spec:
  groups:
  - name: celery-backlog
    rules:
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'})) > 500
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.default
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s0-redis-campus-edx-lms-core-default'})) > 1000
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.default
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'})) > 500
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.ora_workflow_update
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker',metric=~'s1-redis-campus-edx-lms-core-ora_workflow_update'})) > 1000
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.ora_workflow_update
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 100 tasks have been waiting for 15m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'})) > 100
      for: 15m
      labels:
        deployment: lms-worker-high
        namespace: openedx
        queue_name: edx.lms.core.high
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 500 tasks have been waiting for 15m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high',metric=~'s0-redis-campus-edx-lms-core-high'})) > 500
      for: 15m
      labels:
        deployment: lms-worker-high
        namespace: openedx
        queue_name: edx.lms.core.high
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'})) > 500
      for: 10m
      labels:
        deployment: lms-worker-high-mem
        namespace: openedx
        queue_name: edx.lms.core.high_mem
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-high-mem',metric=~'s0-redis-campus-edx-lms-core-high_mem'})) > 1000
      for: 10m
      labels:
        deployment: lms-worker-high-mem
        namespace: openedx
        queue_name: edx.lms.core.high_mem
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'})) > 500
      for: 10m
      labels:
        deployment: lms-worker-mails
        namespace: openedx
        queue_name: edx.lms.core.mails
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='lms-worker-mails',metric=~'s0-redis-campus-edx-lms-core-mails'})) > 1000
      for: 10m
      labels:
        deployment: lms-worker-mails
        namespace: openedx
        queue_name: edx.lms.core.mails
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.cms.core.default'}) > 500
      for: 10m
      labels:
        deployment: cms-worker
        namespace: openedx
        queue_name: edx.cms.core.default
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.cms.core.default'}) > 1000
      for: 10m
      labels:
        deployment: cms-worker
        namespace: openedx
        queue_name: edx.cms.core.default
        severity: critical
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'})) > 500
      for: 10m
      labels:
        deployment: cms-worker-high
        namespace: openedx
        queue_name: edx.cms.core.high
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: sum(max by (metric) (keda_scaler_metrics_value{exported_namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'} or keda_scaler_metrics_value{namespace='openedx',scaledObject='cms-worker-high',metric=~'s0-redis-campus-edx-cms-core-high'})) > 1000
      for: 10m
      labels:
        deployment: cms-worker-high
        namespace: openedx
        queue_name: edx.cms.core.high
        severity: critical
  - name: celery-consumers
    rules:
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.lms.core.default'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.lms.core.default'}) == 0
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.default
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.lms.core.ora_workflow_update'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.lms.core.ora_workflow_update'}) == 0
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        queue_name: edx.lms.core.ora_workflow_update
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.lms.core.high'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.lms.core.high'}) == 0
      for: 10m
      labels:
        deployment: lms-worker-high
        namespace: openedx
        queue_name: edx.lms.core.high
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.lms.core.high_mem'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.lms.core.high_mem'}) == 0
      for: 10m
      labels:
        deployment: lms-worker-high-mem
        namespace: openedx
        queue_name: edx.lms.core.high_mem
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.lms.core.mails'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.lms.core.mails'}) == 0
      for: 10m
      labels:
        deployment: lms-worker-mails
        namespace: openedx
        queue_name: edx.lms.core.mails
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.cms.core.default'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.cms.core.default'}) == 0
      for: 10m
      labels:
        deployment: cms-worker
        namespace: openedx
        queue_name: edx.cms.core.default
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.cms.core.high'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.cms.core.high'}) == 0
      for: 10m
      labels:
        deployment: cms-worker-high
        namespace: openedx
        queue_name: edx.cms.core.high
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='openedx',queue_name='edx.cms.core.low'}) > 0 and max(celery_active_worker_count{namespace='openedx',queue_name='edx.cms.core.low'}) == 0
      for: 10m
      labels:
        deployment: cms-worker-low
        namespace: openedx
        queue_name: edx.cms.core.low
        severity: critical
  - name: celery-scalers
    rules:
    - alert: CeleryScalerError
      annotations:
        description: "For 10m KEDA has failed to read what it scales {{ "{{" }} $labels.deployment }} by. The worker keeps the pods that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: credentials, host, database."
        summary: KEDA cannot read the queues of {{ "{{" }} $labels.deployment }}
      expr: sum(increase(keda_scaler_detail_errors_total{exported_namespace='openedx',scaledObject='lms-worker'}[5m]) or increase(keda_scaler_detail_errors_total{namespace='openedx',scaledObject='lms-worker'}[5m])) > 0
      for: 10m
      labels:
        deployment: lms-worker
        namespace: openedx
        severity: critical
    - alert: CeleryScalerError
      annotations:
        description: "For 10m KEDA has failed to read what it scales {{ "{{" }} $labels.deployment }} by. The worker keeps the pods that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: credentials, host, database."
        summary: KEDA cannot read the queues of {{ "{{" }} $labels.deployment }}
      expr: sum(increase(keda_scaler_detail_errors_total{exported_namespace='openedx',scaledObject='lms-worker-high'}[5m]) or increase(keda_scaler_detail_errors_total{namespace='openedx',scaledObject='lms-worker-high'}[5m])) > 0
      for: 10m
      labels:
        deployment: lms-worker-high
        namespace: openedx
        severity: critical
    - alert: CeleryScalerError
      annotations:
        description: "For 10m KEDA has failed to read what it scales {{ "{{" }} $labels.deployment }} by. The worker keeps the pods that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: credentials, host, database."
        summary: KEDA cannot read the queues of {{ "{{" }} $labels.deployment }}
      expr: sum(increase(keda_scaler_detail_errors_total{exported_namespace='openedx',scaledObject='lms-worker-high-mem'}[5m]) or increase(keda_scaler_detail_errors_total{namespace='openedx',scaledObject='lms-worker-high-mem'}[5m])) > 0
      for: 10m
      labels:
        deployment: lms-worker-high-mem
        namespace: openedx
        severity: critical
    - alert: CeleryScalerError
      annotations:
        description: "For 10m KEDA has failed to read what it scales {{ "{{" }} $labels.deployment }} by. The worker keeps the pods that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: credentials, host, database."
        summary: KEDA cannot read the queues of {{ "{{" }} $labels.deployment }}
      expr: sum(increase(keda_scaler_detail_errors_total{exported_namespace='openedx',scaledObject='lms-worker-mails'}[5m]) or increase(keda_scaler_detail_errors_total{namespace='openedx',scaledObject='lms-worker-mails'}[5m])) > 0
      for: 10m
      labels:
        deployment: lms-worker-mails
        namespace: openedx
        severity: critical
    - alert: CeleryScalerError
      annotations:
        description: "For 10m KEDA has failed to read what it scales {{ "{{" }} $labels.deployment }} by. The worker keeps the pods that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: credentials, host, database."
        summary: KEDA cannot read the queues of {{ "{{" }} $labels.deployment }}
      expr: sum(increase(keda_scaler_detail_errors_total{exported_namespace='openedx',scaledObject='cms-worker-high'}[5m]) or increase(keda_scaler_detail_errors_total{namespace='openedx',scaledObject='cms-worker-high'}[5m])) > 0
      for: 10m
      labels:
        deployment: cms-worker-high
        namespace: openedx
        severity: critical
  - name: celery-limits
    rules:
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker'})
      for: 30m
      labels:
        deployment: lms-worker
        namespace: openedx
        severity: warning
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high'})
      for: 30m
      labels:
        deployment: lms-worker-high
        namespace: openedx
        severity: warning
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high-mem'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-high-mem'})
      for: 30m
      labels:
        deployment: lms-worker-high-mem
        namespace: openedx
        severity: warning
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-mails'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-lms-worker-mails'})
      for: 30m
      labels:
        deployment: lms-worker-mails
        namespace: openedx
        severity: warning
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='cms-worker'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='cms-worker'})
      for: 30m
      labels:
        deployment: cms-worker
        namespace: openedx
        severity: warning
    - alert: CeleryWorkerAtMax
      annotations:
        description: "For 30m its scaler has wanted at least as many pods as it may have. Tasks come faster than they all run, or wait for something that is slow: look at the database before you allow more."
        summary: "{{ "{{" }} $labels.deployment }} has had its most pods, {{ "{{" }} $value }}, for long"
      expr: max(kube_horizontalpodautoscaler_status_current_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-cms-worker-high'}) >= max(kube_horizontalpodautoscaler_spec_max_replicas{namespace='openedx',horizontalpodautoscaler='keda-hpa-cms-worker-high'})
      for: 30m
      labels:
        deployment: cms-worker-high
        namespace: openedx
        severity: warning
  - name: celery-failures
    rules:
    - alert: CeleryTasksFail
      annotations:
        description: For 10m more than 10 % of the tasks that ended have failed. The dashboard shows which; the log of their worker says why.
        summary: "{{ "{{" }} $value | printf \\"%.0f\\" }} % of the tasks fail"
      expr: 100 * (sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='openedx'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='openedx'}[5m])) or vector(0))) > 10
      for: 10m
      labels:
        namespace: openedx
        severity: warning
""",
    ),
    (
        "k8s-volumes",
        """\
{{ celq_agree() }}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  labels:
    app.kubernetes.io/component: flower
    app.kubernetes.io/instance: campus
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-flower
    app.kubernetes.io/part-of: openedx
  name: celery-flower
  namespace: openedx
spec:
  accessModes:
  - ReadWriteOnce
  resources:
    requests:
      storage: 2Gi
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
  - --task-events
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
        memory: 3g
      reservations:
        cpus: "0.5"
        memory: 2g
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
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: cms.envs.tutor.production
    SERVICE_VARIANT: cms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 0
    resources:
      limits:
        memory: 3g
      reservations:
        cpus: "0.5"
        memory: 2g
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
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: lms.envs.tutor.production
    LOG_LEVEL: info
    SERVICE_VARIANT: lms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        memory: 3g
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
  - --max-tasks-per-child=1
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    CELQ_IN_FLIGHT: unacked.lms-worker-high-mem
    DJANGO_SETTINGS_MODULE: lms.envs.tutor.production
    LOG_LEVEL: info
    SERVICE_VARIANT: lms
  restart: unless-stopped
  stop_grace_period: 5410s
  deploy:
    resources:
      limits:
        memory: 6g
      reservations:
        cpus: "1"
        memory: 4g
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
lms-worker-mails:
  image: "{{ DOCKER_IMAGE_OPENEDX|celq_text }}"
  command:
  - celery
  - --app=lms.celery
  - worker
  - --loglevel=info
  - --hostname=edx.lms.core.mails@%h
  - --queues=edx.lms.core.mails
  - --pool=gevent
  - --concurrency=50
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    DJANGO_SETTINGS_MODULE: lms.envs.tutor.production
    LOG_LEVEL: info
    SERVICE_VARIANT: lms
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    resources:
      limits:
        memory: 3g
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
{{ celq_agree() }}import os

if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.bulk_email.tasks.send_course_email": {"queue": "edx.lms.core.mails"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.export_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 7200,
    "global_keyprefix": "campus:",
    "sep": ":",
}
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_ACKS_LATE = True
    CELERY_REJECT_ON_WORKER_LOST = True
    BROKER_TRANSPORT_OPTIONS = {
        **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
        "unacked_key": os.environ["CELQ_IN_FLIGHT"],
        "unacked_index_key": os.environ["CELQ_IN_FLIGHT"] + "_index",
        "unacked_mutex_key": os.environ["CELQ_IN_FLIGHT"] + "_mutex",
    }
""",
    ),
    (
        "openedx-lms-production-settings",
        """\
{{ celq_agree() }}import os

if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.bulk_email.tasks.send_course_email": {"queue": "edx.lms.core.mails"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.export_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 7200,
    "global_keyprefix": "campus:",
    "sep": ":",
}
# Only in workers whose scaler counts the tasks that run.
if os.environ.get("CELQ_IN_FLIGHT"):
    CELERY_ACKS_LATE = True
    CELERY_REJECT_ON_WORKER_LOST = True
    BROKER_TRANSPORT_OPTIONS = {
        **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
        "unacked_key": os.environ["CELQ_IN_FLIGHT"],
        "unacked_index_key": os.environ["CELQ_IN_FLIGHT"] + "_index",
        "unacked_mutex_key": os.environ["CELQ_IN_FLIGHT"] + "_mutex",
    }
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

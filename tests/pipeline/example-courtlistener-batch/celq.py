"""The Celery workers of the site courtlistener, as qc proved them. Change its .celq file and build this again.

It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.
"""

SITE = "courtlistener"
TUTOR = ""
RELEASES = {"18": "redwood", "19": "sumac", "20": "teak", "21": "ulmo", "22": "verawood"}
WORKERS = {"celery-prefork", "celery-batch1", "celery-batch2", "celery-batch3", "celery-batch0"}

VALUES = [
    ("K8S_NAMESPACE", "court-listener", "site namespace"),
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-prefork
    app.kubernetes.io/part-of: courtlistener
  name: celery-prefork
  namespace: court-listener
spec:
  replicas: 6
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-prefork
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-prefork
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - celery
        - --app=cl
        - worker
        - --loglevel=info
        - --hostname=celery@%h
        - --queues=celery
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cl.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: redis
        envFrom:
        - configMapRef:
            name: cl-env
        - secretRef:
            name: cl-secrets
        image: registry.example/courtlistener:2026.11.20
        name: celery-prefork
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-batch1
    app.kubernetes.io/part-of: courtlistener
  name: celery-batch1
  namespace: court-listener
spec:
  replicas: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-batch1
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-batch1
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - celery
        - --app=cl
        - worker
        - --loglevel=info
        - --hostname=batch1@%h
        - --queues=batch1
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cl.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: redis
        envFrom:
        - configMapRef:
            name: cl-env
        - secretRef:
            name: cl-secrets
        image: registry.example/courtlistener:2026.11.20
        name: celery-batch1
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-batch2
    app.kubernetes.io/part-of: courtlistener
  name: celery-batch2
  namespace: court-listener
spec:
  replicas: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-batch2
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-batch2
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - celery
        - --app=cl
        - worker
        - --loglevel=info
        - --hostname=batch2@%h
        - --queues=batch2
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cl.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: redis
        envFrom:
        - configMapRef:
            name: cl-env
        - secretRef:
            name: cl-secrets
        image: registry.example/courtlistener:2026.11.20
        name: celery-batch2
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-batch3
    app.kubernetes.io/part-of: courtlistener
  name: celery-batch3
  namespace: court-listener
spec:
  replicas: 0
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-batch3
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-batch3
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - celery
        - --app=cl
        - worker
        - --loglevel=info
        - --hostname=batch3@%h
        - --queues=batch3
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cl.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: redis
        envFrom:
        - configMapRef:
            name: cl-env
        - secretRef:
            name: cl-secrets
        image: registry.example/courtlistener:2026.11.20
        name: celery-batch3
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-batch0
    app.kubernetes.io/part-of: courtlistener
  name: celery-batch0
  namespace: court-listener
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: celery-batch0
  template:
    metadata:
      labels:
        app.kubernetes.io/component: worker
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-batch0
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - celery
        - --app=cl
        - worker
        - --loglevel=info
        - --hostname=batch0@%h
        - --queues=batch0
        - --concurrency=4
        - --max-tasks-per-child=100
        - --prefetch-multiplier=1
        - --task-events
        - --without-gossip
        - --without-mingle
        env:
        - name: DJANGO_SETTINGS_MODULE
          value: cl.settings
        - name: BROKER_PASSWORD
          valueFrom:
            secretKeyRef:
              key: password
              name: redis
        envFrom:
        - configMapRef:
            name: cl-env
        - secretRef:
            name: cl-secrets
        image: registry.example/courtlistener:2026.11.20
        name: celery-batch0
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
    app.kubernetes.io/component: exporter
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: courtlistener
  name: celery-exporter
  namespace: court-listener
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
        app.kubernetes.io/instance: courtlistener
        app.kubernetes.io/managed-by: qc
        app.kubernetes.io/name: celery-exporter
        app.kubernetes.io/part-of: courtlistener
    spec:
      containers:
      - args:
        - --port=9808
        - --queues=batch0,batch1,batch2,batch3,celery
        - --broker-transport-option=visibility_timeout=21600
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
              name: redis
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
        "k8s-services",
        """\
{{ celq_agree() }}---
apiVersion: v1
kind: ConfigMap
data:
  celeryconfig.py: |
    # How to reach the broker of the site. Written by qc.
    import os
    from urllib.parse import quote

    broker_url = "redis://:" + quote(os.environ["BROKER_PASSWORD"], safe="") + "@redis.court-listener.svc:{{ REDIS_PORT }}/{{ OPENEDX_CELERY_REDIS_DB }}"
    broker_transport_options = {"visibility_timeout": 21600, "sep": ":"}
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-broker
    app.kubernetes.io/part-of: courtlistener
  name: celery-broker
  namespace: court-listener
---
apiVersion: v1
kind: Service
metadata:
  labels:
    app.kubernetes.io/component: exporter
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: courtlistener
  name: celery-exporter
  namespace: court-listener
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
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-exporter
    app.kubernetes.io/part-of: courtlistener
    release: kube-prometheus-stack
  name: celery-exporter
  namespace: court-listener
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
      "title": "Celery: courtlistener",
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
              "expr": "sum(celery_queue_length{namespace='court-listener'})",
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
              "expr": "max by (queue_name) (celery_queue_length{namespace='court-listener'})",
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
              "expr": "max by (queue_name) (celery_active_worker_count{namespace='court-listener'})",
              "legendFormat": "{{ "{{" }}queue_name}}"
            }
          ]
        },
        {
          "id": 4,
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
              "expr": "celery_worker_up{namespace='court-listener'} == 1",
              "legendFormat": "{{ "{{" }}hostname}}"
            }
          ]
        },
        {
          "id": 5,
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
              "expr": "celery_worker_tasks_active{namespace='court-listener'}",
              "legendFormat": "{{ "{{" }}hostname}}"
            }
          ]
        },
        {
          "id": 6,
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
            "x": 12,
            "y": 16
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
              "expr": "sum by (name) (rate(celery_task_runtime_sum{namespace='court-listener'}[5m])) / sum by (name) (rate(celery_task_runtime_count{namespace='court-listener'}[5m]))",
              "legendFormat": "{{ "{{" }}name}}"
            }
          ]
        },
        {
          "id": 7,
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
            "x": 0,
            "y": 24
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
              "expr": "1 - (sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='court-listener'}[5m])) or vector(0)))",
              "legendFormat": "succeeded"
            }
          ]
        },
        {
          "id": 8,
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
            "x": 12,
            "y": 24
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
              "expr": "(sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='court-listener'}[5m])) or vector(0)))",
              "legendFormat": "failed"
            }
          ]
        }
      ]
    }
metadata:
  labels:
    app.kubernetes.io/component: dashboard
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery-dashboard
    app.kubernetes.io/part-of: courtlistener
    grafana_dashboard: "1"
  name: celery-dashboard
  namespace: court-listener
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  labels:
    app.kubernetes.io/component: alerts
    app.kubernetes.io/instance: courtlistener
    app.kubernetes.io/managed-by: qc
    app.kubernetes.io/name: celery
    app.kubernetes.io/part-of: courtlistener
    release: kube-prometheus-stack
  name: celery
  namespace: court-listener
spec:
  groups:
  - name: celery-backlog
    rules:
    - alert: CeleryQueueBacklog
      annotations:
        description: More than 500 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='celery'}) > 500
      for: 10m
      labels:
        deployment: celery-prefork
        namespace: court-listener
        queue_name: celery
        severity: warning
    - alert: CeleryQueueBacklogCritical
      annotations:
        description: More than 1000 tasks have been waiting for 10m. They come faster than {{ "{{" }} $labels.deployment }} runs them, or it runs none.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='celery'}) > 1000
      for: 10m
      labels:
        deployment: celery-prefork
        namespace: court-listener
        queue_name: celery
        severity: critical
  - name: celery-consumers
    rules:
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='celery'}) > 0 and max(celery_active_worker_count{namespace='court-listener',queue_name='celery'}) == 0
      for: 10m
      labels:
        deployment: celery-prefork
        namespace: court-listener
        queue_name: celery
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='batch1'}) > 0 and max(celery_active_worker_count{namespace='court-listener',queue_name='batch1'}) == 0
      for: 10m
      labels:
        deployment: celery-batch1
        namespace: court-listener
        queue_name: batch1
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='batch2'}) > 0 and max(celery_active_worker_count{namespace='court-listener',queue_name='batch2'}) == 0
      for: 10m
      labels:
        deployment: celery-batch2
        namespace: court-listener
        queue_name: batch2
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='batch3'}) > 0 and max(celery_active_worker_count{namespace='court-listener',queue_name='batch3'}) == 0
      for: 10m
      labels:
        deployment: celery-batch3
        namespace: court-listener
        queue_name: batch3
        severity: critical
    - alert: CeleryQueueWithoutConsumer
      annotations:
        description: For 10m no worker has said that it consumes the queue. See why {{ "{{" }} $labels.deployment }} has no pods, or none that is connected to the broker. The broker keeps every waiting task in memory.
        summary: "{{ "{{" }} $value }} tasks wait in {{ "{{" }} $labels.queue_name }}, and nobody takes them"
      expr: max(celery_queue_length{namespace='court-listener',queue_name='batch0'}) > 0 and max(celery_active_worker_count{namespace='court-listener',queue_name='batch0'}) == 0
      for: 10m
      labels:
        deployment: celery-batch0
        namespace: court-listener
        queue_name: batch0
        severity: critical
  - name: celery-failures
    rules:
    - alert: CeleryTasksFail
      annotations:
        description: For 10m more than 5 % of the tasks that ended have failed. The dashboard shows which; the log of their worker says why.
        summary: "{{ "{{" }} $value | printf \\"%.0f\\" }} % of the tasks fail"
      expr: 100 * (sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) / ((sum(rate(celery_task_failed_total{namespace='court-listener'}[5m])) or vector(0)) + (sum(rate(celery_task_succeeded_total{namespace='court-listener'}[5m])) or vector(0))) > 5
      for: 10m
      labels:
        namespace: court-listener
        severity: warning
""",
    ),
    (
        "local-docker-compose-prod-services",
        """\
{{ celq_agree() }}celery-batch0:
  image: registry.example/courtlistener:2026.11.20
  command:
  - celery
  - --app=cl
  - worker
  - --loglevel=info
  - --hostname=batch0@%h
  - --queues=batch0
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    DJANGO_SETTINGS_MODULE: cl.settings
  env_file:
  - cl-env.env
  - cl-secrets.env
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
celery-batch1:
  image: registry.example/courtlistener:2026.11.20
  command:
  - celery
  - --app=cl
  - worker
  - --loglevel=info
  - --hostname=batch1@%h
  - --queues=batch1
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    DJANGO_SETTINGS_MODULE: cl.settings
  env_file:
  - cl-env.env
  - cl-secrets.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 0
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
celery-batch2:
  image: registry.example/courtlistener:2026.11.20
  command:
  - celery
  - --app=cl
  - worker
  - --loglevel=info
  - --hostname=batch2@%h
  - --queues=batch2
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    DJANGO_SETTINGS_MODULE: cl.settings
  env_file:
  - cl-env.env
  - cl-secrets.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 0
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
celery-batch3:
  image: registry.example/courtlistener:2026.11.20
  command:
  - celery
  - --app=cl
  - worker
  - --loglevel=info
  - --hostname=batch3@%h
  - --queues=batch3
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    DJANGO_SETTINGS_MODULE: cl.settings
  env_file:
  - cl-env.env
  - cl-secrets.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 0
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
celery-prefork:
  image: registry.example/courtlistener:2026.11.20
  command:
  - celery
  - --app=cl
  - worker
  - --loglevel=info
  - --hostname=celery@%h
  - --queues=celery
  - --concurrency=4
  - --max-tasks-per-child=100
  - --prefetch-multiplier=1
  - --task-events
  - --without-gossip
  - --without-mingle
  environment:
    BROKER_PASSWORD: ${BROKER_PASSWORD:?BROKER_PASSWORD has to be set}
    DJANGO_SETTINGS_MODULE: cl.settings
  env_file:
  - cl-env.env
  - cl-secrets.env
  restart: unless-stopped
  stop_grace_period: 600s
  deploy:
    replicas: 6
    resources:
      limits:
        memory: 2g
      reservations:
        cpus: "0.5"
        memory: 1g
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

"""Texts of other languages, in a plugin."""

from tutor import hooks

SETTINGS = """
EXPLICIT_QUEUES["lms.djangoapps.instructor_task.tasks.calculate_grades_csv"] = {"queue": "edx.lms.core.high_mem"}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 4 * 3600}
"""

hooks.Filters.ENV_PATCHES.add_items([
    ("openedx-lms-production-settings", SETTINGS),
    ("openedx-lms-common-settings", "FEATURES['ENABLE_GRADE_DOWNLOADS'] = True"),
    ("k8s-override", """
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: lms-worker
spec:
  replicas: 2
  template:
    spec:
      terminationGracePeriodSeconds: 1800
      hostNetwork: true
      containers:
      - name: lms-worker
        resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}
        env:
        - {name: REPORTS, value: /tmp/reports}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: lms
spec:
  replicas: 4
"""),
    ("openedx-lms-production-settings", "CELERY_TASK_ROUTES = {{ CAMPUS_ROUTES }}"),
])
hooks.Filters.ENV_PATCHES.add_item(("k8s-deployments", open("deployments.yml").read()))

"""Resources for Tutor's own worker, by the patch that Tutor has for it. The patch is kustomize's to apply."""

from tutor import hooks

RESOURCES = """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: lms-worker
spec:
  template:
    spec:
      containers:
        - name: lms-worker
          resources:
            requests: {cpu: 500m, memory: 1Gi}
            limits: {cpu: "1", memory: 2Gi}
"""
hooks.Filters.ENV_PATCHES.add_item(("k8s-override", RESOURCES))

"""What Django settings say to Celery.

In: the text of a settings file, and the service that reads it. Out: the settings of Celery that it changes, as one more
object to compare: `{"kind": "Settings", "metadata": {"name": "lms"}, "EXPLICIT_QUEUES": …}`.
"""

import ast
import os
import re

OF_CELERY = re.compile(r"\b(EXPLICIT_QUEUES|BROKER_|CELERY_)")


def celery_part(text: str, service: str) -> dict:
    """Runs the statements about Celery alone: the rest of a settings file needs the whole platform."""
    statements = [one for one in ast.parse(text).body if OF_CELERY.search(ast.unparse(one))]
    # What the statements find there: the platform's settings have these three, and Celery's are added to.
    names = {"os": os, "SERVICE_VARIANT": service, "EXPLICIT_QUEUES": {}, "BROKER_TRANSPORT_OPTIONS": {}}
    exec(compile(ast.Module(statements, []), service, "exec"), names)
    changed = {name: value for name, value in names.items() if OF_CELERY.match(name)}
    return {"kind": "Settings", "metadata": {"name": service}} | changed

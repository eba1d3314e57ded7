# -*- coding: utf-8 -*-
import os
from lms.envs.production import *

FEATURES["ENABLE_GRADE_DOWNLOADS"] = True
try:
    EXPLICIT_QUEUES.update({
        "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"queue": "edx.lms.core.high_mem"},
        "campus.reports.nightly": {"queue": "edx.lms.core.high"},
    })
except NameError:
    EXPLICIT_QUEUES = {}
# Prevents losing tasks when workers are shutdown
CELERY_ACKS_LATE = True
BROKER_TRANSPORT_OPTIONS = {**BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 14400, "max_connections": 10}
CELERY_ANNOTATIONS = {
    "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"time_limit": 3600, "rate_limit": "10/m"},
    "*": {"acks_late": True},
}

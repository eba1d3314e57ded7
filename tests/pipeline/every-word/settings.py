# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.sync": {"queue": "campus.reports"},
            "completion_aggregator.tasks.aggregation_tasks.update_aggregators": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.calculate_grades_csv": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.calculate_inactive_enrolled_students_info_csv": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.calculate_may_enroll_csv": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.calculate_students_features_csv": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.course_survey_report_csv": {"queue": "campus.reports"},
            "lms.djangoapps.instructor_task.tasks.proctored_exam_results_csv": {"queue": "campus.reports"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "campus.tasks.sync": {"queue": "campus.reports"},
            "completion_aggregator.tasks.aggregation_tasks.update_aggregators": {"queue": "campus.reports"},
        }
    )
BROKER_TRANSPORT_OPTIONS = {
    **(globals().get("BROKER_TRANSPORT_OPTIONS") or {}),
    "visibility_timeout": 14400,
    "global_keyprefix": "campus/",
    "sep": ":",
    "priority_steps": [0, 5],
}
CELERY_ANNOTATIONS = {
    **(globals().get("CELERY_ANNOTATIONS") or {}),
    "campus.tasks.sync": {"time_limit": 300, "soft_time_limit": 240},
}

# Celery settings of the site demo, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
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

# Celery settings of the site openedx, for the end of the Django settings of LMS and CMS.
if SERVICE_VARIANT == "lms":
    EXPLICIT_QUEUES.update(
        {
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )
elif SERVICE_VARIANT == "cms":
    EXPLICIT_QUEUES.update(
        {
            "cms.djangoapps.contentstore.tasks.check_broken_links": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.create_or_update_upstream_links": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.delete_v1_library": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.export_olx": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.handle_create_xblock_upstream_link": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.handle_unlink_upstream_block": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.handle_unlink_upstream_container": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.handle_update_xblock_upstream_link": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.import_olx": {"queue": "edx.cms.core.high"},
            "cms.djangoapps.contentstore.tasks.migrate_course_legacy_library_blocks_to_item_bank": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.replace_all_library_source_blocks_ids_for_course": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.rerun_course": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.undo_all_library_source_blocks_ids_for_course": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_all_outlines_from_modulestore_task": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_course_rerun_links": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_library_index": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_outline_from_modulestore_task": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_search_index": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.update_special_exams_and_publish": {"queue": "edx.cms.core.low"},
            "cms.djangoapps.contentstore.tasks.validate_all_library_source_blocks_ids_for_course": {"queue": "edx.cms.core.low"},
            "lms.djangoapps.grades.tasks.compute_all_grades_for_course": {"queue": "edx.lms.core.high_mem"},
        }
    )

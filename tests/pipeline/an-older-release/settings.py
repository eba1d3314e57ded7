# Celery settings of the site demo, for the end of the Django settings of LMS and CMS.

# Celery settings of the site openedx, for the end of the Django settings of LMS and CMS.

# Celery settings of the site campus, for the end of the Django settings of LMS and CMS.

# Celery settings of the site demo, for the end of the Django settings of every service.

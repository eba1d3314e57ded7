"""A target of three times the request."""

from tutorpod_autoscaling.hooks import AUTOSCALING_CONFIG


@AUTOSCALING_CONFIG.add()
def scale(config):
    config["lms-worker"].update(avg_cpu=300, memory_request="1G", memory_limit="2G")
    return config

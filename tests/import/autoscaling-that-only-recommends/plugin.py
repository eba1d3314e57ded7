"""Nothing is scaled, and requests are recommended."""

from tutorpod_autoscaling.hooks import AUTOSCALING_CONFIG


@AUTOSCALING_CONFIG.add()
def scale(config):
    for worker in ["lms-worker", "cms-worker"]:
        config[worker].update({"enable_hpa": False, "enable_vpa": True})
    return config

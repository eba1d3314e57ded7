"""The worker of LMS is scaled by what its pods use, that of CMS is not scaled."""

from tutorpod_autoscaling.hooks import AUTOSCALING_CONFIG


@AUTOSCALING_CONFIG.add()
def scale(config):
    config["lms-worker"] = {
        "enable_hpa": True,
        "memory_request": "1Gi",
        "memory_limit": "2Gi",
        "cpu_request": 0.25,
        "cpu_limit": 1,
        "min_replicas": 2,
        "max_replicas": 8,
        "avg_cpu": 70,
        "avg_memory": "700Mi",
        "enable_vpa": False,
        "behavior": {},
    }
    config["cms-worker"]["enable_hpa"] = False
    return config

"""What trials have beside their application, for options that name something of one's own: a task and a scheduler."""

from celery import shared_task
from celery.beat import PersistentScheduler
from stand_in import note, run

shared_task(name="extra.task", bind=True)(run)


class Noting(PersistentScheduler):
    def setup_schedule(self) -> None:
        note("schedules")
        super().setup_schedule()

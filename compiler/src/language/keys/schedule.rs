//! `schedule`: where beat keeps its schedule.

use super::prelude::*;

words! {
    /// Where beat keeps its schedule.
    Schedule {
        File = "file": "in a file, in a volume that outlives the pod",
        Database = "database": "in the application's database, by django-celery-beat",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "schedule",
    summary: "where beat keeps its schedule",
    doc: page!("../../../../spec/keys/schedule.md"),
    example: "beat lms schedule=database",
    places: &[Place::new(
        Scope::Beat,
        Type::Choice(Schedule::CHOICES),
        Default::Word("file", "Celery's own"),
        field!(Addon: schedule),
    )],
};

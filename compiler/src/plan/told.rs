//! What people are told of a way and of a worker, in the same words wherever they ask: `qc routes`, the page, an editor.

use super::scaling::Scaler;
use super::{Because, Plan, Way, Worker};
use crate::source::Sources;

impl Worker<'_> {
    /// What decides how many pods there are, and how many: `keda 1..6`.
    pub fn scaled(&self) -> String {
        match (self.scaler(), self.replicas()) {
            (Scaler::Keda(_), (min, max)) => format!("keda {min}..{max}"),
            (Scaler::Hpa(_), (min, max)) => format!("hpa {min}..{max}"),
            (Scaler::Fixed(pods), _) => format!("replicas {pods}"),
        }
    }
}

impl Way<'_> {
    /// The line of a file, or the entry of the catalog, that decides.
    pub fn reason(&self, plan: &Plan<'_>, sources: &Sources) -> String {
        let release = plan.model.release.name;
        let sender = plan.model.service(self.sender).title();
        match self.because {
            Because::Route(route) => {
                let file = sources.at(route.span.start);
                format!("{}:{}", file.name(), file.position(route.span.start).line)
            }
            Because::Caller(setting) => format!("the caller passes {setting}"),
            Because::Explicit => format!("EXPLICIT_QUEUES of {sender} ({release})"),
            Because::Alternate => format!("ALTERNATE_ENV_TASKS of {sender} ({release})"),
            Because::Default => format!("the default queue of {sender} ({release})"),
        }
    }
}

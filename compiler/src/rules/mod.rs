//! Everything qc can complain about: one file per rule, one line per rule here.
//! A rule's file holds its facts and its messages; its page in `spec/rules/` holds the prose.

mod alerts;
mod arguments;
pub mod budgets;
mod catch_all;
mod characters;
pub mod claims;
mod collisions;
mod cpu_bound;
mod idempotence;
mod lifetime;
mod load;
pub(crate) mod misplaced;
pub(crate) mod options;
pub(crate) mod prelude;
mod registration;
mod reserved;
mod routes;
mod scaling;
pub mod secrets;
mod weekly;
pub(crate) mod words;

use crate::diagnostic::{Severity, Sink};
use crate::plan::{Plan, Worker};

/// One thing that qc can complain about.
pub struct Rule {
    /// The name, in kebab-case: what messages show, `allow` takes and `qc explain` looks up.
    pub name: &'static str,
    /// How bad it is. A rule has one severity.
    pub severity: Severity,
    /// What it catches, in one line.
    pub summary: &'static str,
    /// Its page: what, why, what to do, and two examples that the tests run. Empty without the feature `pages`.
    pub doc: &'static str,
    /// For rules of the stage `check`: what looks for it in the site as a whole.
    pub site: Option<fn(&Plan<'_>, &mut Sink)>,
    /// What looks for it in one worker about which there is no error yet.
    pub worker: Option<fn(&Plan<'_>, &Worker<'_>, &mut Sink)>,
}

impl Rule {
    const fn new(severity: Severity, name: &'static str, summary: &'static str, doc: &'static str) -> Self {
        let doc = if cfg!(feature = "pages") { doc } else { "" };
        Self { name, severity, summary, doc, site: None, worker: None }
    }

    /// A rule for what cannot work.
    pub(crate) const fn error(name: &'static str, summary: &'static str, doc: &'static str) -> Self {
        Self::new(Severity::Error, name, summary, doc)
    }

    /// A rule for what works until a day that it describes.
    pub(crate) const fn warning(name: &'static str, summary: &'static str, doc: &'static str) -> Self {
        Self::new(Severity::Warning, name, summary, doc)
    }

    /// A rule for advice.
    pub(crate) const fn note(name: &'static str, summary: &'static str, doc: &'static str) -> Self {
        Self::new(Severity::Note, name, summary, doc)
    }

    /// The same rule, looked for in the site as a whole.
    pub(crate) const fn of_site(mut self, check: fn(&Plan<'_>, &mut Sink)) -> Self {
        self.site = Some(check);
        self
    }

    /// The same rule, looked for in each worker.
    pub(crate) const fn of_worker(mut self, check: fn(&Plan<'_>, &Worker<'_>, &mut Sink)) -> Self {
        self.worker = Some(check);
        self
    }

    /// Where the page is published.
    pub fn url(&self) -> String {
        format!("{PAGES}rules/{}", self.name)
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Where `spec/` is published; `QC_PAGES` at build time says otherwise.
pub const PAGES: &str = match option_env!("QC_PAGES") {
    Some(pages) => pages,
    None => "https://celq.example/",
};

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

macro_rules! rules {
    ($($(#[$doc:meta])* $stage:ident { $($rule:ident,)* })*) => {
        $($(#[$doc])* pub mod $stage { $(pub mod $rule;)* })*

        /// All rules, in the order in which a reader meets them.
        pub static RULES: &[&Rule] = &[$($(&$stage::$rule::RULE,)*)*];
    };
}

rules! {
    /// What cannot be read.
    parse {
        unexpected_character,
        unterminated_string,
        invalid_escape,
        space_around_equals,
        missing_value,
        continuation_without_statement,
        invalid_utf8,
    }
    /// What can be read and means nothing.
    resolve {
        unknown_statement,
        include_not_found,
        include_cycle,
        amend_without_base,
        unknown_clause,
        unknown_key,
        key_in_env,
        invalid_value,
        out_of_range,
        invalid_quantity,
        invalid_date,
        unknown_time_zone,
        missing_key,
        conflicting_keys,
        duplicate_key,
        duplicate_statement,
        unknown_release,
        unknown_service,
        unknown_queue,
        unknown_task,
        glob_matches_nothing,
        invalid_name,
        name_too_long,
    }
    /// What means something, and does not work.
    check {
        name_collision,
        unused_allow,
        allow_without_reason,
        // Reachability.
        queue_without_consumer,
        unconsumed_known_queue,
        known_queue_renamed,
        queue_never_scaled_up,
        task_not_registered,
        task_refuses_service,
        duplicate_route,
        route_has_no_effect,
        uncertain_task,
        queue_without_tasks,
        // Worker flags.
        pool_not_in_image,
        disable_prefetch_hangs,
        option_needs_newer_celery,
        option_rejected_by_pool,
        option_ignored_by_pool,
        time_limit_unenforced,
        gevent_never_redelivers,
        green_pool_repeats_tasks,
        gevent_with_cpu_bound_task,
        threads_with_cpu_bound_task,
        solo_in_production,
        concurrency_follows_the_node,
        zero_prefetch_means_unlimited,
        unsafe_argument,
        reserved_queue_name,
        dangerous_environment,
        // Scaling.
        broker_is_assumed,
        broker_is_not_tutors,
        two_autoscalers,
        min_above_max,
        hpa_needs_request,
        hpa_target_out_of_reach,
        vpa_fights_hpa,
        window_overlap,
        window_gap_ambiguous,
        cron_never_alternates,
        in_flight_invisible,
        in_flight_needs_concurrency,
        eta_invisible,
        prefetch_hides_backlog,
        priority_splits_list,
        priority_overtakes_nobody,
        activation_strands_tasks,
        flapping,
        broker_without_depth,
        trigger_without_credentials,
        keda_too_old,
        many_replicas,
        keda_kubernetes_mismatch,
        // Lifetime.
        soft_limit_above_hard,
        soft_limit_postpones_hard,
        runtime_above_time_limit,
        grace_below_time_limit,
        long_task_without_grace,
        visibility_below_runtime,
        visibility_below_eta,
        visibility_below_grace,
        consumer_timeout_exceeded,
        acks_late_without_idempotence,
        disruption_blocks_drain,
        memory_limit_below_pool,
        recycling_above_memory_limit,
        // Budget.
        budget_exceeded,
        budget_unknown,
        // Batch pools.
        claim_expired,
        claim_expires_soon,
        batch_scaled_without_claim,
        claim_above_max,
        // Watching.
        metrics_without_events,
        service_monitor_not_selected,
        alert_never_fires,
        alert_on_normal_scaling,
        beat_scheduler_not_in_image,
        word_without_effect,
        // Safety.
        flower_without_auth,
        flower_metrics_open,
        two_beats,
        broker_evicts_queues,
        secret_in_clear,
        secret_in_configmap,
        mutable_image_tag,
    }
}

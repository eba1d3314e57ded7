//! What holds for any input: any bytes give diagnostics and never a panic, formatting is stable and keeps the meaning,
//! a model that is printed reads back as itself, diagnostics point into the text, fixes can be applied.

use celq::catalog::RELEASES;
use celq::emit::source;
use celq::model::Service;
use celq::{Options, compile};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use tests::programs::{nearly, program};
use tests::sources;
use tests::survival::{meaning, survive};

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_diagnostics_only(bytes in vec(any::<u8>(), 0..400)) {
        survive(bytes);
    }

    #[test]
    fn any_text_gives_diagnostics_only(text in "\\PC{0,200}") {
        survive(text.into_bytes());
    }

    #[test]
    fn what_is_nearly_the_language_gives_diagnostics_only(text in nearly()) {
        survive(text.into_bytes());
    }

    #[test]
    fn a_program_that_is_cut_or_broken_gives_diagnostics_only(
        text in program(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>(),
    ) {
        let mut bytes = text.into_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        survive(bytes);
    }

    #[test]
    fn formatting_keeps_the_meaning(text in program()) {
        let before = sources("a.celq", text);
        if let Ok(formatted) = celq::format(&before.files()[0]) {
            let after = sources("a.celq", formatted.as_str());
            prop_assert_eq!(meaning(&before), meaning(&after), "{}", formatted);
            prop_assert_eq!(celq::format(&after.files()[0]).expect("readable"), formatted);
        }
    }

    #[test]
    fn a_model_that_is_printed_reads_back_as_itself(text in program()) {
        let before = sources("a.celq", text);
        let (printed, lost) = compile(&before, Options::default(), |compiled| {
            let model = compiled.plan.model;
            (source::write(model), model.incomplete || model.services.iter().any(Service::is_lost))
        });
        let after = sources("a.celq", printed.as_str());
        let [mut before, mut after] = [meaning(&before).0, meaning(&after).0];
        // Where a file or a service cannot be read, ways lead to queues that only it may declare, and it is not printed.
        for part in ["routes", "workers"].into_iter().filter(|_| lost) {
            _ = (before[part].take(), after[part].take());
        }
        prop_assert_eq!(before, after, "{}", printed);
    }

    #[test]
    fn diagnostics_are_the_same_every_time(text in program()) {
        let sources = sources("a.celq", text);
        let said = || compile(&sources, Options::default(), |compiled| qc::render(&compiled.said.diagnostics, &sources));
        prop_assert_eq!(said(), said());
    }

    #[test]
    fn a_task_that_would_never_run_is_an_error(lines in subsequence(HINDRANCES.to_vec(), 0..=HINDRANCES.len())) {
        let text = format!("site demo release=verawood\ndefaults concurrency=2\n{}\n", lines.join("\n"));
        compile(&sources("a.celq", text.as_str()), Options::default(), |compiled| {
            let runs = !compiled.plan.status().contains("would never run");
            prop_assert!(runs || compiled.said.errors > 0, "{}: {}", text, compiled.plan.status());
            Ok(())
        })?;
    }
}

/// What may keep a task from running, each on a line of its own.
const HINDRANCES: [&str; 16] = [
    "queue lms.default catch_all=off",
    "queue lms.high replicas=0",
    "queue lms.high_mem on=cms.default",
    "queue cms.default replicas=0",
    "queue cms.high claim",
    "queue cms.low replicas=0 claim by=ana until=2099-01-01",
    "service shop app=shop image=shop:1",
    "queue shop.mails replicas=0 claim by=ana until=2099-01-01 max=5",
    "queue shop.celery on=lms.default",
    "task openedx.core.djangoapps.content.block_structure.tasks.update_course_in_cache registered=cms",
    "task lms.djangoapps.bulk_email.tasks.send_course_email registered=cms",
    "task shop.sweep registered=shop",
    "route cms.djangoapps.contentstore.tasks.import_olx -> cms.high",
    "route cms.djangoapps.contentstore.tasks.export_olx -> cms.low",
    "route lms.djangoapps.instructor_task.tasks.*_csv -> cms.default",
    "route shop.mail.* -> shop.mails",
];

#[test]
fn every_release_proves_the_one_line_program_and_the_empty_one() {
    for release in RELEASES {
        for line in ["", "queue lms.high_mem concurrency=1 keda min=1 max=6"] {
            let sources = sources("a.celq", format!("site demo release={}\n{line}\n", release.name));
            let (_, rules) = meaning(&sources);
            assert_eq!(rules, [""; 0], "{}", release.name);
        }
    }
}

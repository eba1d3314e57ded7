//! What holds for any bytes: they are compiled, fixed, formatted, drawn and emitted, and every promise about that is asserted.
//! Used by the property tests and by the fuzzer.

use celq::diagnostic::Applicability;
use celq::emit::{manifests, model};
use celq::graph::{Kind, graph, svg};
use celq::ide::Site;
use celq::plan::Plan;
use celq::source::{Source, Sources};
use celq::{Options, Proved, compile};
use serde::Deserialize as _;
use serde_json::Value;

use crate::asked::asked;
use crate::{rules_of, sources, thorough, without_places};

/// The model without its places, and the rules that spoke.
pub fn meaning(sources: &Sources) -> (Value, Vec<&'static str>) {
    compile(sources, thorough(), |compiled| {
        let mut json = model::json(compiled.plan);
        without_places(&mut json);
        let mut rules = rules_of(&compiled.said.diagnostics);
        rules.sort_unstable();
        (json, rules)
    })
}

/// Everything that is done with a file, for bytes that may be anything.
pub fn survive(bytes: Vec<u8>) {
    let all = sources("any.celq", bytes);
    let file = &all.files()[0];
    compile(&all, thorough(), |compiled| {
        for diagnostic in &compiled.said.diagnostics {
            for label in &diagnostic.labels {
                assert!(label.span.start <= label.span.end && label.span.end <= file.span().end, "{label:?}");
                assert!(file.text().is_char_boundary(file.local(label.span.start)), "{label:?}");
                assert!(file.text().is_char_boundary(file.local(label.span.end)), "{label:?}");
            }
        }
        let first = compiled.said.diagnostics.iter().take(20).cloned().collect::<Vec<_>>();
        assert!(!qc::render(&first, &all).contains(|c: char| c.is_control() && c != '\n'));
        // A fixed text can be read again, whatever it says.
        if let Some((text, _)) = celq::fix::apply(file, &compiled.said.diagnostics, Applicability::Unsafe) {
            compile(&sources("fixed.celq", text), Options::default(), |_| ());
        }
        draws(compiled.plan, &all);
        is_asked(&Site::new(&all, &compiled), file);
        assert_eq!(compiled.proved().is_some(), compiled.said.errors == 0);
        if let Some(proved) = compiled.proved() {
            emits_objects(proved);
        }
    });
    formats(&all, file);
}

/// An editor asks about the place in the middle, and is answered with places of the file.
fn is_asked(site: &Site<'_>, file: &Source) {
    let middle = file.span().len() / 2;
    for span in asked(site, middle, "lms.other") {
        assert!(span.start <= span.end && span.end <= file.span().end, "{span:?}");
        assert!(file.text().is_char_boundary(file.local(span.start)), "{span:?}");
        assert!(file.text().is_char_boundary(file.local(span.end)), "{span:?}");
    }
}

/// Any site is drawn, one with errors too, with all of its ways and with nothing that a viewer could run into.
fn draws(plan: &Plan<'_>, sources: &Sources) {
    let graph = graph(plan);
    let sent = graph.edges.iter().filter(|edge| graph.nodes[edge.from].kind == Kind::Sender);
    assert_eq!(sent.map(|edge| edge.ways).sum::<usize>(), plan.ways.len());
    let svg = svg::draw(&graph, svg::in_bytes(sources)).svg;
    assert!(svg.ends_with("</svg>\n") && !svg.contains(|c: char| c.is_control() && c != '\n'), "{svg}");
}

/// What is emitted reads as one object a document, each with a name of its own.
fn emits_objects(proved: Proved<'_>) {
    let mut names = Vec::new();
    manifests::write(proved, |document| {
        let read = serde_yaml::Deserializer::from_str(document.text).map(Value::deserialize);
        let objects: Vec<Value> = read.collect::<Result<_, _>>().expect("YAML");
        assert_eq!(objects.len(), 1, "{}", document.text);
        names.push(format!("{} {}", objects[0]["kind"], objects[0]["metadata"]["name"]));
    });
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

/// Formatting is stable, and keeps what the file means.
fn formats(all: &Sources, file: &Source) {
    let Ok(text) = celq::format(file) else { return };
    let formatted = sources("any.celq", text.as_str());
    assert_eq!(celq::format(&formatted.files()[0]).expect("readable"), text);
    assert_eq!(meaning(all), meaning(&formatted), "{text}");
}

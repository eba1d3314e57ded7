//! `beat`, `flower`, `exporter`, `alerts` and `budget` → what stands around the workers.

use super::fill::fill;
use super::names::service;
use super::{Files, Word, once, statements};
use crate::diagnostic::Sink;
use crate::language::{Statement, Target};
use crate::model::{Addon, Alerts, Budget, Model};
use crate::parse::Item;
use crate::rules::check::two_beats::two_beats;

pub(super) fn resolve<'s>(files: Files<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    for word in files.with_amendments(&statements::beat::STATEMENT) {
        beat(word, model, sink);
    }
    model.flower = addon(files, &statements::flower::STATEMENT, sink);
    model.exporter = addon(files, &statements::exporter::STATEMENT, sink);
    for word in once(files, &statements::alerts::STATEMENT, "what is told", sink) {
        let alerts = model.alerts.get_or_insert_with(|| Alerts { span: word.keyword, ..Alerts::default() }.into());
        read(word, word.items(), Target::Alerts(alerts), sink);
    }
    for word in once(files, &statements::budget::STATEMENT, "the budget", sink) {
        let budget = model.budget.get_or_insert_with(|| Budget { span: word.keyword, ..Budget::default() }.into());
        read(word, word.items(), Target::Budget(budget), sink);
    }
}

fn beat<'s>(word: Word<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    let (Some(subject), rest) = word.subject(sink) else { return };
    let Some(id) = service(&subject.text, subject.span, model, sink) else { return };
    let first = model.beats.iter().position(|beat| beat.service == Some(id));
    let index = if word.amends {
        let what = format!("a beat of `{}`", subject.text);
        let Some(index) = word.finds(first, &what, subject.span, sink) else { return };
        index
    } else if let Some(first) = first {
        sink.push(two_beats(&subject.text, subject.span, model.beats[first].span));
        return;
    } else {
        let span = word.keyword.to(subject.span);
        model.beats.push(Addon { span, service: Some(id), ..Addon::default() });
        model.beats.len() - 1
    };
    read(word, rest, Target::Addon(&mut model.beats[index]), sink);
}

/// A program that stands once beside the workers.
fn addon<'s>(files: Files<'s>, of: &'static Statement, sink: &mut Sink) -> Option<Box<Addon<'s>>> {
    let mut addon = None;
    for word in once(files, of, &format!("`{}`", of.word), sink) {
        let addon = addon.get_or_insert_with(|| Box::new(Addon { span: word.keyword, ..Addon::default() }));
        read(word, word.items(), Target::Addon(addon), sink);
    }
    addon
}

fn read<'s>(word: Word<'s>, rest: &'s [Item], target: Target<'_, 's>, sink: &mut Sink) {
    if !word.statement.broken {
        fill(word, rest, target, false, sink);
    }
}

//! `qc graph`: prints the site as a picture, or as text that other programs draw.

use celq::graph::{dot, graph, mermaid, svg};

use super::print;
use super::question::ask;
use crate::arguments::{Color, Drawing, Graph};
use crate::output::write_file;
use crate::report::say;
use crate::{Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Graph, color: Color) -> Result<Outcome> {
    ask(&arguments.file, color, arguments.day, |plan, sources| {
        let graph = graph(plan);
        let text = match arguments.format {
            Drawing::Svg => svg::draw(&graph, svg::in_bytes(sources)).svg,
            Drawing::Dot => dot::write(&graph),
            Drawing::Mermaid => mermaid::write(&graph),
        };
        match &arguments.output {
            Some(path) => write_file(path, text.as_bytes())?,
            None => print(&text)?,
        }
        say(&graph.status);
        Ok(())
    })
}

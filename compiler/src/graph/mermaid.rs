//! [`Graph`] → Mermaid, which code hosts draw in Markdown. Every character that could mean something there is written by
//! its number.

use std::fmt::Write as _;

use super::dot::lines;
use super::{Graph, Kind};

/// Writes a graph.
pub fn write(graph: &Graph) -> String {
    let mut text = "flowchart LR\n".to_owned();
    for (index, node) in graph.nodes.iter().enumerate() {
        let (open, close) = shape(node.kind);
        let label = lines(node).map(|line| plain(&line)).collect::<Vec<_>>().join("<br>");
        let class = if node.broken { ":::broken" } else { "" };
        let _ = writeln!(text, "  n{index}{open}\"{label}\"{close}{class}");
    }
    for edge in &graph.edges {
        let arrow = match (edge.ways, edge.broken) {
            (0, _) if edge.groups.is_empty() => "---".to_owned(),
            (0, _) => "-->".to_owned(),
            (ways, true) => format!("-. {ways} .-x"),
            (ways, false) => format!("-- {ways} -->"),
        };
        let _ = writeln!(text, "  n{} {arrow} n{}", edge.from, edge.to);
    }
    let broken: Vec<String> =
        graph.edges.iter().enumerate().filter(|(_, edge)| edge.broken).map(|(index, _)| index.to_string()).collect();
    if !broken.is_empty() {
        let _ = writeln!(text, "  linkStyle {} stroke:#b3261e", broken.join(","));
    }
    text + "  classDef broken stroke:#b3261e,color:#b3261e\n"
}

fn shape(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Queue => ("([", "])"),
        Kind::Sender | Kind::Tasks | Kind::Worker | Kind::Nowhere | Kind::Scaler => ("[", "]"),
    }
}

/// A text in which nothing is markup.
fn plain(text: &str) -> String {
    let harmless = |character: char| character.is_alphanumeric() || " .,:/()-·×…".contains(character);
    text.chars().fold(String::new(), |mut plain, character| {
        if harmless(character) {
            plain.push(character);
        } else {
            let _ = write!(plain, "#{};", u32::from(character));
        }
        plain
    })
}

//! [`Graph`] → DOT, for Graphviz. Names are quoted; Graphviz does the drawing.

use std::fmt::Write as _;

use super::text::clean;
use super::{Edge, Graph, Kind, Node};

/// Writes a graph.
pub fn write(graph: &Graph) -> String {
    let mut text =
        format!("digraph {} {{\n  rankdir=LR;\n  node [shape=box, style=rounded];\n", quoted(&clean(&graph.name)));
    for rank in 0..super::HEADS.len() {
        text.push_str("  subgraph {\n    rank=same;\n");
        for (index, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.rank() == rank) {
            let _ = writeln!(text, "    n{index} [label={}{}];", quoted(&label(node)), look(node));
        }
        text.push_str("  }\n");
    }
    for edge in &graph.edges {
        let _ = writeln!(text, "  n{} -> n{}{};", edge.from, edge.to, attributes(edge));
    }
    text + "}\n"
}

/// The lines of a node's text.
pub(super) fn lines(node: &Node) -> impl Iterator<Item = String> {
    let count = if node.count.is_empty() { String::new() } else { format!(" · {}", node.count) };
    let first = clean(&node.name) + &count;
    [first, clean(&node.note)].into_iter().filter(|line| !line.is_empty())
}

fn label(node: &Node) -> String {
    lines(node).collect::<Vec<_>>().join("\n")
}

fn look(node: &Node) -> &'static str {
    match (node.kind, node.broken) {
        (Kind::Nowhere, _) => ", shape=plaintext, fontcolor=red",
        (_, true) => ", color=red",
        _ => "",
    }
}

fn attributes(edge: &Edge) -> String {
    match (edge.ways, edge.broken) {
        (0, _) if edge.groups.is_empty() => " [color=gray]".to_owned(),
        (0, _) => String::new(),
        (ways, false) => format!(" [label={ways}]"),
        (ways, true) => format!(" [label={ways}, style=dashed, color=red, arrowhead=none]"),
    }
}

/// A text as DOT quotes it. A backslash would begin an escape.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

//! [`Graph`] → SVG: a drawing that needs no script and no page around it. Its colours are a style sheet inside of it; where
//! a page forbids that, plain attributes show the same lines in one colour, and the page's own sheet can set the classes.

use std::fmt::Write as _;

use serde::Serialize;

use super::layout::{Layout, NAME, NOTE, PAD, Rect, layout};
use super::text::{clean, shorten};
use super::tracks::Line;
use super::xml::{Attribute, Xml};
use super::{Edge, Graph, HEADS, Kind, Node};
use crate::rules::words::counted;
use crate::source::{Sources, Span};

/// The colours, for light, dark and print.
const STYLE: &str = include_str!("picture.css");
/// Fonts that a machine has; [`super::text`] knows the widest.
const FONTS: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
/// Radius of a line's corners.
const CORNER: i32 = 8;
/// With more groups than this a sheet that lights each would be larger than the drawing; a page's script can light them.
const LIT: usize = 64;

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
}

/// A place of the source as the picture names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'s> {
    /// The file's name.
    pub file: &'s str,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// Places in bytes of their file.
pub fn in_bytes<'s>(sources: &'s Sources) -> impl Fn(Span) -> Place<'s> {
    |span| {
        let file = sources.at(span.start);
        let [from, to] = [span.start, span.end].map(|offset| u32::try_from(file.local(offset)).unwrap_or(u32::MAX));
        Place { file: file.name(), from, to }
    }
}

/// Draws a graph. `place` says how places are counted: [`in_bytes`], or in the units of an editor.
pub fn draw<'s>(graph: &Graph, place: impl Fn(Span) -> Place<'s>) -> Picture {
    let layout = layout(graph);
    let mut xml = Xml::default();
    let label = format!("The way of each task of {}: {}", clean(&graph.name), graph.status);
    xml.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &"qc-picture"),
            ("viewBox", &format_args!("0 0 {} {}", layout.width, layout.height)),
            ("width", &layout.width),
            ("height", &layout.height),
            ("role", &"group"),
            ("aria-label", &label),
            ("font-family", &FONTS),
            ("font-size", &NAME),
        ],
    );
    xml.newline();
    xml.leaf("desc", &[], description(graph));
    xml.leaf("style", &[], format_args!("\n{STYLE}{}", lights(graph.groups)));
    let (width, height) = (layout.width, layout.height);
    xml.empty("rect", &[("class", &"paper"), ("width", &width), ("height", &height), ("fill", &"none")]);
    heads(&mut xml, graph, &layout);
    xml.open("g", &[("class", &"edges"), ("fill", &"none"), ("stroke", &"currentColor")]);
    xml.newline();
    edges(&mut xml, graph, &layout);
    xml.close();
    xml.open("g", &[("class", &"nodes"), ("fill", &"currentColor")]);
    xml.newline();
    for (index, node) in in_reading_order(graph, &layout) {
        draw_node(&mut xml, index, node, &layout.boxes[index], node.span.map(&place));
    }
    Picture { svg: xml.finish() }
}

/// The nodes by column, and there from above: the order in which the keyboard goes over them.
fn in_reading_order<'a>(graph: &'a Graph, layout: &Layout) -> Vec<(usize, &'a Node)> {
    let mut nodes: Vec<(usize, &Node)> = graph.nodes.iter().enumerate().collect();
    nodes.sort_by_key(|(index, node)| (node.kind.rank(), layout.boxes[*index].y));
    nodes
}

/// The picture in words.
fn description(graph: &Graph) -> String {
    let number = |kind| graph.nodes.iter().filter(|node| node.kind == kind).count();
    let ways: usize =
        graph.edges.iter().filter(|edge| graph.nodes[edge.from].kind == Kind::Sender).map(|edge| edge.ways).sum();
    let mut text = format!(
        "From left to right: {} of tasks from {}, in {}; {}; {}, each with what decides how many pods it has.",
        counted(ways, "way"),
        counted(number(Kind::Sender), "service"),
        counted(number(Kind::Tasks), "group"),
        counted(number(Kind::Queue), Kind::Queue.class()),
        counted(number(Kind::Worker), "worker"),
    );
    for end in graph.nodes.iter().filter(|node| node.kind == Kind::Nowhere) {
        let _ = write!(text, " A broken way: {}.", end.title.join("; "));
    }
    text
}

/// The rules that light the ways of a group when something on them is pointed at.
fn lights(groups: usize) -> String {
    let rule = |group| {
        let on = format!("[data-way~=\"{group}\"]");
        format!(".qc-picture:has({on}.node:is(:hover,:focus-visible)) {on}{{opacity:1}}\n")
    };
    if groups > LIT { String::new() } else { (0..groups).map(rule).collect() }
}

/// What stands over the columns.
fn heads(xml: &mut Xml, graph: &Graph, layout: &Layout) {
    let room = layout.width - 2 * layout.columns[0].0;
    let broken = if graph.nodes.iter().any(|node| node.kind == Kind::Nowhere) { " broken" } else { "" };
    let x = layout.columns[0].0;
    xml.open("g", &[("fill", &"currentColor")]);
    xml.newline();
    let name = shorten(&clean(&graph.name), NAME + 4, room);
    xml.leaf("text", &[("class", &"heading"), ("x", &x), ("y", &34), ("font-size", &(NAME + 4))], name);
    let class = format!("note status{broken}");
    let status = shorten(&clean(&graph.status), NOTE + 1, room);
    xml.leaf("text", &[("class", &class), ("x", &x), ("y", &54), ("font-size", &(NOTE + 1))], status);
    for (rank, head) in HEADS.iter().enumerate() {
        let x = layout.columns[rank].0;
        xml.leaf("text", &[("class", &"head"), ("x", &x), ("y", &82), ("font-size", &NOTE)], head);
    }
    xml.close();
}

/// The lines: those without a way lowest, the broken ones on top.
fn edges(xml: &mut Xml, graph: &Graph, layout: &Layout) {
    let mut order: Vec<usize> = (0..graph.edges.len()).collect();
    order.sort_by_key(|edge| (graph.edges[*edge].broken, !graph.edges[*edge].groups.is_empty()));
    for index in order {
        let edge = &graph.edges[index];
        let (path, ways) = (path(layout.lines[index]), list(&edge.groups));
        let class = match (edge.broken, edge.groups.is_empty()) {
            (true, _) => "edge broken",
            (_, true) => "edge idle",
            _ => "edge",
        };
        let width = thickness(edge);
        let ends = format!("{} {}", edge.from, edge.to);
        let mut attributes: Vec<Attribute<'_>> = vec![("class", &class), ("d", &path), ("stroke-width", &width)];
        if edge.broken {
            attributes.push(("stroke-dasharray", &"6 4"));
        }
        attributes.extend([("data-nodes", &ends as _), ("data-way", &ways as _)]);
        xml.empty("path", &attributes);
    }
}

/// A line's width, by the ways that take it: each eightfold makes it a pixel wider.
fn thickness(edge: &Edge) -> &'static str {
    const WIDTHS: [&str; 6] = ["1.25", "1.5", "2", "2.75", "3.5", "4.5"];
    let most = if edge.broken { 2 } else { WIDTHS.len() - 1 };
    let step = match edge.ways {
        0 => 0,
        1..3 => 1,
        3..10 => 2,
        10..40 => 3,
        40..160 => 4,
        _ => 5,
    };
    WIDTHS[step.min(most)]
}

/// A line with rounded corners.
fn path(line: Line) -> String {
    let ((x, y), (to_x, to_y), track) = (line.from, line.to, line.track);
    if y == to_y {
        return format!("M{x} {y}H{to_x}");
    }
    let corner = CORNER.min((to_y - y).abs() / 2);
    let turn = if to_y > y { corner } else { -corner };
    format!(
        "M{x} {y}H{}Q{track} {y} {track} {}V{}Q{track} {to_y} {} {to_y}H{to_x}",
        track - corner,
        y + turn,
        to_y - turn,
        track + corner
    )
}

/// Numbers with spaces between them.
fn list(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn draw_node(xml: &mut Xml, index: usize, node: &Node, rect: &Rect, place: Option<Place<'_>>) {
    let state = match (node.broken, node.groups.is_empty()) {
        (true, _) => " broken",
        (false, true) => " idle",
        (false, false) => "",
    };
    let class = format!("node {}{state}", node.kind.class());
    let ways = list(&node.groups);
    let (from, to) = place.map_or((0, 0), |place| (place.from, place.to));
    let file = place.map_or("", |place| place.file);
    let mut attributes: Vec<Attribute<'_>> =
        vec![("class", &class), ("tabindex", &0), ("role", &"img"), ("data-node", &index), ("data-way", &ways)];
    if place.is_some() {
        attributes.extend([("data-from", &from as _), ("data-to", &to as _), ("data-file", &file as _)]);
    }
    xml.open("g", &attributes);
    let title: Vec<String> = node.title.iter().map(|line| clean(line)).collect();
    xml.leaf("title", &[], title.join("\n"));
    shape(xml, node, rect);
    let indent = if node.kind == Kind::Nowhere { 2 * PAD } else { PAD };
    let (x, baseline) = (rect.x + indent, if rect.note.is_empty() { rect.middle() + 5 } else { rect.y + 19 });
    xml.leaf("text", &[("x", &x), ("y", &baseline)], &rect.name);
    if !node.count.is_empty() {
        let right = rect.right() - PAD;
        let attributes: [Attribute<'_>; 5] =
            [("class", &"number"), ("x", &right), ("y", &baseline), ("text-anchor", &"end"), ("font-size", &NOTE)];
        xml.leaf("text", &attributes, &node.count);
    }
    if !rect.note.is_empty() {
        let (y, size) = (rect.y + 35, NOTE);
        xml.leaf("text", &[("class", &"note"), ("x", &x), ("y", &y), ("font-size", &size)], &rect.note);
    }
    xml.close();
}

/// What a node's text stands in: a box, round for what waits; where ways end there is only a cross.
fn shape(xml: &mut Xml, node: &Node, rect: &Rect) {
    if node.kind == Kind::Nowhere {
        let (x, y) = (rect.x, rect.middle());
        let cross = format!("M{} {}l8 8m0 -8l-8 8", x, y - 4);
        xml.empty(
            "path",
            &[
                ("class", &"cross"),
                ("d", &cross),
                ("fill", &"none"),
                ("stroke", &"currentColor"),
                ("stroke-width", &"1.5"),
            ],
        );
        return;
    }
    let radius = if node.kind == Kind::Queue { rect.height / 2 } else { 6 };
    xml.empty(
        "rect",
        &[
            ("class", &"box"),
            ("x", &rect.x),
            ("y", &rect.y),
            ("width", &rect.width),
            ("height", &rect.height),
            ("rx", &radius),
            ("fill", &"none"),
            ("stroke", &"currentColor"),
        ],
    );
}

//! The picture of a site: two small ones to the letter, and of every example and case of the pipeline that nothing
//! overlaps, sticks out or is missing, and that the numbers on its lines are those of the plan.
#![allow(clippy::disallowed_methods, reason = "a picture that takes minutes is a fault")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use celq::compile;
use celq::graph::layout::{Rect, layout};
use celq::graph::text::width;
use celq::graph::{Graph, Kind, dot, graph, mermaid, svg};
use celq::plan::Plan;
use celq::source::Sources;
use libtest_mimic::{Failed, Trial};
use roxmltree::{Document, Node};
use tests::{ensure, files, golden, read_bytes, root, several_sources, sources, stem, thorough};

type Check = fn() -> Result<(), Failed>;

/// So long may a picture take. It is not a measurement: what grows with the square of the site takes minutes.
const PATIENCE: Duration = Duration::from_secs(20);

fn main() {
    let exact = files(&root().join("tests/graph"), "celq").into_iter().map(|path| {
        Trial::test(format!("exact-{}", stem(&path)), move || {
            let sources = sources("site.celq", read_bytes(&path));
            let [svg, dot, mermaid] = written(&sources);
            golden(&path.with_extension("svg"), &svg)?;
            golden(&path.with_extension("dot"), &dot)?;
            golden(&path.with_extension("mmd"), &mermaid)
        })
    });
    let inputs = ["spec/examples", "tests/pipeline", "tests/graph"];
    let inputs = inputs.into_iter().flat_map(|folder| files(&root().join(folder), "celq"));
    let sound = inputs.map(|path| {
        let folder = path.parent().map(stem).unwrap_or_default();
        Trial::test(format!("sound-{folder}-{}", stem(&path)), move || {
            sound(&several_sources("input.celq", &read_bytes(&path)))
        })
    });
    let made: [(&str, Check); 4] = [
        ("every-way-to-lose-a-task-ends-in-nothing", broken_ways),
        ("hostile-names-are-only-text", hostile_names),
        ("five-thousand-queues-are-drawn-at-once", many_queues),
        ("a-picture-says-where-in-units-of-the-page", places),
    ];
    let made = made.into_iter().map(|(name, test)| Trial::test(name, test));
    tests::run(exact.chain(sound).chain(made).collect()).exit();
}

/// The SVG, the DOT and the Mermaid of a site.
fn written(sources: &Sources) -> [String; 3] {
    compile(sources, thorough(), |compiled| {
        let graph = graph(compiled.plan);
        [svg::draw(&graph, svg::in_bytes(sources)).svg, dot::write(&graph), mermaid::write(&graph)]
    })
}

/// Holds a picture against the plan that it shows.
fn sound(sources: &Sources) -> Result<(), Failed> {
    compile(sources, thorough(), |compiled| {
        let graph = graph(compiled.plan);
        counts(compiled.plan, &graph)?;
        everything_is_there(compiled.plan, &graph)?;
        let svg = svg::draw(&graph, svg::in_bytes(sources)).svg;
        ensure(svg == written(sources)[0], || "a second picture is another one".to_owned())?;
        let document = Document::parse(&svg).map_err(|error| format!("not XML: {error}"))?;
        geometry(&graph, &document)?;
        texts(&graph, &document)?;
        targets(sources, &graph, &document)
    })
}

/// The ways on the lines are those of the plan: from each sender into each queue, and those that reach no worker.
fn counts(plan: &Plan<'_>, graph: &Graph) -> Result<(), Failed> {
    let mut planned: BTreeMap<(String, String), usize> = BTreeMap::new();
    for way in &plan.ways {
        let pair = (plan.model.service(way.sender).title(), plan.broker_name(way.service, way.variant));
        *planned.entry(pair).or_default() += 1;
    }
    let sender =
        |tasks| graph.edges.iter().find(|edge| edge.to == tasks).map(|edge| graph.nodes[edge.from].name.clone());
    let mut drawn: BTreeMap<(String, String), usize> = BTreeMap::new();
    for edge in graph.edges.iter().filter(|edge| graph.nodes[edge.from].kind == Kind::Tasks && edge.ways > 0) {
        let from = sender(edge.from).ok_or("tasks without a sender")?;
        *drawn.entry((from, graph.nodes[edge.to].name.clone())).or_default() += edge.ways;
    }
    ensure(planned == drawn, || format!("planned {planned:?}, drawn {drawn:?}"))?;
    let of = |kind: Kind| graph.edges.iter().filter(move |edge| graph.nodes[edge.from].kind == kind);
    for kind in [Kind::Sender, Kind::Tasks, Kind::Queue] {
        let ways: usize = of(kind).map(|edge| edge.ways).sum();
        ensure(ways == plan.ways.len(), || format!("{ways} ways leave {kind:?}, of {}", plan.ways.len()))?;
    }
    let runs = |worker: usize| plan.workers[worker].replicas().1 > 0;
    let lost = plan.ways.iter().filter(|way| !(way.registered && way.worker.is_some_and(runs))).count();
    let broken: usize = of(Kind::Queue).filter(|edge| edge.broken).map(|edge| edge.ways).sum();
    ensure(lost == broken, || format!("{lost} ways are lost, {broken} are drawn so"))
}

/// Every worker with its scaler and its queues has its box.
fn everything_is_there(plan: &Plan<'_>, graph: &Graph) -> Result<(), Failed> {
    let names = |kind: Kind| graph.nodes.iter().filter(move |node| node.kind == kind).map(|node| node.name.clone());
    let workers: Vec<String> = plan.workers.iter().map(|worker| worker.workload.to_string()).collect();
    ensure(names(Kind::Worker).collect::<Vec<_>>() == workers, || format!("{workers:?} are not all there"))?;
    ensure(names(Kind::Scaler).count() == workers.len(), || "a worker has no scaler".to_owned())?;
    let queues: BTreeSet<String> = names(Kind::Queue).collect();
    for (worker, index) in plan
        .workers
        .iter()
        .zip(graph.nodes.iter().position(|node| node.kind == Kind::Worker).into_iter().flat_map(|first| first..))
    {
        let missing = worker.consumes.iter().find(|queue| !queues.contains(&*queue.name));
        ensure(missing.is_none(), || format!("{missing:?} is missing"))?;
        let lines = graph.edges.iter().filter(|edge| edge.to == index).count();
        let consumed: BTreeSet<_> = worker.consumes.iter().map(|queue| (queue.service, &queue.variant)).collect();
        ensure(lines == consumed.len(), || format!("{} has {lines} lines", worker.workload))?;
    }
    let tasks = names(Kind::Tasks).count();
    let pairs: BTreeSet<_> = plan
        .ways
        .iter()
        .map(|way| (way.sender, way.service, way.variant, way.registered, way.worker.is_some()))
        .collect();
    let own = plan.model.services.iter().filter(|service| service.is_own()).count();
    ensure(tasks <= pairs.len().max(20) + own, || format!("{tasks} groups of tasks are too many to read"))
}

/// Nothing overlaps, every line begins and ends at its boxes, and everything lies in the picture.
fn geometry(graph: &Graph, document: &Document<'_>) -> Result<(), Failed> {
    let layout = layout(graph);
    let inside = |x: i32, y: i32| (0..=layout.width).contains(&x) && (0..=layout.height).contains(&y);
    let view = format!("0 0 {} {}", layout.width, layout.height);
    ensure(document.root_element().attribute("viewBox") == Some(&view), || format!("the view is not {view}"))?;
    let mut rows: Vec<&Rect> = layout.boxes.iter().collect();
    rows.sort_by_key(|rect| (rect.x, rect.y));
    for pair in rows.windows(2) {
        let apart = pair[0].right() < pair[1].x || (pair[0].x == pair[1].x && pair[0].bottom() < pair[1].y);
        ensure(apart, || format!("{pair:?} overlap"))?;
    }
    let out = layout.boxes.iter().find(|rect| !inside(rect.x, rect.y) || !inside(rect.right(), rect.bottom()));
    ensure(out.is_none(), || format!("{out:?} sticks out"))?;
    for node in document.descendants().filter(|node| node.attribute("class") == Some("box")) {
        let index = number(node.parent().ok_or("a box without a node")?, "data-node")?;
        let rect = &layout.boxes[usize::try_from(index)?];
        let drawn = ["x", "y", "width", "height"].map(|name| number(node, name).unwrap_or(-1));
        ensure(drawn == [rect.x, rect.y, rect.width, rect.height], || format!("{rect:?} is drawn at {drawn:?}"))?;
    }
    let edges: BTreeMap<(usize, usize), bool> =
        graph.edges.iter().map(|edge| ((edge.from, edge.to), edge.broken)).collect();
    let lines: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.has_attribute("data-nodes")).collect();
    ensure(lines.len() == edges.len() && edges.len() == graph.edges.len(), || {
        "not every edge has its line".to_owned()
    })?;
    lines.into_iter().try_for_each(|line| line_meets_boxes(&edges, &layout.boxes, line))
}

fn line_meets_boxes(edges: &BTreeMap<(usize, usize), bool>, boxes: &[Rect], line: Node<'_, '_>) -> Result<(), Failed> {
    let ends = line.attribute("data-nodes").unwrap_or_default();
    let ends: Vec<usize> = ends.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let (from, to) = (&boxes[ends[0]], &boxes[ends[1]]);
    let path = line.attribute("d").unwrap_or_default();
    let numbers: Vec<i32> =
        path.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(|n| n.parse().ok()).collect();
    // `M x y H x Q x y x y V y Q x y x y H x`, or `M x y H x`.
    let straight = numbers.len() == 3;
    ensure(straight || numbers.len() == 13, || format!("{path} is no line"))?;
    let (start, end) = ((numbers[0], numbers[1]), (numbers[numbers.len() - 1], numbers[if straight { 1 } else { 11 }]));
    let at = |rect: &Rect, y: i32| rect.y < y && y < rect.bottom();
    let met = start.0 == from.right() && at(from, start.1) && end.0 == to.x && at(to, end.1);
    ensure(met, || format!("{path} does not go from {from:?} to {to:?}"))?;
    let between = straight || (from.right() < numbers[2] && numbers[2] <= numbers[3] && numbers[10] < to.x);
    ensure(between, || format!("{path} turns inside of a box"))?;
    let broken = edges.get(&(ends[0], ends[1])).ok_or("a line of no edge")?;
    ensure(line.has_attribute("stroke-dasharray") == *broken, || format!("{path} is not drawn as what it is"))
}

/// No text is wider than its box, and none lies on another.
fn texts(graph: &Graph, document: &Document<'_>) -> Result<(), Failed> {
    let boxes = layout(graph).boxes;
    for node in document.descendants().filter(|node| node.has_attribute("data-node")) {
        let rect = &boxes[usize::try_from(number(node, "data-node")?)?];
        let mut last: Option<(i32, i32)> = None;
        for text in node.children().filter(|child| child.has_tag_name("text")) {
            let size = u32::try_from(number(text, "font-size").unwrap_or(13))?;
            let wide = width(text.text().unwrap_or_default(), size);
            let (x, y) = (number(text, "x")?, number(text, "y")?);
            let left = if text.attribute("text-anchor") == Some("end") { x - wide } else { x };
            let fits = rect.x <= left && left + wide <= rect.right() && rect.y < y && y < rect.bottom();
            ensure(fits, || format!("{:?} sticks out of {rect:?}", text.text()))?;
            let free = last.is_none_or(|(end, line)| line != y || end < left);
            ensure(free, || format!("{:?} lies on what is before it", text.text()))?;
            last = Some((left + wide, y));
        }
        let title = node.children().find(|child| child.has_tag_name("title")).and_then(|title| title.text());
        ensure(title.is_some_and(|title| !title.trim().is_empty()), || format!("{rect:?} has no title"))?;
    }
    Ok(())
}

/// What a box points at lies in the file, and every group is named by a sender and a queue.
fn targets(sources: &Sources, graph: &Graph, document: &Document<'_>) -> Result<(), Failed> {
    for node in document.descendants().filter(|node| node.has_attribute("data-from")) {
        let name = node.attribute("data-file").unwrap_or_default();
        let file = sources.files().iter().find(|file| file.name() == name).ok_or("a file that there is not")?;
        let range = usize::try_from(number(node, "data-from")?)?..usize::try_from(number(node, "data-to")?)?;
        let text = file.text().get(range).unwrap_or_default();
        ensure(!text.is_empty(), || format!("a box of {name} points at nothing"))?;
    }
    for kind in [Kind::Sender, Kind::Tasks, Kind::Queue] {
        let mut passed: Vec<usize> =
            graph.nodes.iter().filter(|node| node.kind == kind).flat_map(|node| node.groups.clone()).collect();
        passed.sort_unstable();
        ensure(passed == (0..graph.groups).collect::<Vec<_>>(), || format!("not every group passes one {kind:?}"))?;
    }
    Ok(())
}

fn number(node: Node<'_, '_>, attribute: &str) -> Result<i32, Failed> {
    let value = node.attribute(attribute).ok_or_else(|| format!("no {attribute}"))?;
    value.parse().map_err(|_| Failed::from(format!("{attribute} is {value}")))
}

fn broken_ways() -> Result<(), Failed> {
    let sources = sources("site.celq", read_bytes(&root().join("tests/graph/broken-ways.celq")));
    compile(&sources, thorough(), |compiled| {
        let graph = graph(compiled.plan);
        let ends: Vec<(&str, usize)> = graph
            .edges
            .iter()
            .filter(|edge| graph.nodes[edge.to].kind == Kind::Nowhere)
            .map(|edge| (&*graph.nodes[edge.to].name, edge.ways))
            .collect();
        let expected = [("nobody consumes it", 1), ("not registered there", 1), ("never has a pod", 1)];
        let same = ends.len() == 3 && expected.iter().all(|end| ends.contains(end));
        ensure(same, || format!("the ends are {ends:?}"))
    })
}

/// Names that are markup, that turn text, or that are not text at all.
fn hostile_names() -> Result<(), Failed> {
    let text = "site \"</text><script>alert(1)</script>\"\n\
                service shop app=shop image=x/y:1 settings=s queue=\"q&\\\"'<{variant}>\\u{0}\\u{202e}\" workload=\"]]>{variant}\"\n\
                queue shop.celery\nqueue shop.b name=\"--><a href='x'>\\u{1b}[2J\\u{fffe}\"\n\
                route \"x<y>.&amp;.z\" -> shop.b\n";
    let sources = sources("\"><svg onload=alert(1)>.celq", text);
    sound(&sources)?;
    let [svg, dot, mermaid] = written(&sources);
    let document = Document::parse(&svg).map_err(|error| format!("not XML: {error}"))?;
    let known = ["svg", "desc", "style", "rect", "text", "title", "g", "path"];
    let foreign = document.descendants().find(|node| node.is_element() && !known.contains(&node.tag_name().name()));
    ensure(foreign.is_none(), || format!("{foreign:?} came out of a name"))?;
    let allowed =
        |node: &Node<'_, '_>| node.attributes().all(|one| !one.name().starts_with("on") && one.name() != "style");
    ensure(document.descendants().all(|node| allowed(&node)), || "a handler or a style".to_owned())?;
    let turns = |text: &str| text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{fffe}');
    ensure(![&svg, &dot, &mermaid].into_iter().any(|text| turns(text)), || "a control character".to_owned())?;
    let bare = mermaid.lines().filter(|line| line.contains("[\"")).find(|line| {
        let label = line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')).map_or("", |(label, _)| label);
        label.replace("<br>", "").contains(['"', '<', '>', '&', '[', ']'])
    });
    ensure(bare.is_none(), || format!("{bare:?} is markup of Mermaid"))
}

fn many_queues() -> Result<(), Failed> {
    let mut text = "site big\nservice shop app=shop image=x/y:1 settings=s\n".to_owned();
    for queue in 0..5000 {
        text += &format!(
            "queue shop.q{queue} concurrency=1 keda max=3\nroute shop.m{queue}.run -> shop.q{}\n",
            queue * 7 % 5000
        );
    }
    let sources = sources("site.celq", text);
    let start = Instant::now();
    sound(&sources)?;
    let took = start.elapsed();
    ensure(took < PATIENCE, || format!("it took {took:?}"))
}

/// A page counts in its own units: the closure is asked for each place, and what it says is written.
fn places() -> Result<(), Failed> {
    let sources = sources("site.celq", "# é\nqueue lms.default\n");
    let svg = compile(&sources, thorough(), |compiled| {
        let in_characters = |span: celq::source::Span| {
            let before = |offset| u32::try_from(sources.main().text()[..offset as usize].chars().count()).unwrap_or(0);
            svg::Place { file: "page", from: before(span.start), to: before(span.end) }
        };
        svg::draw(&graph(compiled.plan), in_characters).svg
    });
    ensure(svg.contains("data-from=\"10\" data-to=\"21\" data-file=\"page\""), || svg.clone())
}

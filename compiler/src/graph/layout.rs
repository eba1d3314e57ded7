//! [`Graph`] → coordinates: columns by rank, orders with few crossings, boxes that do not overlap, and orthogonal lines
//! between them. Whole pixels only, so that a picture has the same bytes everywhere. Knows neither XML nor colours.

use super::text::{clean, shorten, shorten_dotted, shorten_list, width};
use super::tracks::{self, Line};
use super::{Graph, HEADS, Kind, Node};

/// Size of names, in pixels.
pub const NAME: u32 = 13;
/// Size of notes, counts and heads.
pub const NOTE: u32 = 11;
/// Space between a box's edge and its text.
pub const PAD: i32 = 10;
/// Space between the picture and its edge.
const MARGIN: i32 = 24;
/// Height of what stands above the boxes: the site's name, its status, the heads of the columns.
const ABOVE: i32 = 92;
/// Height of a box with one line of text, and with two.
const HEIGHT: [i32; 2] = [28, 44];
/// Space between two boxes that belong together, and between others.
const GAP: [i32; 2] = [8, 18];
/// The widest text of each column.
const ROOM: [i32; 5] = [140, 250, 240, 220, 230];
const NARROWEST: i32 = 72;
/// How often the order and the heights are gone over; more changes nothing that one would see.
const SWEEPS: usize = 4;

/// A picture's coordinates, in pixels from its upper left corner.
#[derive(Debug)]
pub struct Layout {
    /// For each node of the graph its box.
    pub boxes: Vec<Rect>,
    /// For each edge of the graph its line.
    pub lines: Vec<Line>,
    /// Where each column begins and ends.
    pub columns: [(i32, i32); 5],
    /// Width of the picture.
    pub width: i32,
    /// Height of the picture.
    pub height: i32,
}

/// A box, with its text as it has room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
    /// The name.
    pub name: String,
    /// The note.
    pub note: String,
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// Half way down.
    pub fn middle(&self) -> i32 {
        self.y + self.height / 2
    }
}

/// Lays a graph out.
pub fn layout(graph: &Graph) -> Layout {
    let joints = Joints::new(graph);
    let order = order(graph, &joints);
    let mut boxes: Vec<Rect> = graph.nodes.iter().map(unplaced).collect();
    heights(&order, &joints, &mut boxes);
    let widths: Vec<i32> = order.iter().enumerate().map(|(rank, nodes)| column_width(rank, nodes, &boxes)).collect();
    let mut columns = [(0, 0); 5];
    let channels = tracks::plan(graph, &boxes);
    let mut x = MARGIN;
    for rank in 0..HEADS.len() {
        columns[rank] = (x, x + widths[rank]);
        for &node in &order[rank] {
            (boxes[node].x, boxes[node].width) = (x, widths[rank]);
        }
        x += widths[rank] + channels.get(rank).map_or(0, |channel| channel.width);
    }
    let lines = tracks::lines(graph, &boxes, &channels);
    let header = [(&graph.name, NAME + 4), (&graph.status, NOTE + 1)];
    let header = header.map(|(text, size)| width(&clean(text), size).min(900)).into_iter().max();
    let bottom = boxes.iter().map(Rect::bottom).max().unwrap_or(ABOVE);
    Layout { boxes, lines, columns, width: x.max(header.unwrap_or(0) + MARGIN) + MARGIN, height: bottom + MARGIN }
}

/// A box at no place yet, as wide as its text.
fn unplaced(node: &Node) -> Rect {
    let beside = if node.count.is_empty() { 0 } else { width(&node.count, NOTE) + PAD };
    let room = ROOM[node.kind.rank()];
    let (name, below) = (clean(&node.name), clean(&node.note));
    // Of a single task the last part matters most; of several modules the first.
    let is_list = node.kind == Kind::Tasks;
    let single = is_list && node.count.is_empty();
    let name = if single { shorten_dotted(&name, NAME, room) } else { shorten(&name, NAME, room - beside) };
    let below = if is_list { shorten_list(&below, NOTE, room) } else { shorten(&below, NOTE, room) };
    let inside = (width(&name, NAME) + beside).max(width(&below, NOTE));
    let tall = !below.is_empty() || node.kind.rank() > 2;
    Rect { x: 0, y: 0, width: inside + 2 * PAD, height: HEIGHT[usize::from(tall)], name, note: below }
}

fn column_width(rank: usize, nodes: &[usize], boxes: &[Rect]) -> i32 {
    let head = width(HEADS[rank], NOTE + 1);
    nodes.iter().map(|node| boxes[*node].width).max().unwrap_or(0).max(head).max(NARROWEST)
}

/// For each node the nodes that it is joined with, on its left and on its right.
struct Joints {
    sides: [Vec<Vec<usize>>; 2],
}

const LEFT: usize = 0;
const RIGHT: usize = 1;

impl Joints {
    fn new(graph: &Graph) -> Self {
        let mut sides = [vec![Vec::new(); graph.nodes.len()], vec![Vec::new(); graph.nodes.len()]];
        for edge in &graph.edges {
            sides[RIGHT][edge.from].push(edge.to);
            // A worker stands beside the queues that bring it work, not beside those that nothing is sent to.
            if !edge.groups.is_empty() || graph.nodes[edge.to].groups.is_empty() {
                sides[LEFT][edge.to].push(edge.from);
            }
        }
        Self { sides }
    }

    /// The mean of a figure over the nodes on one side.
    fn mean(&self, node: usize, side: usize, figure: impl Fn(usize) -> i64) -> Option<i64> {
        let others = &self.sides[side][node];
        let sum: i64 = others.iter().map(|other| figure(*other)).sum();
        (!others.is_empty()).then(|| sum / i64::try_from(others.len()).unwrap_or(1))
    }
}

/// The nodes of each column from above: that of the sweeps over neighbours' means which has the fewest crossings.
fn order(graph: &Graph, joints: &Joints) -> Vec<Vec<usize>> {
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); HEADS.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        order[node.kind.rank()].push(index);
    }
    let mut place = vec![0_i64; graph.nodes.len()];
    for column in &order {
        number(column, &mut place);
    }
    let mut best = (crossings(&order, joints, &place), order.clone());
    for sweep in 0..SWEEPS {
        let side = if sweep % 2 == 0 { RIGHT } else { LEFT };
        let ranks: Vec<usize> = if side == RIGHT { (0..4).rev().collect() } else { (1..5).collect() };
        for rank in ranks {
            let column = &mut order[rank];
            let means = |node: &usize| joints.mean(*node, side, |other| place[other]).unwrap_or(place[*node]);
            let mut keyed: Vec<(i64, usize)> = column.iter().map(|node| (means(node), *node)).collect();
            keyed.sort_by_key(|(mean, _)| *mean);
            *column = keyed.into_iter().map(|(_, node)| node).collect();
            number(column, &mut place);
        }
        let crossings = crossings(&order, joints, &place);
        if crossings < best.0 {
            best = (crossings, order.clone());
        }
    }
    best.1
}

/// Notes where in its column each node stands, in thousandths, so that means differ.
fn number(column: &[usize], place: &mut [i64]) {
    for (position, &node) in (0_i64..).zip(column) {
        place[node] = position * 1000;
    }
}

/// How often two edges of neighbouring columns cross: inversions, counted while the ends are sorted.
fn crossings(order: &[Vec<usize>], joints: &Joints, place: &[i64]) -> u64 {
    let mut sum = 0;
    for column in &order[..4] {
        let mut ends: Vec<i64> = Vec::new();
        for &node in column {
            let first = ends.len();
            ends.extend(joints.sides[RIGHT][node].iter().map(|other| place[*other]));
            ends[first..].sort_unstable();
        }
        sum += inversions(&mut ends);
    }
    sum
}

/// Sorts, and says how many pairs stood the wrong way round.
fn inversions(items: &mut [i64]) -> u64 {
    if items.len() < 2 {
        return 0;
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    let mut sum = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut a, mut b) = (0, 0);
    while a < left.len() || b < right.len() {
        if b == right.len() || (a < left.len() && left[a] <= right[b]) {
            merged.push(left[a]);
            a += 1;
        } else {
            sum += (left.len() - a) as u64;
            merged.push(right[b]);
            b += 1;
        }
    }
    items.copy_from_slice(&merged);
    sum
}

/// Gives every box its upper edge: the tallest column is packed, the others follow their neighbours, and then it them.
fn heights(order: &[Vec<usize>], joints: &Joints, boxes: &mut [Rect]) {
    for column in order {
        settle(column, joints, boxes, |_, _| None);
    }
    let tall = |rank: &usize| order[*rank].last().map_or(0, |last| boxes[*last].bottom());
    let tallest = (0..order.len()).rev().max_by_key(tall).unwrap_or(0);
    for _ in 0..SWEEPS {
        follow(order, tallest, joints, boxes);
        settle(&order[tallest], joints, boxes, |node, middle| {
            let means = [LEFT, RIGHT].map(|side| joints.mean(node, side, middle));
            let known: Vec<i64> = means.into_iter().flatten().collect();
            (!known.is_empty()).then(|| known.iter().sum::<i64>() / i64::try_from(known.len()).unwrap_or(1))
        });
    }
    follow(order, tallest, joints, boxes);
    let top = boxes.iter().map(|rect| rect.y).min().unwrap_or(0);
    for rect in boxes {
        rect.y += ABOVE - top;
    }
}

/// Moves the columns beside one to where their neighbours are.
fn follow(order: &[Vec<usize>], from: usize, joints: &Joints, boxes: &mut [Rect]) {
    for column in order[..from].iter().rev() {
        settle(column, joints, boxes, |node, middle| joints.mean(node, RIGHT, middle));
    }
    for column in &order[from + 1..] {
        settle(column, joints, boxes, |node, middle| joints.mean(node, LEFT, middle));
    }
}

/// Moves the boxes of a column as near as can be to where they want their middles, in their order and without overlaps
/// (isotonic regression: boxes that push each other move as one).
fn settle(
    column: &[usize],
    joints: &Joints,
    boxes: &mut [Rect],
    wanted: impl Fn(usize, &dyn Fn(usize) -> i64) -> Option<i64>,
) {
    // Where each would be if all above it had no height, and what they have.
    let (mut wants, mut offsets) = (Vec::with_capacity(column.len()), Vec::with_capacity(column.len()));
    let mut offset = 0_i64;
    let mut last = None;
    for &node in column {
        offset += last.map_or(0, |last| i64::from(gap(joints, boxes, last, node)));
        let middle = wanted(node, &|other: usize| i64::from(boxes[other].middle()));
        let want = middle.map(|middle| middle - i64::from(boxes[node].height / 2) - offset);
        // What is joined with nothing stands below what is above it.
        wants.push(want.or(wants.last().copied()).unwrap_or(0));
        offsets.push(offset);
        offset += i64::from(boxes[node].height);
        last = Some(node);
    }
    for ((node, offset), place) in column.iter().zip(offsets).zip(places(wants)) {
        boxes[*node].y = i32::try_from(place + offset).unwrap_or(i32::MAX / 2);
    }
}

/// The places, none before the one above it, that are near to what is wanted.
fn places(mut wants: Vec<i64>) -> Vec<i64> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for want in &wants {
        let mut run = (*want, 1);
        while let Some(above) = runs.pop_if(|above| above.0 / above.1 >= run.0 / run.1) {
            run = (run.0 + above.0, run.1 + above.1);
        }
        runs.push(run);
    }
    let (mut places, mut rest, mut last) = (Vec::with_capacity(wants.len()), &mut wants[..], i64::MIN);
    for (_, count) in runs {
        let (run, below) = std::mem::take(&mut rest).split_at_mut(usize::try_from(count).unwrap_or(0));
        run.sort_unstable();
        // The median, not the mean: most of a run then stand exactly beside their neighbours.
        last = last.max(run.get(run.len() / 2).copied().unwrap_or(last));
        places.extend(run.iter().map(|_| last));
        rest = below;
    }
    places
}

/// The space between two boxes of a column: little when the same line leaves both, else so much that what they lead to
/// can stand beside them.
fn gap(joints: &Joints, boxes: &[Rect], above: usize, below: usize) -> i32 {
    let [first, second] = [above, below].map(|node| joints.sides[RIGHT][node].first());
    if first.is_some() && first == second {
        return GAP[0];
    }
    GAP[1] + [above, below].iter().map(|node| (HEIGHT[1] - boxes[*node].height) / 2).sum::<i32>()
}

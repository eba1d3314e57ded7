//! The channels between columns: boxes in, lines out. Lines that share an end share a trunk; trunks that would lie on each
//! other get tracks of their own, in an order with few crossings. Knows only heights until the columns stand.

use rustc_hash::FxHashMap;

use super::layout::Rect;
use super::{Graph, HEADS};

/// Space between a column and the first track.
const SIDE: i32 = 22;
/// Space between two tracks.
const STEP: i32 = 9;
/// Space between the ends of two lines at one side of a box.
const PORT: i32 = 8;
/// How often neighbouring trunks are compared; more changes nothing that one would see.
const PASSES: usize = 6;

/// A line: from its start level to `track`, there up or down, and on to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub from: (i32, i32),
    /// Where it ends.
    pub to: (i32, i32),
    /// Where it goes up or down.
    pub track: i32,
}

/// The space between two columns.
#[derive(Debug)]
pub(super) struct Channel {
    /// How wide it has to be.
    pub(super) width: i32,
    /// For each edge in it: edge, height of its start, height of its end, track.
    edges: Vec<(usize, i32, i32, usize)>,
}

/// Lines that share an end, as one.
struct Trunk {
    /// Its edges, by their index in the channel.
    edges: Vec<usize>,
    /// The heights at which it comes from the left, and goes to the right.
    sides: [Vec<i32>; 2],
    track: usize,
}

/// Plans the channel behind each column but the last.
pub(super) fn plan(graph: &Graph, boxes: &[Rect]) -> Vec<Channel> {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); HEADS.len() - 1];
    for (index, edge) in graph.edges.iter().enumerate() {
        edges[graph.nodes[edge.from].kind.rank()].push(index);
    }
    edges.iter().enumerate().map(|(rank, edges)| channel(graph, boxes, rank, edges)).collect()
}

/// The lines of a graph, when the columns stand.
pub(super) fn lines(graph: &Graph, boxes: &[Rect], channels: &[Channel]) -> Vec<Line> {
    let mut lines = vec![Line { from: (0, 0), to: (0, 0), track: 0 }; graph.edges.len()];
    for &(edge, start, end, track) in channels.iter().flat_map(|channel| &channel.edges) {
        let [from, to] = [graph.edges[edge].from, graph.edges[edge].to].map(|node| &boxes[node]);
        let track = from.right() + SIDE + STEP * i32::try_from(track).unwrap_or(0);
        lines[edge] = Line { from: (from.right(), start), to: (to.x, end), track };
    }
    lines
}

fn channel(graph: &Graph, boxes: &[Rect], rank: usize, edges: &[usize]) -> Channel {
    // A sender's lines part; further on those of a queue and of a worker come together.
    let parting = rank == 0;
    let shared = |edge: usize| if parting { graph.edges[edge].from } else { graph.edges[edge].to };
    let mut found: FxHashMap<(usize, bool), usize> = FxHashMap::default();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (index, &edge) in edges.iter().enumerate() {
        let trunk = *found.entry((shared(edge), graph.edges[edge].broken)).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[trunk].push(index);
    }
    let starts = ports(edges, &members, parting, boxes, |edge| (graph.edges[edge].from, graph.edges[edge].to));
    let ends = ports(edges, &members, !parting, boxes, |edge| (graph.edges[edge].to, graph.edges[edge].from));
    let mut trunks: Vec<Trunk> = members.into_iter().map(|edges| trunk(edges, &starts, &ends)).collect();
    let tracks = set_tracks(&mut trunks);
    let mut track = vec![0; edges.len()];
    for trunk in &trunks {
        for edge in &trunk.edges {
            track[*edge] = trunk.track;
        }
    }
    let width = 2 * SIDE + STEP * i32::try_from(tracks.saturating_sub(1)).unwrap_or(0);
    let edges = edges.iter().enumerate().map(|(index, edge)| (*edge, starts[index], ends[index], track[index]));
    Channel { width, edges: edges.collect() }
}

/// The heights at which edges touch the boxes on one side of a channel: those of one trunk together where they share that
/// side, all others apart, in the order in which they go on, so that they do not cross at once.
fn ports(
    edges: &[usize],
    trunks: &[Vec<usize>],
    shared: bool,
    boxes: &[Rect],
    ends: impl Fn(usize) -> (usize, usize),
) -> Vec<i32> {
    let alone: Vec<Vec<usize>> = if shared { Vec::new() } else { (0..edges.len()).map(|edge| vec![edge]).collect() };
    let bundles = if shared { trunks } else { &alone };
    let mut at: FxHashMap<usize, Vec<(i64, usize)>> = FxHashMap::default();
    for (index, bundle) in bundles.iter().enumerate() {
        let Some(&first) = bundle.first() else { continue };
        let far: i64 = bundle.iter().map(|edge| i64::from(boxes[ends(edges[*edge]).1].middle())).sum();
        let mean = far / i64::try_from(bundle.len()).unwrap_or(1);
        at.entry(ends(edges[first]).0).or_default().push((mean, index));
    }
    let mut heights = vec![0; edges.len()];
    for (index, bundle) in bundles.iter().enumerate() {
        let Some(&first) = bundle.first() else { continue };
        let node = ends(edges[first]).0;
        let Some(here) = at.get_mut(&node) else { continue };
        here.sort_unstable();
        let position = here.iter().position(|(_, other)| *other == index).unwrap_or(0);
        let height = port(&boxes[node], position, here.len());
        for edge in bundle {
            heights[*edge] = height;
        }
    }
    heights
}

/// The height of one of several ports of a box.
fn port(rect: &Rect, position: usize, count: usize) -> i32 {
    let [position, last] = [position, count - 1].map(|number| i32::try_from(number).unwrap_or(i32::MAX / 64));
    let step = PORT.min((rect.height - 10) / last.max(1));
    rect.middle() + (2 * position - last) * step / 2
}

fn trunk(edges: Vec<usize>, starts: &[i32], ends: &[i32]) -> Trunk {
    let sides = [starts, ends].map(|heights| {
        let mut heights: Vec<i32> = edges.iter().map(|edge| heights[*edge]).collect();
        heights.sort_unstable();
        heights.dedup();
        heights
    });
    Trunk { edges, sides, track: 0 }
}

impl Trunk {
    /// From where to where it goes up or down.
    fn range(&self) -> (i32, i32) {
        let heights = || self.sides.iter().flatten().copied();
        (heights().min().unwrap_or(0), heights().max().unwrap_or(0))
    }

    /// How much it costs to have it on the left of another: crossings, and ten for lines that would lie on each other.
    fn cost_left_of(&self, other: &Self) -> usize {
        let within = |heights: &[i32], (top, bottom): (i32, i32)| {
            heights.partition_point(|height| *height <= bottom) - heights.partition_point(|height| *height < top)
        };
        let (mine, theirs) = (&self.sides[1], &other.sides[0]);
        let same = mine.iter().filter(|height| theirs.binary_search(height).is_ok()).count();
        within(mine, other.range()) + within(theirs, self.range()) + 10 * same
    }
}

/// Gives every trunk its track, and says how many there are.
fn set_tracks(trunks: &mut [Trunk]) -> usize {
    let ranges: Vec<(i32, i32)> = trunks.iter().map(Trunk::range).collect();
    let mut order: Vec<usize> = (0..trunks.len()).filter(|trunk| ranges[*trunk].0 < ranges[*trunk].1).collect();
    order.sort_by_key(|trunk| ranges[*trunk]);
    for _ in 0..PASSES {
        let mut moved = false;
        for at in 1..order.len() {
            let [left, right] = [at - 1, at].map(|at| &trunks[order[at]]);
            if right.cost_left_of(left) < left.cost_left_of(right) {
                order.swap(at - 1, at);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    // A track is free above the trunks on it that overlap nothing of the next one.
    let mut tracks: Vec<Vec<(i32, i32)>> = Vec::new();
    for &trunk in &order {
        let (top, bottom) = ranges[trunk];
        let meets = |range: &(i32, i32)| range.0 - STEP <= bottom && top <= range.1 + STEP;
        let track = tracks.iter().rposition(|track| track.iter().any(meets)).map_or(0, |last| last + 1);
        if track == tracks.len() {
            tracks.push(Vec::new());
        }
        tracks[track].push((top, bottom));
        trunks[trunk].track = track;
    }
    tracks.len()
}

//! A statement taken apart for the formatter: words in the order in which they are written, in groups that can stand on
//! lines of their own, and with each the comments that speak of it. Every comment goes to exactly one place.

use crate::language::statements::amend::STATEMENT as AMEND;
use crate::language::{self, Scope, entry};
use crate::parse::token::Kind;
use crate::parse::{Element, Item, Statement, Tree, Value};
use crate::source::{Source, Span};

/// A word that is never broken.
pub(super) struct Chunk<'a> {
    pub(super) text: String,
    /// Comments on lines of their own before it.
    pub(super) before: Vec<&'a str>,
    /// The comment behind it, at which its line ends.
    pub(super) after: Option<&'a str>,
    /// Whether it stays on a line of its own, because that comment speaks of it alone.
    pub(super) alone: bool,
    start: u32,
    rank: Rank,
}

/// Where a chunk is written: the group's place, that of equal groups, the place in the group.
type Rank = (usize, usize, usize);

/// The head of a statement with its pairs, or a clause with its pairs.
#[derive(Default)]
pub(super) struct Group<'a> {
    pub(super) chunks: Vec<Chunk<'a>>,
    /// The comment behind all of it.
    pub(super) after: Option<&'a str>,
}

/// The groups of a statement in the order of the vocabulary.
pub(super) fn groups<'a>(source: &'a Source, tree: &'a Tree, statement: &Statement) -> Vec<Group<'a>> {
    // `queue=…` in column 0 is a pair, and no statement `queue`.
    let is_pair = tree.items(statement).first().is_some_and(|item| start(item) == statement.keyword.start);
    let word = language::statement(source.slice(statement.keyword)).filter(|_| !is_pair);
    let amends = word.is_some_and(|word| word.word == AMEND.word);
    let amended = match tree.items(statement) {
        [Item::Value(value), ..] if amends => language::statement(source.slice(value.span)),
        _ => word,
    };
    let mut parts = Parts { source, tree, word: amended, amends, chunks: Vec::new() };
    parts.take(statement);
    let ends = parts.attach_comments(statement);
    let mut chunks = parts.chunks;
    chunks.sort_by_key(|chunk| chunk.rank);
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut last = None;
    for chunk in chunks {
        let of = (chunk.rank.0, chunk.rank.1);
        if last != Some(of) {
            last = Some(of);
            let after = ends.iter().find(|(group, _)| *group == of).map(|(_, text)| *text);
            groups.push(Group { chunks: Vec::new(), after });
        }
        if let Some(group) = groups.last_mut() {
            group.chunks.push(chunk);
        }
    }
    groups.iter_mut().for_each(part_comments);
    groups
}

/// Where the order puts a word with a comment behind it last, and another comment ends the group, the first goes before
/// its word: two cannot end one line.
fn part_comments(group: &mut Group<'_>) {
    if let (Some(_), Some(last)) = (group.after, group.chunks.last_mut()) {
        last.before.extend(last.after.take());
    }
}

struct Parts<'a> {
    source: &'a Source,
    tree: &'a Tree,
    word: Option<&'static language::Statement>,
    /// Whether that word stands behind `amend`.
    amends: bool,
    /// In the order of the source.
    chunks: Vec<Chunk<'a>>,
}

/// A group, by the first two numbers of its chunks' ranks.
type GroupRank = (usize, usize);

impl<'a> Parts<'a> {
    fn take(&mut self, statement: &Statement) {
        let mut items = self.tree.items(statement);
        // `pool=gevent` in column 0 has its key for a keyword.
        if items.first().is_none_or(|item| start(item) != statement.keyword.start) {
            self.push(self.source.slice(statement.keyword).to_owned(), statement.keyword.start, (0, 0, 0));
        }
        if let [amended @ Item::Value(_), rest @ ..] = items
            && self.amends
        {
            self.item(amended, (0, 0, 0));
            items = rest;
        }
        let mut head = items.len() - self.behind_the_head(items).len();
        // With an arrow in a wrong place nobody knows what belongs to what: the order is kept.
        if items[head..].iter().any(|item| matches!(item, Item::Arrow(_))) {
            head = items.len();
        }
        for item in &items[..head] {
            self.item(item, (0, 0, 0));
        }
        let mut scopes: Vec<Scope> = self.word.map_or(Vec::new(), |word| word.scopes.to_vec());
        let mut group = (0, 0);
        for item in &items[head..] {
            if let Item::Pair(pair) = item {
                let order = entry(&scopes, self.source.slice(pair.key)).map_or(usize::MAX, |entry| entry.index + 1);
                self.item(item, (group.0, group.1, order));
            } else {
                let clause = self.clause(item);
                scopes = clause.map_or(Vec::new(), |(_, scope)| vec![scope]);
                group = (clause.map_or(usize::MAX, |(order, _)| order + 1), group.1 + 1);
                self.item(item, (group.0, group.1, 0));
            }
        }
    }

    /// The items behind the subjects, the arrow and what the arrow points at.
    fn behind_the_head<'i>(&self, items: &'i [Item]) -> &'i [Item] {
        let items = match items {
            [first @ Item::Value(_), rest @ ..] if self.clause(first).is_none() => rest,
            items => items,
        };
        match items {
            [Item::Arrow(_), Item::Value(_), rest @ ..] | [Item::Arrow(_), rest @ ..] => rest,
            items => items,
        }
    }

    /// The place of a clause among those of the statement, and where its keys are looked up.
    fn clause(&self, item: &Item) -> Option<(usize, Scope)> {
        let Item::Value(value) = item else { return None };
        let word = self.source.slice(value.span);
        let clauses = self.word?.clauses;
        clauses.iter().position(|clause| clause.word == word).map(|order| (order, clauses[order].scope))
    }

    fn item(&mut self, item: &Item, rank: Rank) {
        match item {
            Item::Arrow(span) => self.push("->".to_owned(), span.start, rank),
            Item::Pair(pair) => {
                let text = format!("{}={}", self.source.slice(pair.key), self.value(&pair.value));
                self.push(text, pair.key.start, rank);
            }
            // A list of subjects may be broken behind each comma.
            Item::Value(value) => {
                let elements = self.tree.elements(value);
                for (index, element) in elements.iter().enumerate() {
                    let comma = if index + 1 < elements.len() { "," } else { "" };
                    self.push(format!("{}{comma}", self.element(element)), element.span().start, rank);
                }
            }
        }
    }

    fn push(&mut self, text: String, start: u32, rank: Rank) {
        self.chunks.push(Chunk { text, before: Vec::new(), after: None, alone: false, start, rank });
    }

    fn value(&self, value: &Value) -> String {
        let elements = self.tree.elements(value).iter().map(|element| self.element(element));
        elements.collect::<Vec<_>>().join(",")
    }

    fn element(&self, element: &Element) -> String {
        let low = self.source.slice(element.low.span);
        element.high.map_or_else(|| low.to_owned(), |high| format!("{low}..{}", self.source.slice(high.span)))
    }

    /// Gives each comment to the chunk behind which it stands, or before which it has a line of its own. Those that end
    /// a group are returned.
    fn attach_comments(&mut self, statement: &Statement) -> Vec<(GroupRank, &'a str)> {
        let mut ends: Vec<(GroupRank, &'a str)> = Vec::new();
        let mut trails = true;
        for index in statement.tokens() {
            match self.tree.tokens[index].kind {
                Kind::Newline => trails = false,
                Kind::Space => {}
                Kind::Comment => {
                    let span = self.tree.token_span(index);
                    let text = self.source.slice(span).trim_end();
                    let behind = self.chunks.partition_point(|chunk| chunk.start < span.start);
                    self.attach(text, behind, trails, &mut ends);
                }
                _ => trails = true,
            }
        }
        ends
    }

    fn attach(&mut self, text: &'a str, behind: usize, trails: bool, ends: &mut Vec<(GroupRank, &'a str)>) {
        let group = |chunk: &Chunk<'_>| (chunk.rank.0, chunk.rank.1);
        let next = self.chunks.get(behind).map(group);
        if trails && behind > 0 {
            let own = group(&self.chunks[behind - 1]);
            let free = !ends.iter().any(|(end, _)| *end == own);
            let alone = self.stands_alone(behind - 1);
            if next != Some(own) && free && !alone {
                ends.push((own, text));
                return;
            }
            let last = &mut self.chunks[behind - 1];
            if (next == Some(own) || alone) && last.after.is_none() {
                last.after = Some(text);
                last.alone = alone;
                return;
            }
        }
        let at = behind.min(self.chunks.len().saturating_sub(1));
        if let Some(chunk) = self.chunks.get_mut(at) {
            chunk.before.push(text);
        }
    }

    /// Whether a word is not the first of its group and stands on another line than the one before it: a comment behind
    /// it speaks of it alone.
    fn stands_alone(&self, index: usize) -> bool {
        let chunk = &self.chunks[index];
        let before = index.checked_sub(1).map(|index| &self.chunks[index]);
        let before = before.filter(|before| (before.rank.0, before.rank.1) == (chunk.rank.0, chunk.rank.1));
        before.is_some_and(|before| self.source.slice(Span::new(before.start, chunk.start)).contains('\n'))
    }
}

fn start(item: &Item) -> u32 {
    match item {
        Item::Arrow(span) => span.start,
        Item::Value(value) => value.span.start,
        Item::Pair(pair) => pair.key.start,
    }
}

//! Words of other trades as data: `trades.tsv` holds them, their weight, and the kinds that they speak against.

use crate::model::kind::Kind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words of a trade.
#[derive(Clone, Debug, PartialEq)]
pub struct TradeWords {
    /// Whether they speak in a title, a sheet's or a file's name.
    pub in_titles: bool,
    /// Whether they speak in headings.
    pub in_headings: bool,
    /// Whether they say that a row is a sum, which they do not where each row has its day.
    pub of_sums: bool,
    /// How much each counts against a kind.
    pub weight: f64,
    /// The kinds that they speak against; `None` for all.
    pub against: Option<Vec<Kind>>,
    /// The words.
    pub words: Vec<&'static str>,
}

impl TradeWords {
    /// Whether they speak against `kind`.
    pub fn is_against(&self, kind: Kind) -> bool {
        self.against.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }
}

static TRADES: LazyLock<Vec<TradeWords>> = LazyLock::new(|| {
    let rows = include_str!("trades.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(read).collect()
});

fn read(row: &'static str) -> Option<TradeWords> {
    let cells: Vec<&'static str> = row.split('\t').collect();
    let [place, weight, kinds, _, words] = cells.as_slice() else { return None };
    let against = if *kinds == "*" {
        None
    } else {
        Some(kinds.split_whitespace().map(Kind::from_id).collect::<Option<_>>()?)
    };
    Some(TradeWords {
        in_titles: *place != "heading",
        in_headings: matches!(*place, "heading" | "both"),
        of_sums: *place == "sums",
        weight: weight.parse().ok()?,
        against,
        words: words.split(' ').collect(),
    })
}

/// The words by their first characters, each with its trade.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<(&'static TradeWords, &'static str)>>> = LazyLock::new(|| {
    let mut out: BTreeMap<char, Vec<(&TradeWords, &str)>> = BTreeMap::new();
    for trade in TRADES.iter() {
        for word in &trade.words {
            out.entry(word.chars().next().unwrap_or_default()).or_default().push((trade, word));
        }
    }
    out
});

/// Returns the words of trades that a text has, each with its trade, as often as they stand in it.
pub fn trade_words(text: &str) -> impl Iterator<Item = (&'static TradeWords, &'static str)> + '_ {
    text.char_indices().flat_map(|(at, first)| {
        let rest = text.get(at..).unwrap_or_default();
        let known = BY_FIRST.get(&first).map(Vec::as_slice).unwrap_or_default();
        known.iter().filter(move |(_, word)| rest.starts_with(word)).copied()
    })
}

/// The words of all trades.
pub fn trades() -> &'static [TradeWords] {
    &TRADES
}

//! The body, the village and the person to which figures belong.

use super::normalised::NormalisedText;
use super::phrases::{ELSEWHERE, OTHERS, TOWN_WORK};
use crate::count::county::town_of;
use crate::figures::Figures;
use crate::model::body::Body;
use crate::model::place::GridKey;
use crate::order::Sort as _;
use std::ops::Range;

/// Words for bodies, a longer one before the one inside it.
const BODIES: &[(&str, &[Body])] = &[
    ("两代表一委员", &Body::ALL),
    ("代表委员", &Body::ALL),
    ("代表、委员", &Body::ALL),
    ("三支队伍", &Body::ALL),
    ("三类代表", &Body::ALL),
    ("党代会代表", &[Body::Party]),
    ("党代表", &[Body::Party]),
    ("人大代表", &[Body::Congress]),
    ("人民代表", &[Body::Congress]),
    ("镇人大", &[Body::Congress]),
    ("人大方面", &[Body::Congress]),
    ("政协方面", &[Body::Consultative]),
    ("政协委员", &[Body::Consultative]),
    ("政协", &[Body::Consultative]),
];

/// A name and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention<T> {
    pub at: usize,
    pub end: usize,
    pub what: T,
}

/// Returns what a range mentions last.
pub(super) fn last_in<'m, T>(all: &'m [Mention<T>], range: &Range<usize>) -> Option<&'m T> {
    all.iter().rev().find(|m| m.at >= range.start && m.end <= range.end).map(|m| &m.what)
}

/// Returns the places of all mentions in a range.
pub(super) fn mentions_in<T>(all: &[Mention<T>], range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let range = range.clone();
    all.iter().map(|m| m.at..m.end).filter(move |m| m.start >= range.start && m.end <= range.end)
}

/// A place that a draft names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum NamedPlace {
    Town,
    Village(String),
    Grid(GridKey),
    /// A place that is on no list, or several places.
    Unknown,
}

/// The names in a draft.
#[derive(Debug, Default)]
pub(super) struct DraftScope {
    /// The bodies, or none where another subject takes over.
    bodies: Vec<Mention<Vec<Body>>>,
    spots: Vec<Mention<NamedPlace>>,
    persons: Vec<Mention<(Body, String)>>,
    /// The villages of the township.
    villages: Vec<String>,
}

impl DraftScope {
    pub fn new(text: &NormalisedText, figures: &Figures) -> Self {
        let spots = spots(text, figures);
        let mut bodies = bodies(text);
        // 三都村走访300户次: a place at the start of a clause takes over from the body before it.
        bodies.extend(
            spots
                .iter()
                .filter(|m| m.what != NamedPlace::Town && text.begins_clause(m.at))
                .map(|m| Mention { at: m.at, end: m.at, what: Vec::new() }),
        );
        bodies.order_by_key(|m| m.at);
        let villages = figures.villages.iter().map(|v| v.name.clone()).collect();
        Self { bodies, spots, persons: persons(text, figures), villages }
    }

    /// Returns the bodies in force before a place; empty where there are none.
    pub fn bodies(&self, at: usize) -> &[Body] {
        self.bodies.iter().rev().find(|m| m.at < at).map_or(&[], |m| m.what.as_slice())
    }

    /// Returns the place named last in a sentence.
    pub fn spot(&self, sentence: &Range<usize>) -> &NamedPlace {
        last_in(&self.spots, sentence).unwrap_or(&NamedPlace::Town)
    }

    /// Returns the person named last in a sentence.
    pub fn person(&self, sentence: &Range<usize>) -> Option<&(Body, String)> {
        last_in(&self.persons, sentence)
    }

    /// Returns where a range names places.
    pub fn places(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        mentions_in(&self.spots, range)
    }

    /// Returns where a range names persons.
    pub fn named_persons(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        mentions_in(&self.persons, range)
    }

    /// Returns where a range names bodies.
    pub fn named_bodies(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        mentions_in(&self.bodies, range).filter(|named| !named.is_empty())
    }

    /// Returns the body that a range itself names, without those listed before it.
    pub fn body_in(&self, text: &NormalisedText, range: &Range<usize>) -> Option<Vec<Body>> {
        let named = self.named_bodies(range).last()?;
        BODIES.iter().find(|(word, _)| text.has(named.start, word)).map(|(_, bodies)| bodies.to_vec())
    }

    /// Returns the village that a range names, whatever is listed behind it.
    pub fn village_in(&self, text: &NormalisedText, range: &Range<usize>) -> Option<NamedPlace> {
        let named = self.places(range).last()?;
        let village =
            self.villages.iter().filter(|v| text.has(named.start, v)).max_by_key(|v| v.chars().count())?;
        Some(NamedPlace::Village(village.clone()))
    }

    /// Whether a place is inside a village's name.
    pub fn in_name(&self, at: usize) -> bool {
        self.spots.iter().any(|m| m.what != NamedPlace::Town && (m.at..m.end).contains(&at))
    }
}

fn bodies(text: &NormalisedText) -> Vec<Mention<Vec<Body>>> {
    let mut out: Vec<Mention<Vec<Body>>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some((word, found)) = BODIES.iter().find(|(w, _)| text.has(at, w)) {
            let end = at + word.chars().count();
            // 走访人大代表 names whom they visit.
            let visited = at >= 2 && (text.has(at - 2, "走访") || text.has(at - 2, "联系"));
            if !visited {
                let mut what = found.to_vec();
                // 党代表、人大代表和政协委员: all of them.
                if let Some(last) = out.last().filter(|m| !m.what.is_empty())
                    && joined(text, last.end..at)
                {
                    what = last.what.iter().copied().chain(what.iter().copied()).collect();
                    what.order();
                    what.dedup();
                }
                out.push(Mention { at, end, what });
            }
            at = end;
            continue;
        }
        // A paragraph has a subject of its own, unless a heading above it names one.
        let paragraph = at > 0 && text.begins_line(at) && !is_heading(text, at - 1);
        let heading = text.begins_line(at)
            && (text.first(at, &["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"]).is_some()
                || text.get(at) == Some('('));
        let begins = text.begins_clause(at) && text.first(at, &OTHERS).is_some() || is_of_town(text, at);
        if heading || begins || paragraph {
            out.push(Mention { at, end: at, what: Vec::new() });
        }
        at += 1;
    }
    out
}

/// Whether a sentence begins here whose words before its first figure tell of the township's work, and of no body.
fn is_of_town(text: &NormalisedText, at: usize) -> bool {
    if at == 0 || text.sentence(at) != at || !text.begins_clause(at) {
        return false;
    }
    let figure = (at..text.sentence_end(at)).find(|i| text.get(*i).is_some_and(|c| c.is_ascii_digit()));
    figure.is_some_and(|figure| {
        let words = at..figure;
        let bodies: Vec<&str> = BODIES.iter().map(|(word, _)| *word).collect();
        text.any(&words, &TOWN_WORK) && !text.any(&words, &bodies) && !text.any(&words, &["代表", "委员"])
    })
}

/// Whether the line that ends at a place is a heading: short, without a figure.
fn is_heading(text: &NormalisedText, end: usize) -> bool {
    let line = text.text(text.line(end)..end);
    let figures = line.chars().filter(char::is_ascii_digit).count();
    !line.is_empty() && line.chars().count() <= 24 && figures == 0 && !line.contains('。')
}

/// Whether the township is only compared with: 居全镇第一, 高于全镇平均.
fn is_compared(text: &NormalisedText, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| text.get(i));
    before.is_some_and(|c| "居占列于为".contains(c))
        || text.first(end, &["第", "前", "平均", "首", "最"]).is_some()
}

fn joined(text: &NormalisedText, between: Range<usize>) -> bool {
    let text = text.text(between);
    matches!(text.as_str(), "" | "、" | "和" | "与" | "及" | "以及" | ",")
}

fn spots(text: &NormalisedText, figures: &Figures) -> Vec<Mention<NamedPlace>> {
    let mut names: Vec<(Vec<char>, &str)> =
        figures.villages.iter().map(|v| (v.name.chars().collect(), v.name.as_str())).collect();
    names.order_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let here = text.chars.get(at..).unwrap_or_default();
        let found =
            if let Some((chars, name)) = names.iter().find(|(c, _)| !c.is_empty() && here.starts_with(c)) {
                let end = at + chars.len();
                // 三都村等5个村, 三都村、平地村: several.
                let several = text.get(end) == Some('等')
                    || (text.get(end) == Some('、')
                        && names
                            .iter()
                            .any(|(c, _)| text.chars.get(end + 1..).is_some_and(|rest| rest.starts_with(c))));
                Some(if several { (end, NamedPlace::Unknown) } else { grid(text, at, end, name, figures) })
            } else if let Some((_, n)) = text
                .first(at, &["全镇", "我镇", "全乡", "我乡", "各村", "全街道"])
                .filter(|(_, n)| !is_compared(text, at, at + n))
            {
                Some((at + n, NamedPlace::Town))
            } else if let Some((_, n)) =
                text.first(at, &ELSEWHERE).filter(|(_, n)| !is_compared(text, at, at + n))
            {
                Some((at + n, NamedPlace::Unknown))
            } else if text.begins_clause(at) {
                let other = unlisted(text, at).or_else(|| other_town(text, at, figures));
                other.map(|n| (at + n, NamedPlace::Unknown))
            } else {
                None
            };
        match found {
            Some((end, what)) => {
                out.push(Mention { at, end, what });
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// Returns the village, or its grid that the text names behind it, with the end of the name.
fn grid(
    text: &NormalisedText,
    at: usize,
    end: usize,
    village: &str,
    figures: &Figures,
) -> (usize, NamedPlace) {
    for grid in figures.grids.iter().filter(|g| g.village == village) {
        let whole = [
            grid.label(),
            grid.key.clone(),
            format!("{village}{}", grid.key),
            format!("{village}{}", grid.name),
        ];
        if let Some(name) = whole.iter().find(|name| name.len() > village.len() && text.has(at, name)) {
            return (at + name.chars().count(), NamedPlace::Grid(grid.key()));
        }
    }
    let numbered = text.get(end) == Some('第') && text.text(end..(end + 6).min(text.len())).contains("网格");
    (end, if numbered { NamedPlace::Unknown } else { NamedPlace::Village(village.to_owned()) })
}

/// Returns the length of a likely village's name at the start of a clause: two to four characters before 村 or 社区.
fn unlisted(text: &NormalisedText, at: usize) -> Option<usize> {
    const NOT: &str = "各全每本该农驻进入乡我共有在对到组织开展以等和与个的行政自然示范重点试点现辖为从向由按其余已是将多数相关一二三四五六七八九十两几为使让各";
    for n in 2..=4 {
        let end = match (text.get(at + n), text.has(at + n, "社区")) {
            (Some('村'), _) => n + 1,
            (_, true) => n + 2,
            _ => continue,
        };
        let name = text.text(at..at + n);
        let han = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let next = text.get(at + end);
        let word = next.is_some_and(|c| "干规级民委组两庄务镇容居史".contains(c));
        return (han && !word && !name.chars().any(|c| NOT.contains(c))).then_some(end);
    }
    None
}

/// Returns the length of the name of a town that is not this one at the start of a clause: two or three characters before
/// 镇 or 乡. Nothing is another where this one's name is not known, or where several are loaded.
fn other_town(text: &NormalisedText, at: usize, figures: &Figures) -> Option<usize> {
    const NOT: &str = "各全每本该我在对到组织开展以等和与及个的城集村进入为从向由按其余已是将多数相关一二三四五六七八九十两几使让";
    let own = figures.township.as_deref()?;
    if figures.villages.iter().any(|v| !town_of(&v.name).is_empty()) {
        return None;
    }
    for n in 2..=3 {
        if !matches!(text.get(at + n), Some('镇' | '乡')) {
            continue;
        }
        let name = text.text(at..at + n + 1);
        let han = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let next = text.get(at + n + 1);
        let word = next.is_some_and(|c| "干村级容政党人长机纪综政平司".contains(c));
        let other = han && !word && !name.chars().any(|c| NOT.contains(c)) && !own.ends_with(&name);
        return other.then_some(n + 1);
    }
    None
}

fn persons(text: &NormalisedText, figures: &Figures) -> Vec<Mention<(Body, String)>> {
    let mut out = Vec::new();
    for person in &figures.persons {
        let name: Vec<char> = person.name.chars().collect();
        if name.len() < 2 {
            continue;
        }
        let hits = text.chars.windows(name.len()).enumerate().filter(|(_, w)| *w == name.as_slice());
        out.extend(hits.map(|(at, w)| Mention {
            at,
            end: at + w.len(),
            what: (person.body, person.name.clone()),
        }));
    }
    out.order_by_key(|m| m.at);
    out
}

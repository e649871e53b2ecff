//! Headings parsed: Chinese headings end with their head, which says what the cells hold; what stands before says whose.

use super::classify::HeadedColumn;
use crate::catalogue::rules::HeadingRule;
use crate::catalogue::words::{ClassSet, Vocabulary};
use crate::input::value::heading;
use std::sync::LazyLock;

/// A word of a heading.
#[derive(Clone, Debug)]
pub struct Word {
    text: String,
    /// Its classes; none of a word that is known and says nothing.
    pub classes: ClassSet,
    /// Whether the vocabulary has it; the others are single characters.
    pub is_known: bool,
}

impl Word {
    /// Whether it is a Chinese character that the vocabulary lacks.
    pub fn is_unknown(&self) -> bool {
        !self.is_known && !self.text.is_ascii()
    }
}

/// A column's headings as words.
#[derive(Clone, Debug)]
pub struct ParsedHeading {
    /// The lowest heading.
    pub words: Vec<Word>,
    /// All headings from the top as one; `None` where there is only one.
    joined: Option<Vec<Word>>,
    /// The headings above the lowest one, from the top.
    uppers: Vec<Word>,
    /// All of them as one text.
    pub text: String,
}

/// Sets of classes that have a part in parsing.
pub struct HeadingMarks {
    /// Words that forbid a match.
    barring: ClassSet,
    bar: ClassSet,
    wrap: ClassSet,
    places: ClassSet,
    share: ClassSet,
    /// What belongs to the person above it.
    personal: ClassSet,
    /// Heads that unknown words may not narrow.
    strict: ClassSet,
}

static MARKS: LazyLock<HeadingMarks> = LazyLock::new(|| {
    let words = Vocabulary::shared();
    let set = |names: &str| words.set(names).unwrap_or_default();
    HeadingMarks {
        barring: set("BAR,SHOULD,FLAG"),
        bar: set("BAR"),
        wrap: set("WRAP"),
        places: set("VILLAGE,TOWN,GRID"),
        share: set("SHARE"),
        personal: set("NAMEP,PHONE,IDNO,SEX"),
        strict: set("NAMEP,PHONE,IDNO,HOUSEHOLDS,PEOPLE,PERSONS,TIMES,COUNT,SHARE,SPAN,SEX,POLIT")
            .union(words.roles()),
    }
});

impl ParsedHeading {
    /// Parses the headings of a column.
    pub fn new(column: &HeadedColumn) -> Self {
        let key = alternative(&column.lowest.key);
        let above = column.path.iter().rev().skip(1).rev();
        let above: Vec<String> =
            above.map(|h| without_form(alternative(&heading(h).key)).to_owned()).collect();
        let joined = (!above.concat().is_empty()).then(|| reduced(parted(&(above.concat() + key))));
        Self {
            words: reduced(parted(key)),
            joined,
            uppers: above.iter().flat_map(|upper| parted(upper)).collect(),
            text: column.joined.full.clone(),
        }
    }

    /// The classes of the lowest heading's head.
    pub fn head(&self) -> ClassSet {
        self.words.last().map_or(ClassSet::default(), |word| word.classes)
    }

    /// The words before the head.
    pub fn modifiers(&self) -> &[Word] {
        self.words.split_last().map_or(&[], |(_, before)| before)
    }

    /// The classes of the only word; none where there are several.
    pub fn alone(&self) -> ClassSet {
        if self.words.len() == 1 { self.head() } else { ClassSet::default() }
    }

    /// Whether a word of all headings has one of these classes.
    pub fn has(&self, classes: ClassSet) -> bool {
        self.joined.as_ref().unwrap_or(&self.words).iter().any(|word| word.classes.meets(classes))
    }

    /// Returns how well the headings are one of the rule's field: 1 with a word that it needs, less without, 0 not at all.
    /// First all headings as one, then the lowest, if nothing above bars it.
    pub fn grade(&self, rule: &HeadingRule) -> f64 {
        let Some(joined) = &self.joined else { return grade(rule, &self.words) };
        let whole = grade(rule, joined);
        if whole > 0.0 || self.uppers.iter().any(|word| word.classes.meets(MARKS.bar)) {
            return whole;
        }
        let own = grade(rule, &self.words);
        // Below a person stands what is his: 网格员／姓名. Whose row it is decides the caller.
        let is_owned = self.uppers.last().is_some_and(|w| w.classes.meets(Vocabulary::shared().roles()))
            && self.head().meets(MARKS.personal);
        if is_owned { own * 0.8 } else { own }
    }
}

/// The first of several alternatives (村/社区, 走访人、陪同人), or the last where the first is cut short (主/分办单位); without a sign
/// of shares or a number at its end (网格员2).
fn alternative(key: &str) -> &str {
    let key = key.trim_end_matches(['%', '‰']);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let key = if bare.is_ascii() { key } else { bare };
    let mut parts = key.split(['/', '、']);
    let first = parts.next().unwrap_or(key);
    let is_short = first.chars().count() == 1 && parted(first).iter().all(Word::is_unknown);
    let first = parts.next_back().filter(|last| is_short && !last.is_empty()).unwrap_or(first);
    match first.split_once('或') {
        Some((before, after)) if !before.is_empty() && !after.is_empty() => before,
        _ if first.is_empty() => key,
        _ => first,
    }
}

/// A heading above others without the words that only say that others are below it: 网格员基本情况.
fn without_form(key: &str) -> &str {
    let stripped = key.strip_suffix("情况").or_else(|| key.strip_suffix("信息"));
    stripped.map_or(key, |rest| rest.strip_suffix("基本").unwrap_or(rest))
}

/// Parts a text into the words that leave the fewest characters unknown, and of such the fewest.
pub fn parted(key: &str) -> Vec<Word> {
    let words = Vocabulary::shared();
    let key: String = key.chars().filter(|c| !matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”')).collect();
    let mut bounds: Vec<usize> = key.char_indices().map(|(at, _)| at).collect();
    bounds.push(key.len());
    let end = bounds.len() - 1;
    // For each place: the unknown characters and the words before it, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; end + 1];
    best[0] = Some((0, 0, 0));
    let slice =
        |from: usize, to: usize| bounds.get(from).zip(bounds.get(to)).and_then(|(a, b)| key.get(*a..*b));
    for from in 0..end {
        let Some((unknown, count, _)) = best[from] else { continue };
        let longest = words.longest().max(1);
        for (to, slot) in best.iter_mut().enumerate().skip(from + 1).take(longest) {
            let is_known = slice(from, to).is_some_and(|word| words.classes(word).is_some());
            let found = match (is_known, to - from) {
                (true, _) => (unknown, count + 1, from),
                (false, 1) => (unknown + 1, count + 1, from),
                _ => continue,
            };
            if slot.is_none_or(|(u, c, _)| (found.0, found.1) < (u, c)) {
                *slot = Some(found);
            }
        }
    }
    let mut out = Vec::new();
    let mut to = end;
    while to > 0 {
        let Some((.., from)) = best[to] else { break };
        let text = slice(from, to).unwrap_or_default();
        let known = words.classes(text);
        out.push(Word {
            text: text.to_owned(),
            classes: known.unwrap_or_default(),
            is_known: known.is_some(),
        });
        to = from;
    }
    out.reverse();
    out
}

/// Joins the words at the end that make one: 网格 + 名称 is a grid, 走访 + 人 who visits, 被 + 走访 + 人 who is visited.
fn reduced(mut words: Vec<Word>) -> Vec<Word> {
    let vocabulary = Vocabulary::shared();
    let set = |names: &str| vocabulary.set(names).unwrap_or_default();
    let join = |words: &mut Vec<Word>, parts: usize, classes: ClassSet| {
        let text = words.split_off(words.len() - parts).into_iter().map(|w| w.text).collect();
        words.push(Word { text, classes, is_known: true });
    };
    match words.as_slice() {
        [.., passive, verb, last] if passive.text == "被" && last.classes.meets(set("AGENT,PATIENT")) => {
            let is_visit = verb.classes.meets(set("VISIT"));
            join(&mut words, 3, set(if is_visit { "R_VISITED" } else { "R_OTHER" }));
        }
        [passive, verb] if passive.text == "被" && verb.classes.meets(set("VISIT")) => {
            join(&mut words, 2, set("R_VISITED,VISITW"));
        }
        _ => {}
    }
    while let [.., left, right] = words.as_slice() {
        let joined = match vocabulary.join(left.classes, right.classes) {
            None if left.text == right.text => Some(left.classes),
            other => other,
        };
        let Some(classes) = joined else { break };
        join(&mut words, 2, classes);
    }
    words
}

/// Returns how well words are one of the rule's field. From the head leftwards: what stands nearest says whose or which;
/// once a word that the rule needs is met, what is further left only narrows.
fn grade(rule: &HeadingRule, words: &[Word]) -> f64 {
    let marks = &*MARKS;
    let Some((head, modifiers)) = words.split_last() else { return 0.0 };
    if !head.classes.meets(rule.heads) || (head.classes.meets(marks.share) && !rule.heads.meets(marks.share))
    {
        return 0.0;
    }
    let roles = Vocabulary::shared().roles();
    let is_person = head.classes.meets(roles) && rule.heads.meets(roles);
    let mut has_needed = head.classes.meets(rule.need);
    let (mut unknown, mut narrowing) = (0, 0);
    for word in modifiers.iter().rev() {
        let may_stand = word.classes.meets(rule.allow.union(rule.need));
        if !word.is_known {
            if !has_needed {
                return 0.0;
            }
            unknown += 1;
        } else if word.classes.meets(marks.barring) && !may_stand {
            return 0.0;
        } else if word.classes.meets(rule.need) {
            has_needed = true;
        } else if may_stand
            || word.classes.meets(marks.wrap)
            || (is_person && word.classes.meets(marks.places))
        {
        } else if has_needed {
            narrowing += 1;
        } else {
            return 0.0;
        }
    }
    if (unknown > 0 && rule.heads.meets(marks.strict)) || unknown > 4 {
        return 0.0;
    }
    let says_more = modifiers.iter().any(|word| !word.classes.meets(marks.wrap));
    let grade = match () {
        () if rule.need.is_empty() && rule.bare >= 0.8 && says_more => 1.0,
        () if rule.need.is_empty() || !has_needed => rule.bare,
        () => rule.full,
    };
    grade * if unknown > 0 { 0.7 } else { 1.0 } * if narrowing > 0 { 0.8 } else { 1.0 }
}

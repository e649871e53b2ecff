//! Names of persons.

use std::borrow::Cow;

use super::normalise::{is_blank, is_nothing, tidy};

/// A name and the note behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The name without white space and note.
    pub name: Cow<'a, str>,
    /// The bracket (支书, 女) or the phone number behind the name.
    pub note: Option<String>,
}

/// Returns a person's name as it is compared: `张 三` is 张三, full-width forms are ASCII, the dots of minority names are `·`,
/// a note behind it is removed. The number of an account twin stays (张三2, 张三(2)): see [`twin`].
///
/// ```
/// use gelan::input::value::{person, persons, twin};
/// assert_eq!(person("张 三（支书）"), "张三");
/// assert_eq!(persons("张三、李四等5人"), ["张三", "李四"]);
/// assert_eq!(twin("张三（2）"), Some(("张三", "2")));
/// ```
pub fn person(text: &str) -> Cow<'_, str> {
    person_with_note(text).name
}

/// As [`person`], with the note.
pub fn person_with_note(text: &str) -> Person<'_> {
    let name = one_dot(tidy(text));
    match note_start(&name) {
        None => Person { name, note: None },
        Some(at) => {
            let note = name.get(at..).unwrap_or("").trim_matches(['(', ')', ':', '/', ',']).to_owned();
            let name = match name {
                Cow::Borrowed(t) => Cow::Borrowed(t.get(..at).unwrap_or(t)),
                Cow::Owned(mut t) => {
                    t.truncate(at);
                    Cow::Owned(t)
                }
            };
            Person { name, note: Some(note).filter(|note| !note.is_empty()) }
        }
    }
}

/// Writes all dots that people type inside minority names as `·`; a full stop only between two characters that are not
/// ASCII.
fn one_dot(name: Cow<'_, str>) -> Cow<'_, str> {
    const DOTS: [char; 7] = ['•', '・', '･', '‧', '∙', '●', '.'];
    if !name.contains(DOTS) {
        return name;
    }
    let chars: Vec<char> = name.chars().collect();
    let wide = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| !c.is_ascii());
    let unified: String = chars
        .iter()
        .enumerate()
        .map(
            |(at, &c)| {
                if DOTS.contains(&c) && wide(at.checked_sub(1)) && wide(Some(at + 1)) { '·' } else { c }
            },
        )
        .collect();
    Cow::Owned(unified)
}

/// Returns where the note begins: at a bracket that closes the text and holds more than a twin's mark, or at a run of
/// digits as long as a phone number.
fn note_start(name: &str) -> Option<usize> {
    if let Some(open) = name.strip_suffix(')').and_then(|t| t.rfind('(')) {
        let inside = name.get(open + 1..name.len() - 1).unwrap_or("");
        return (open > 0 && !is_twin_mark(inside)).then_some(open);
    }
    let phone = |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '/' | '+');
    let at = name.trim_end_matches(phone).len();
    let digits = name.get(at..)?.bytes().filter(u8::is_ascii_digit).count();
    (at > 0 && digits >= 7).then_some(at)
}

fn is_twin_mark(mark: &str) -> bool {
    matches!(mark, "大" | "小")
        || (1..=2).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit())
        || mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Returns the base name and the mark of an account twin: 张三2, 张三（2）, 张三A, 张三（大）; `None` for an ordinary name.
pub fn twin(name: &str) -> Option<(&str, &str)> {
    let name = name.trim_matches(is_blank);
    let closed = name.strip_suffix(')').or_else(|| name.strip_suffix('）'));
    let (base, mark) = match closed {
        Some(open) => {
            let at = open.rfind(['(', '（'])?;
            let width = if open.get(at..)?.starts_with('(') { 1 } else { '（'.len_utf8() };
            (open.get(..at)?, open.get(at + width..)?.trim_matches(is_blank))
        }
        None => {
            let is_mark =
                |c: char| tidy(c.encode_utf8(&mut [0; 4])).bytes().all(|b| b.is_ascii_alphanumeric());
            let base = name.trim_end_matches(is_mark);
            (base, name.get(base.len()..)?)
        }
    };
    let base = base.trim_matches(is_blank);
    let marked = is_twin_mark(&tidy(mark));
    (marked && base.chars().count() >= 2 && !base.chars().any(|c| c.is_ascii())).then_some((base, mark))
}

/// Lists the persons of a cell in order, separated by 、，,;；/| or a line break, or by white space between full names. `张 三`
/// stays one name, notes are removed, `无` and strokes are nobody.
pub fn persons(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let parts = text.split(|c: char| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '、' | '，' | ',' | ';' | '；' | '/' | '／' | '|' | '\n' | '\r')
    });
    for part in parts {
        names_apart_by_space(part, &mut found);
    }
    if let Some(last) = found.last_mut() {
        let whole = last.trim_end_matches(|c: char| c.is_ascii_digit() || c == '人' || c == '名');
        if let Some(name) = last.strip_suffix('等').or_else(|| whole.strip_suffix('等'))
            && name.chars().count() >= 2
        {
            last.truncate(name.len());
        }
    }
    found
}

fn names_apart_by_space(part: &str, found: &mut Vec<String>) {
    let tokens: Vec<&str> = part.split(is_blank).filter(|t| !t.is_empty()).collect();
    let length = |at: usize| tokens.get(at).map_or(0, |t| t.chars().count());
    let ascii = !tokens.is_empty() && tokens.iter().all(|t| t.is_ascii());
    if tokens.len() < 2 || part.contains(['(', '（']) || ascii {
        push(part, found);
        return;
    }
    let mut at = 0;
    while at < tokens.len() {
        let singles = (at..tokens.len()).take_while(|&i| length(i) == 1).count();
        let take = match singles {
            0 => {
                // 李建 国 and 欧阳 修: a last single character belongs to the name before.
                let tail =
                    length(at + 1) == 1 && length(at + 2) != 1 && length(at) == 2 && at + 2 >= tokens.len();
                if tail { 2 } else { 1 }
            }
            1 => 2,
            3 => 3,
            _ => 2,
        };
        let name: String = tokens.iter().skip(at).take(take).copied().collect();
        push(&name, found);
        at += take;
    }
}

fn push(text: &str, found: &mut Vec<String>) {
    let name = person(text);
    let nobody = is_nothing(&name) || matches!(name.as_ref(), "空缺" | "暂缺" | "缺" | "待定" | "待配");
    if !nobody && !name.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        found.push(name.into_owned());
    }
}

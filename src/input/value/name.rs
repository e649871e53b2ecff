//! Names of persons.

use std::borrow::Cow;

use super::normalise::{is_blank, is_nothing, tidy};
use super::numeral::is_numeral;

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
/// use gelan_core::input::value::{person, persons, twin};
/// assert_eq!(person("张 三（支书）"), "张三");
/// assert_eq!(persons("张三、李四等5人"), ["张三", "李四"]);
/// assert_eq!(twin("张三（2）"), Some(("张三", "2")));
/// ```
pub fn person(text: &str) -> Cow<'_, str> {
    person_with_note(text).name
}

/// As [`person`], with the note.
pub fn person_with_note(text: &str) -> Person<'_> {
    let whole = one_dot(tidy(text));
    let at = note_start(&whole);
    let note = whole.get(at.unwrap_or(whole.len())..).unwrap_or("").trim_matches(['(', ')', ':', '/', ',']);
    let note = Some(note.to_owned()).filter(|note| !note.is_empty());
    let end = plain_end(whole.get(..at.unwrap_or(whole.len())).unwrap_or(&whole));
    let name = match whole {
        Cow::Borrowed(t) => Cow::Borrowed(t.get(..end).unwrap_or(t)),
        Cow::Owned(mut t) => {
            t.truncate(end);
            Cow::Owned(t)
        }
    };
    Person { name, note }
}

/// What people write behind a name without meaning it as a part of it.
const STYLES: [&str; 8] = ["领衔提出", "领衔", "牵头", "提出", "同志", "先生", "女士", "老师"];

/// Returns where the name ends: before 同志, 领衔, 等3人 and their like.
fn plain_end(name: &str) -> usize {
    let is_several = |rest: &str| {
        let counted =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c) || "余多".contains(c));
        counted.is_empty() || counted.starts_with(['人', '名', '位'])
    };
    let others = name.rfind('等').filter(|at| is_several(name.get(at + '等'.len_utf8()..).unwrap_or("-")));
    let bare = name.get(..others.unwrap_or(name.len())).unwrap_or(name);
    let plain = STYLES.iter().find_map(|style| bare.strip_suffix(style)).unwrap_or(bare);
    if plain.chars().count() >= 2 { plain.len() } else { name.len() }
}

/// Whether a cell for a person says that there is none: blank, a stroke, 空缺, 待招聘, 未明确, （空）.
pub fn is_nobody(text: &str) -> bool {
    const BEGINNINGS: &str = "待 暂 未 空 缺 无 拟 正在 尚未 尚缺 尚无 没有 招聘 补选";
    let word = tidy(text);
    let word = word.trim_matches(['(', ')', '[', ']', '【', '】']);
    let vacant = || word.chars().count() <= 6 && BEGINNINGS.split(' ').any(|w| word.starts_with(w));
    is_nothing(word) || vacant() || word.ends_with("空缺") || word.ends_with("待定")
}

/// Dots inside names, as input methods give them out.
const DOTS: [char; 7] = ['•', '・', '･', '‧', '∙', '●', '.'];

/// Writes all dots that people type inside minority names as `·`; a full stop only between two characters that are not
/// ASCII.
fn one_dot(name: Cow<'_, str>) -> Cow<'_, str> {
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
    found
}

/// Surnames of two characters.
const COMPOUND: &str =
    "欧阳 司马 上官 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 夏侯 轩辕 端木 百里 南宫 独孤 呼延";

/// Whether a word beside a name is an office and no name.
fn is_office(word: &str) -> bool {
    const OFFICES: &str = "支书 书记 主任 村长 组长 网格员 网格长 委员 会计 文书 同志 队长 村干部 干部 代表 联户长 站长 所长 镇长 乡长";
    OFFICES.split(' ').any(|office| word.ends_with(office))
}

fn names_apart_by_space(part: &str, found: &mut Vec<String>) {
    let tokens: Vec<&str> = part.split(is_blank).filter(|t| !t.is_empty()).collect();
    // 张三 支书 is one person with an office.
    let tokens: Vec<&str> = match tokens.split_first() {
        Some((first, rest)) => {
            std::iter::once(*first).chain(rest.iter().copied().filter(|t| !is_office(t))).collect()
        }
        None => tokens,
    };
    let length = |at: usize| tokens.get(at).map_or(0, |t| t.chars().count());
    let ascii = !tokens.is_empty() && tokens.iter().all(|t| t.is_ascii());
    if tokens.len() < 2 || part.contains(['(', '（']) || part.contains(DOTS) || part.contains('·') || ascii
    {
        push(&tokens.concat(), found);
        return;
    }
    let mut at = 0;
    while at < tokens.len() {
        let singles = (at..tokens.len()).take_while(|&i| length(i) == 1).count();
        let take = match singles {
            0 => {
                // 李建 国 and 欧阳 修: a last single character belongs to the name before.
                let compound =
                    tokens.get(at).is_some_and(|t| COMPOUND.split(' ').any(|surname| surname == *t));
                let tail = compound
                    || length(at + 1) == 1
                        && length(at + 2) != 1
                        && length(at) == 2
                        && at + 2 >= tokens.len();
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
    if !is_nobody(&name) && !name.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        found.push(name.into_owned());
    }
}

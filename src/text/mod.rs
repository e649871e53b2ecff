//! Every text of the page in two languages, by one flat table, and numbers as people read them.
//!
//! The code holds the Chinese; [`t`] and [`say!`](crate::say) give it in the language of the thread. `texts.tsv` has a
//! line for each text: the Chinese, a tab, the English. `tests/house/texts.rs` finds a text that lacks its line, a line
//! that nothing uses, and two languages with other gaps `{…}`.
//!
//! Chinese is the key, so the code reads as the page does, and a missing line costs the English only.

pub mod format;
pub mod formula;
pub mod markup;
pub mod percent;
pub mod pinyin;
pub mod veil;
pub mod zip;

pub use crate::say;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// Both, in the order in which the page offers them.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Returns the tag that `<html lang>` and files hold.
    pub fn id(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Returns the language of a tag; `None` if no language has it.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// Returns the other language.
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Returns the name of the language in the language itself.
    pub fn title(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "English",
        }
    }

    /// Returns the same where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "EN",
        }
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Zh) };
}

/// Returns the language of this thread.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Changes the language of this thread.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// Returns the lines of the table: Chinese, English.
pub fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("texts.tsv").lines().filter_map(|line| line.split_once('\t'))
}

/// Returns a text in the language of this thread; the text itself if the table lacks it.
///
/// ```
/// use gelan_core::text::{Language, set_language, t};
/// assert_eq!(t("总览"), "总览");
/// set_language(Language::En);
/// assert_eq!((t("总览"), t("表里没有的话")), ("Overview", "表里没有的话"));
/// ```
pub fn t(zh: &'static str) -> &'static str {
    translate_if_known(zh)
}

/// Returns a text that may be a person's own in the language of this thread: only what the table has is translated.
pub fn translate_if_known(zh: &str) -> &str {
    match language() {
        Language::Zh => zh,
        Language::En => english().get(zh).copied().unwrap_or(zh),
    }
}

fn english() -> &'static HashMap<&'static str, &'static str> {
    static ENGLISH: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    ENGLISH.get_or_init(|| lines().collect())
}

/// Returns a unit in the language of this thread.
///
/// A word that is both a unit and a heading (村: villages, and Village) has a second line in the table, with `@` before
/// it; an empty English there means that the unit is left out.
#[must_use]
pub fn unit(zh: &'static str) -> &'static str {
    match language() {
        Language::Zh => zh,
        Language::En => english().get(format!("@{zh}").as_str()).copied().unwrap_or_else(|| t(zh)),
    }
}

/// Fills the gaps of a pattern: `{name}` by the argument of that name, `{}` by the next of `arguments`.
///
/// Of `[many|one]` stands the second if the last number was 1, so that English says 1 row, 2 rows; a unit right behind a
/// 1 is said of one as well.
///
/// ```
/// use gelan_core::text::fill;
/// assert_eq!(fill("{name}：{} 行", &[("", &3), ("name", &"走访.csv")]), "走访.csv：3 行");
/// assert_eq!((fill("多{了}", &[]), fill("少{", &[])), ("多".to_owned(), "少".to_owned()));
/// let rows = |n: &str| fill("{n} row[s] in {} [are|is] {m} {u}", &[("", &"b"), ("n", &n), ("m", &n), ("u", &"cases")]);
/// assert_eq!([rows("2"), rows("1")], ["2 rows in b are 2 cases", "1 row in b is 1 case"]);
/// ```
pub fn fill(pattern: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut next = 0;
    let mut number = String::new();
    while let Some((before, after)) = rest.split_once(['{', '[']) {
        out.push_str(before);
        let is_gap = rest.as_bytes().get(before.len()) == Some(&b'{');
        let Some((name, behind)) = after.split_once(if is_gap { '}' } else { ']' }) else {
            rest = after;
            break;
        };
        rest = behind;
        if !is_gap {
            let (many, one) = name.split_once('|').unwrap_or((name, ""));
            out.push_str(if number == "1" { one } else { many });
            continue;
        }
        let found = if name.is_empty() {
            next += 1;
            arguments.get(next - 1)
        } else {
            arguments.iter().find(|(n, _)| *n == name)
        };
        if let Some((_, value)) = found {
            let value = value.to_string();
            out.push_str(if before == " " { unit_for(&number, &value) } else { &value });
            if value.starts_with(|c: char| c.is_ascii_digit()) {
                number = value;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Returns a unit as it is said of a number: of 1, English has another word than of many.
///
/// ```
/// use gelan_core::text::unit_for;
/// let units = ["households", "people", "copies", "户", ""];
/// assert_eq!(units.map(|unit| unit_for("1", unit)), ["household", "person", "copy", "户", ""]);
/// assert_eq!(unit_for("11", "households"), "households");
/// ```
pub fn unit_for<'u>(number: &str, unit: &'u str) -> &'u str {
    match unit {
        _ if number != "1" => unit,
        "people" => "person",
        "copies" => "copy",
        "entries" => "entry",
        many => many.strip_suffix('s').unwrap_or(many),
    }
}

/// Returns a sentence in the language of this thread, its gaps filled.
///
/// An argument is a variable of the gap's name, `name = expression`, or the next one for `{}`. Numbers are formatted
/// before they are passed.
///
/// ```
/// let (n, name) = (3, "走访.csv");
/// assert_eq!(gelan_core::say!("{name}：{n} 行", n, name), "走访.csv：3 行");
/// assert_eq!(gelan_core::say!("{name}：{} 行", n + 1, name), "走访.csv：4 行");
/// assert_eq!(gelan_core::say!("{n} 行", n = n * 2), "6 行");
/// ```
#[macro_export]
macro_rules! say {
    ($pattern:literal $(,)?) => { $crate::text::t($pattern).to_owned() };
    ($pattern:literal, $($rest:tt)+) => {
        $crate::text::fill($crate::text::t($pattern), &$crate::arguments!([] $($rest)+ ,))
    };
}

/// Names the arguments of [`say!`](crate::say).
#[doc(hidden)]
#[macro_export]
macro_rules! arguments {
    ([$($done:expr,)*] $(,)?) => { [$($done,)*] };
    ([$($done:expr,)*] $name:ident = $value:expr, $($rest:tt)*) => {
        $crate::arguments!([$($done,)* (stringify!($name), &$value as &dyn ::std::fmt::Display),] $($rest)*)
    };
    ([$($done:expr,)*] $name:ident, $($rest:tt)*) => {
        $crate::arguments!([$($done,)* (stringify!($name), &$name as &dyn ::std::fmt::Display),] $($rest)*)
    };
    ([$($done:expr,)*] $value:expr, $($rest:tt)*) => {
        $crate::arguments!([$($done,)* ("", &$value as &dyn ::std::fmt::Display),] $($rest)*)
    };
}

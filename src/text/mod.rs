//! The words of the page in two languages, by one flat table.
//!
//! Code says everything in Chinese; [`t`] and [`say!`](crate::say) give it in the language that is on. The table
//! `texts.tsv` holds a line for each: the Chinese, a tab, the English. `tests/house/texts.rs` fails when a text of the
//! code is missing there, when a line is no longer used, and when the two differ in their gaps `{…}`.
//!
//! Chinese is the key, so the code reads as the page does, and a forgotten line costs English only.

pub mod format;
pub mod markup;
pub mod percent;
pub mod pinyin;
pub mod zip;

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::{Display, Write};
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
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Its tag, as `<html lang>` and files have it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The one of a tag.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Its name in itself.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "English",
        }
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Zh) };
}

/// The language that is on, in this thread.
#[must_use]
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Changes the language of this thread.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// The lines of the table: Chinese, English.
pub fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("texts.tsv").lines().filter_map(|line| line.split_once('\t'))
}

/// A text in the language that is on; the text itself where the table lacks it.
#[must_use]
pub fn t(zh: &'static str) -> &'static str {
    told(zh)
}

/// The same for a text that may be a person's own: only what the table has is said in another language.
#[must_use]
pub fn told(zh: &str) -> &str {
    static ENGLISH: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    match language() {
        Language::Zh => zh,
        Language::En => ENGLISH.get_or_init(|| lines().collect()).get(zh).copied().unwrap_or(zh),
    }
}

/// A unit in the language that is on. A word that is a unit and a heading too (村: villages, and Village) has a line
/// of its own in the table, with `@` before it; an empty one says nothing.
#[must_use]
pub fn unit(zh: &'static str) -> &'static str {
    static ENGLISH: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    match language() {
        Language::Zh => zh,
        Language::En => {
            let units = || lines().filter_map(|(zh, en)| Some((zh.strip_prefix('@')?, en))).collect();
            ENGLISH.get_or_init(units).get(zh).copied().unwrap_or_else(|| t(zh))
        }
    }
}

/// Fills the gaps of a pattern: `{name}` by the argument of that name, `{}` by the next one.
#[must_use]
pub fn fill(pattern: &str, arguments: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut next = 0;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let found = if name.is_empty() {
            next += 1;
            arguments.get(next - 1)
        } else {
            arguments.iter().find(|(n, _)| *n == name)
        };
        if let Some((_, value)) = found {
            // A String takes whatever is written.
            let _ = write!(out, "{value}");
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A sentence with gaps in the language that is on: `say!("{n} 个文件", n)`, `say!("{n} 个", n = files.len())`, or
/// `say!("{} 个", files.len())`. What goes into a gap is formatted before.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_by_name_and_in_order() {
        let (n, name) = (3, "走访.csv");
        assert_eq!(say!("{name}：{n} 行", n, name), "走访.csv：3 行");
        assert_eq!(say!("{}：{} 行", name, n + 1), "走访.csv：4 行");
        assert_eq!(say!("{n} 行", n = n * 2), "6 行");
        assert_eq!(say!("没有空"), "没有空");
        assert_eq!(fill("多{了}", &[]), "多");
        assert_eq!(fill("少{", &[]), "少");
    }

    #[test]
    fn english_comes_from_the_table_and_only_where_it_is_on() {
        assert_eq!(t("总览"), "总览");
        set_language(Language::En);
        assert_eq!(t("总览"), "Overview");
        assert_eq!(t("表里没有的话"), "表里没有的话");
        set_language(Language::Zh);
    }
}

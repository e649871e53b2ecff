//! Yes and no.

use super::normalise::tidy;
use crate::model::cell::Value;

/// What a cell of a yes-or-no column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// √, 是, 有, 已建, 1 …
    Yes,
    /// ×, 否, 无, 未建, 0 …
    No,
    /// Something else, such as a date, a name or a number: the column decides
    /// whether it means yes.
    Other,
}

const YES: &[&str] = &[
    "√",
    "✓",
    "✔",
    "☑",
    "v",
    "是",
    "有",
    "已",
    "建",
    "对",
    "1",
    "y",
    "yes",
    "t",
    "true",
    "达标",
    "已达标",
    "合格",
    "完成",
    "齐全",
    "全部达标",
];
const NO: &[&str] = &[
    "×",
    "✗",
    "✘",
    "✕",
    "✖",
    "╳",
    "x",
    "☒",
    "□",
    "☐",
    "否",
    "无",
    "未",
    "没有",
    "没",
    "不",
    "不是",
    "错",
    "0",
    "n",
    "no",
    "f",
    "false",
    "不达标",
    "不合格",
    "待建",
    "待修订",
    "不齐全",
    "不完善",
];

/// Reads a yes-or-no text. `None` where it is blank or a stroke.
#[must_use]
pub fn flag(text: &str) -> Option<Flag> {
    let word = tidy(text).to_ascii_lowercase();
    let word = word.trim_end_matches(['。', '.', ';']);
    if word.chars().all(|c| matches!(c, '/' | '\\' | '-' | '—' | '–' | '―')) {
        return None;
    }
    Some(if YES.contains(&word) {
        Flag::Yes
    } else if NO.contains(&word) {
        Flag::No
    } else {
        done(word)
    })
}

/// 已建立 and 未建立: the mark and a verb of one to three characters.
fn done(word: &str) -> Flag {
    let mut chars = word.chars();
    let first = chars.next();
    let verb = chars.as_str();
    let plain = (1..=3).contains(&verb.chars().count())
        && verb.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    match first {
        Some('已') if plain => Flag::Yes,
        Some('未') if plain => Flag::No,
        _ => Flag::Other,
    }
}

/// Reads a yes-or-no cell: truth values and the numbers 1 and 0 too.
#[must_use]
pub fn flag_of(value: &Value<'_>) -> Option<Flag> {
    match value {
        Value::Text(text) => flag(text),
        Value::Bool(true) => Some(Flag::Yes),
        Value::Bool(false) => Some(Flag::No),
        Value::Number(1.0) => Some(Flag::Yes),
        Value::Number(0.0) => Some(Flag::No),
        Value::Number(_) | Value::Date(_) | Value::Error(_) => Some(Flag::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for text in [
            "√",
            "✓",
            "✔",
            "是",
            "有",
            "已",
            "已建",
            "已修订",
            "已建立",
            "1",
            "Y",
            "ｙ",
            "true",
            "达标",
            " 是 ",
        ] {
            assert_eq!(flag(text), Some(Flag::Yes), "{text}");
        }
        for text in ["×", "✗", "否", "无", "未", "未建", "未修订", "0", "N", "false", "不达标", "没有", "X"]
        {
            assert_eq!(flag(text), Some(Flag::No), "{text}");
        }
        for text in ["", " ", "/", "—", "-"] {
            assert_eq!(flag(text), None, "{text}");
        }
        for text in ["2023年4月22日", "三都村综治中心", "5", "已于2023年修订", "张三", "已3次"]
        {
            assert_eq!(flag(text), Some(Flag::Other), "{text}");
        }
    }

    #[test]
    fn cells() {
        assert_eq!(flag_of(&Value::Bool(true)), Some(Flag::Yes));
        assert_eq!(flag_of(&Value::Number(1.0)), Some(Flag::Yes));
        assert_eq!(flag_of(&Value::Number(0.0)), Some(Flag::No));
        assert_eq!(flag_of(&Value::Number(2.0)), Some(Flag::Other));
        assert_eq!(flag_of(&Value::Error("#REF!".into())), Some(Flag::Other));
    }
}

//! Yes and no.

use super::normalise::tidy;
use crate::model::cell::Value;

/// The answer of a cell in a yes-or-no column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// √, 是, 有, 已建, 1 …
    Yes,
    /// ×, 否, 无, 未建, 0 …
    No,
    /// Something else, such as a date, a name or a number; the column decides whether it means yes.
    Other,
}

const YES: &str = "√ ✓ ✔ ☑ v 是 有 已 建 对 1 y yes t true 达标 已达标 合格 完成 齐全 \
    全部达标";
const NO: &str = "× ✗ ✘ ✕ ✖ ╳ x ☒ □ ☐ 否 无 未 没有 没 不 不是 错 0 n no f false \
    不达标 不合格 待建 待修订 不齐全 不完善";

/// Reads a yes-or-no text; `None` where it is blank or a stroke.
///
/// ```
/// use gelan_core::input::value::{YesNo, flag};
/// assert_eq!(flag("已建立"), Some(YesNo::Yes));
/// assert_eq!(flag("×"), Some(YesNo::No));
/// assert_eq!(flag("正在修订"), Some(YesNo::No));
/// assert_eq!(flag("2023年4月22日"), Some(YesNo::Other));
/// assert_eq!(flag("/"), None);
/// ```
pub fn flag(text: &str) -> Option<YesNo> {
    let word = tidy(text).to_ascii_lowercase();
    let word = word.trim_end_matches(['。', '.', ';']);
    if word.chars().all(|c| matches!(c, '/' | '\\' | '-' | '—' | '–' | '―')) {
        return None;
    }
    Some(if YES.split(' ').any(|yes| yes == word) {
        YesNo::Yes
    } else if NO.split(' ').any(|no| no == word) || is_not_yet(word) {
        YesNo::No
    } else {
        done(word)
    })
}

/// Words with which something begins that is not done yet, or not as it should be.
const NOT_YET: &str =
    "正在 在建 筹建 筹备 拟 计划 预计 准备 即将 将于 待 未 尚未 还未 暂未 仍未 暂缓 不 没 缺";
/// What 中 ends where it means that something is going on; 王建中 is a name.
const GOING_ON: &str = "修订 建设 筹建 筹备 组建 推进 制定 制订 完善 申报 施工 装修 进行 审核 审批 改造 起草 讨论 选址 规划 公示 \
    整改 办理 换届 选举 征求意见";

/// Whether the text says that something is planned, under way or wanting; what is done besides (已修订，待公示) is done.
fn is_not_yet(word: &str) -> bool {
    let going_on = word.strip_suffix('中').is_some_and(|t| GOING_ON.split(' ').any(|verb| t.ends_with(verb)));
    let later = word.chars().any(|c| c == '拟')
        || word.contains('未') && !word.contains(|c: char| c.is_ascii_digit());
    !word.contains('已') && (going_on || later || NOT_YET.split(' ').any(|w| word.starts_with(w)))
}

/// Reads 已建立: the mark and a verb of one to three characters.
fn done(word: &str) -> YesNo {
    let mut chars = word.chars();
    let first = chars.next();
    let verb = chars.as_str();
    let plain = (1..=3).contains(&verb.chars().count())
        && verb.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    match first {
        Some('已') if plain => YesNo::Yes,
        _ => YesNo::Other,
    }
}

/// Reads a yes-or-no cell: truth values and the numbers 1 and 0 too.
pub fn flag_of(value: &Value<'_>) -> Option<YesNo> {
    match value {
        Value::Text(text) => flag(text),
        Value::Bool(true) => Some(YesNo::Yes),
        Value::Bool(false) => Some(YesNo::No),
        Value::Number(1.0) => Some(YesNo::Yes),
        Value::Number(0.0) => Some(YesNo::No),
        Value::Number(_) | Value::Date(_) | Value::Error(_) => Some(YesNo::Other),
    }
}

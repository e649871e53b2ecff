//! How a matter ended, and what people thought of it.

use super::normalise::tidy;
use super::numeral::numeral;

/// The state of a case or a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Status {
    /// 已办结, 已解决, A类: done.
    Closed,
    /// 转办, 移交: handed to another office.
    Referred,
    /// 办理中, 未办结, B, C and D类: not done.
    Open,
}

/// The answer of people who were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Satisfaction {
    /// 满意, 非常满意
    Satisfied,
    /// 基本满意, 较满意
    Mostly,
    /// 一般: neither satisfied nor dissatisfied.
    Neutral,
    /// 不满意, 不太满意
    Dissatisfied,
}

/// A longer remark tells a story, and a keyword in it proves nothing.
const LONGEST_WORD: usize = 20;

const OPEN: &str = "办理中 处理中 调处中 调解中 化解中 解决中 推进中 进行中 处置中 核查中 整改中 受理中 调查中 核实中 \
    派遣中 正在 在办 待办 待处 待解决 待化解 待调 待定 待核 待受理 待分 待派 待审 待回复 待答复 挂账 未 不能 无法 没有 尚 暂 \
    列入计划 留作参考 条件不成熟 部分 失败 不成功 不予 已受理 跟踪 持续";
const CLOSED: &str = "办结 结案 已结 已解决 全部解决 得到解决 妥善解决 已化解 化解成功 成功化解 调解成功 已调解 \
    已完成 办理完毕 处理完毕 处置完毕 解决完毕 调处完毕 已处理 已办理 已处置 已落实 已整改 已销号 \
    已归档 办完 化解完毕 达成调解 达成协议 达成和解 已和解 自行和解 调处成功 已调处 已答复 答复完毕 已回复 回复完毕 \
    办毕 完结 销案 已关闭 办理完成 处置完成 处理完成";
/// What says, behind a word of [`CLOSED`], that the matter is open all the same. Other words there speak of what came
/// after: 已办结（未回访）, 办结（不予采纳）.
const OPEN_BEHIND: &str = "办理中 处理中 调处中 调解中 化解中 解决中 推进中 进行中 处置中 整改中 正在 在办 \
    未办结 未解决 未化解 未完成 未处理 未结 未成功 未达成 未果 无果 未到 不成功 失败 反弹";
const CLOSED_ALONE: &str = "解决 化解 完成 了结 销号 闭环 成功";
const REFERRED: &str = "转办 转交 移交 移送 转送 转报 转相关 转有关 转部门 转上级 转至 转由";

/// Reads a status word; `None` where it is blank, unknown, or says two things at once.
///
/// ```
/// use gelan_core::input::value::{Status, status};
/// assert_eq!(status("A类（已解决）"), Some(Status::Closed));
/// assert_eq!(status("未转办"), Some(Status::Open));
/// assert_eq!(status("已转办，已办结"), None);
/// ```
///
/// Of the classes of answers to representatives, A (solved) is closed; B (being solved or planned), C (kept for reference)
/// and D (explained) are open.
pub fn status(text: &str) -> Option<Status> {
    let word = tidy(text);
    match word.as_ref() {
        "" => return None,
        "已办结" | "办结" | "已解决" => return Some(Status::Closed),
        "转办" => return Some(Status::Referred),
        "办理中" | "未办结" => return Some(Status::Open),
        _ => {}
    }
    if word.chars().count() > LONGEST_WORD {
        return None;
    }
    match class(&word) {
        Some((found, rest)) => match in_words(rest) {
            Some(other) if other != found => None,
            _ => Some(found),
        },
        None => in_words(&word),
    }
}

/// Returns the class at the beginning (A类, B（…）, C) and the text behind it.
fn class(word: &str) -> Option<(Status, &str)> {
    let mut chars = word.chars();
    let found = match chars.next()?.to_ascii_uppercase() {
        'A' => Status::Closed,
        'B' | 'C' | 'D' => Status::Open,
        _ => return None,
    };
    let rest = chars.as_str();
    match rest.chars().next() {
        None => Some((found, "")),
        Some('类' | '級' | '级' | '(' | ':' | '-' | '、') => Some((found, rest)),
        Some(_) => None,
    }
}

fn in_words(word: &str) -> Option<Status> {
    let has = |words: &str| words.split(' ').any(|w| word.contains(w));
    let referred = has(REFERRED);
    let closes = CLOSED.split(' ').filter_map(|w| word.split_once(w)).min_by_key(|(before, _)| before.len());
    let stands = |before: &str| !OPEN.split(' ').any(|w| before.contains(w));
    if let Some((_, behind)) = closes.filter(|(before, _)| stands(before) && !referred) {
        let open = OPEN_BEHIND.split(' ').any(|w| behind.contains(w)) || behind.starts_with('中');
        return Some(if open { Status::Open } else { Status::Closed });
    }
    if has(OPEN) {
        // 未转办 and 正在移交 are not handed over yet.
        return Some(Status::Open);
    }
    let bare = word.trim_matches(['(', ')', '类', '级', ':', '-', '、', '。']);
    let closed = has(CLOSED) || CLOSED_ALONE.split(' ').any(|w| w == bare);
    match (closed, referred) {
        (true, false) => Some(Status::Closed),
        (false, true) => Some(Status::Referred),
        _ => None,
    }
}

/// Reads an answer on satisfaction; `None` where it is blank or unknown.
///
/// ```
/// use gelan_core::input::value::{Satisfaction, satisfaction};
/// assert_eq!(satisfaction("较满意"), Some(Satisfaction::Mostly));
/// assert_eq!(satisfaction("★★★★☆"), Some(Satisfaction::Satisfied));
/// assert_eq!(satisfaction("95分"), None);
/// ```
///
/// Stars, of five, are the grades of GB/T 39735-2020 (好差评): 非常满意, 满意, 基本满意, 不满意, 非常不满意. Points have no
/// such standard and are unknown.
pub fn satisfaction(text: &str) -> Option<Satisfaction> {
    let word = tidy(text);
    let word = word.trim_end_matches(['。', '.']);
    if let Some(stars) = stars(word) {
        return Some(match stars {
            4.. => Satisfaction::Satisfied,
            3 => Satisfaction::Mostly,
            _ => Satisfaction::Dissatisfied,
        });
    }
    let answers = [
        (Satisfaction::Satisfied, "满意 非常满意 很满意 十分满意 完全满意 特别满意"),
        (Satisfaction::Mostly, "基本满意 较满意 比较满意 较为满意"),
        (Satisfaction::Neutral, "一般 一般满意"),
        (
            Satisfaction::Dissatisfied,
            "不满意 很不满意 非常不满意 不太满意 较不满意 不够满意 极不满意 十分不满意",
        ),
    ];
    answers.into_iter().find(|(_, words)| words.split(' ').any(|w| w == word)).map(|(answer, _)| answer)
}

/// Returns the stars of ★★★★☆, 5星 and 五星级, from one to five.
fn stars(word: &str) -> Option<u64> {
    let drawn = word.chars().filter(|c| matches!(c, '★' | '⭐' | '🌟')).count() as u64;
    let only = word.chars().all(|c| matches!(c, '★' | '⭐' | '🌟' | '☆' | '\u{FE0F}'));
    let written = || {
        let figure = word.trim_end_matches(['级', '好', '评']).strip_suffix('星')?.trim_end_matches('颗');
        figure.parse().ok().or_else(|| numeral(figure))
    };
    if only { Some(drawn) } else { written() }.filter(|stars| (1..=5).contains(stars))
}

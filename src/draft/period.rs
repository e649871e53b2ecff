//! The periods that a draft names: 2024年上半年, 一季度, 1至6月.

use super::flat::Flat;
use crate::model::cell::Day;
use crate::model::period::Period;
use crate::model::period::PeriodChoice;
use std::ops::Range;

/// A period where it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub at: usize,
    pub end: usize,
    pub choice: Choice,
}

/// What a text names as a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// One of the calendar.
    Of(PeriodChoice),
    /// 去年同期 and the like: the same days a year before, where the data go back so far.
    YearAgo,
    /// 去年 and the like, for which there are no figures.
    Before,
}

const QUARTERS: [(&str, u32); 8] = [
    ("一季度", 1),
    ("二季度", 2),
    ("三季度", 3),
    ("四季度", 4),
    ("1季度", 1),
    ("2季度", 2),
    ("3季度", 3),
    ("4季度", 4),
];

/// How far into a draft its own period is looked for, in characters.
const HEAD: usize = 400;

/// The period that the draft itself is about: the first that it names at its beginning with a year.
#[must_use]
pub fn own(text: &str) -> Option<PeriodChoice> {
    let flat = Flat::new(text);
    let all = find(&flat, None);
    all.iter().find_map(|n| match n.choice {
        // A day is a meeting's or a letter's.
        Choice::Of(choice) if n.at < HEAD && choice.period().is_some_and(|p| p.from < p.to) => Some(choice),
        _ => None,
    })
}

/// Every period that a draft names, its own first; each once.
#[must_use]
pub fn named(text: &str) -> Vec<PeriodChoice> {
    let flat = Flat::new(text);
    let own = own(text);
    let mut out: Vec<PeriodChoice> = own.into_iter().collect();
    for named in find(&flat, own.and_then(year_of)) {
        if let Choice::Of(choice) = named.choice
            && !out.contains(&choice)
        {
            out.push(choice);
        }
    }
    out
}

/// The year of a period.
pub(super) fn year_of(choice: PeriodChoice) -> Option<i32> {
    match choice {
        PeriodChoice::Year(y)
        | PeriodChoice::Half(y, _)
        | PeriodChoice::Quarter(y, _)
        | PeriodChoice::Month(y, _) => Some(y),
        other => other.period().map(|p| p.from.ymd().0),
    }
}

/// Every period named; where none names its year, `year` is taken, and those without one are left out. A year that is
/// named stands for the rest of its sentence.
pub(super) fn find(flat: &Flat, year: Option<i32>) -> Vec<Named> {
    let mut out = Vec::new();
    let mut in_force = year;
    let mut at = 0;
    while at < flat.len() {
        if flat.masked[at] {
            at += 1;
            continue;
        }
        if year.is_some() && flat.get(at).is_some_and(|c| matches!(c, '。' | ';' | '\n')) {
            in_force = year;
        }
        if let Some((_, n)) = flat.first(at, &["去年同期", "上年同期"]) {
            out.push(Named { at, end: at + n, choice: Choice::YearAgo });
            at += n;
            continue;
        }
        if let Some((_, n)) = flat.first(at, &["去年", "上年度", "上年"]) {
            // 去年12月, 去年上半年.
            let found = part(flat, at + n, year.map(|y| y - 1), false);
            let (end, choice) =
                found.map_or((at + n, Choice::Before), |(end, choice)| (end, Choice::Of(choice)));
            out.push(Named { at, end, choice });
            at = end;
            continue;
        }
        let (start, stated) = year_at(flat, at);
        if stated.is_some() {
            in_force = stated;
        }
        let (of, in_force_here) =
            if flat.has(at, "今年") { (at + 2, year.or(in_force)) } else { (start, in_force) };
        match part(flat, of, in_force_here, stated.is_some()) {
            Some((end, choice)) => {
                out.push(Named { at, end, choice: Choice::Of(choice) });
                at = end;
            }
            None => at = start.max(at + 1),
        }
    }
    out
}

/// 2024年, 二〇二四年.
fn year_at(flat: &Flat, at: usize) -> (usize, Option<i32>) {
    let text = flat.text(at..(at + 4).min(flat.len()));
    let after_digit = at > 0 && flat.get(at - 1).is_some_and(|c| c.is_ascii_digit());
    let read = crate::input::value::numeral(&text)
        .or_else(|| text.parse().ok())
        .and_then(|y| i32::try_from(y).ok())
        .filter(|y| (1990..2100).contains(y));
    match read {
        Some(year) if !after_digit && flat.get(at + 4) == Some('年') => {
            let end = if flat.get(at + 5) == Some('度') { at + 6 } else { at + 5 };
            (end, Some(year))
        }
        _ => (at, None),
    }
}

/// What follows a year, or stands alone.
fn part(flat: &Flat, at: usize, year: Option<i32>, with_year: bool) -> Option<(usize, PeriodChoice)> {
    let y = year?;
    for (word, half) in [("上半年", 1), ("下半年", 2)] {
        if flat.has(at, word) {
            return Some((at + 3, PeriodChoice::Half(y, half)));
        }
    }
    let from = if flat.get(at) == Some('第') { at + 1 } else { at };
    if let Some((word, quarter)) = QUARTERS.iter().find(|(w, _)| flat.has(from, w)) {
        return Some((from + word.chars().count(), PeriodChoice::Quarter(y, *quarter)));
    }
    if flat.has(at, "前三季度") {
        return span(y, 1, 9).map(|p| (at + 4, p));
    }
    if let Some(found) = months(flat, at, y).or_else(|| month_in_words(flat, at, y)) {
        return Some(found);
    }
    let whole = with_year
        && (flat.get(at - 1) == Some('度')
            || flat.first(at, &["工作总结", "全年", "基层治理", "工作情况", "工作报告"]).is_some());
    (whole || flat.has(at, "全年"))
        .then(|| (if flat.has(at, "全年") { at + 2 } else { at }, PeriodChoice::Year(y)))
}

fn span(year: i32, first: u32, last: u32) -> Option<PeriodChoice> {
    if (first, last) == (1, 6) || (first, last) == (7, 12) {
        return Some(PeriodChoice::Half(year, first / 6 + 1));
    }
    if last == first + 2 && first % 3 == 1 {
        return Some(PeriodChoice::Quarter(year, last / 3));
    }
    if (first, last) == (1, 12) {
        return Some(PeriodChoice::Year(year));
    }
    let from = PeriodChoice::Month(year, first).period()?.from;
    let to = PeriodChoice::Month(year, last).period()?.to;
    (from <= to).then_some(PeriodChoice::Free(Period { from, to }))
}

fn small(flat: &Flat, at: usize) -> Option<(usize, u32)> {
    let digit = |i: usize| flat.get(i).is_some_and(|c| c.is_ascii_digit());
    if at > 0 && (digit(at - 1) || flat.get(at - 1) == Some('.')) {
        return None;
    }
    let end = (at..at + 3).find(|i| !digit(*i))?;
    flat.text(at..end).parse().ok().map(|n| (end, n)).filter(|(e, _)| *e > at)
}

/// 1至6月, 1月至6月, 3月份, 3月5日, 1月1日至6月30日.
fn months(flat: &Flat, at: usize, year: i32) -> Option<(usize, PeriodChoice)> {
    let (mut end, first) = small(flat, at)?;
    if !(1..=12).contains(&first) {
        return None;
    }
    let is_to = |i: usize| matches!(flat.get(i), Some('-' | '至' | '到'));
    let month = flat.get(end) == Some('月');
    if month {
        end += 1;
    }
    let days = if month { small(flat, end).filter(|(e, _)| flat.get(*e) == Some('日')) } else { None };
    if let Some((e, day)) = days {
        end = e + 1;
        let from = Day::from_ymd(year, first, day)?;
        if is_to(end) {
            let of = end + 1;
            let (e, month) = small(flat, of)?;
            let (e, last) = small(flat, e + 1)
                .filter(|(d, _)| flat.get(e) == Some('月') && flat.get(*d) == Some('日'))?;
            let to = Day::from_ymd(year, month, last)?;
            return (from <= to).then(|| {
                let whole = span(year, first, month).filter(|c| c.period() == Some(Period { from, to }));
                (e + 1, whole.unwrap_or(PeriodChoice::Free(Period { from, to })))
            });
        }
        // 截至6月30日, 6月30日前: no day by itself.
        let till = flat.any(&(at.saturating_sub(10)..at), &["截至", "截止", "到", "至"])
            || flat.first(end, &["前", "止", "以", "起", "之", "印", "下", "召开"]).is_some();
        return (!till).then_some((end, PeriodChoice::Free(Period { from, to: from })));
    }
    if is_to(end) {
        let (e, last) = small(flat, end + 1)?;
        if flat.get(e) != Some('月') || !(1..=12).contains(&last) {
            return None;
        }
        let end = if flat.get(e + 1) == Some('份') { e + 2 } else { e + 1 };
        return span(year, first, last).map(|p| (end, p));
    }
    if !month {
        return None;
    }
    is_month(flat, at, end).map(|end| (end, PeriodChoice::Month(year, first)))
}

/// 三月, 十二月份.
fn month_in_words(flat: &Flat, at: usize, year: i32) -> Option<(usize, PeriodChoice)> {
    const WORDS: [&str; 12] =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    if at > 0 && flat.get(at - 1).is_some_and(|c| "十一二三四五六七八九".contains(c)) {
        return None;
    }
    let month = WORDS.iter().rposition(|w| flat.has(at, w))?;
    let end = at + WORDS.get(month)?.chars().count();
    is_month(flat, at, end).map(|end| (end, PeriodChoice::Month(year, month as u32 + 1)))
}

/// Where a month that is named ends; `None` where it is a day's, a letter's, or but the end of a period.
fn is_month(flat: &Flat, at: usize, end: usize) -> Option<usize> {
    const STARTS: [&str; 6] = ["以来", "起", "开始", "之前", "前", "以后"];
    const ENDS: [&str; 6] = ["截至", "截止", "到", "至", "自", "从"];
    // 截至2024年6月 too.
    let before = at.saturating_sub(7)..at;
    if flat.any(&before, &ENDS) {
        return None;
    }
    if flat.get(end) == Some('份') {
        return flat.first(end + 1, &STARTS).is_none().then_some(end + 1);
    }
    if flat.first(end, &STARTS).is_some() {
        return None;
    }
    // A letter's month ends its line or stands in brackets; 3月5日, 6月底 and 3月中旬 are days.
    let goes_on = flat
        .get(end)
        .is_some_and(|c| c == ',' || ('\u{4E00}'..='\u{9FFF}').contains(&c) && !"日底初末中上下".contains(c));
    let digits = (end..).find(|i| !flat.get(*i).is_some_and(|c| c.is_ascii_digit())).unwrap_or(end);
    let counts = digits > end && !matches!(flat.get(digits), Some('日' | '号'));
    (goes_on || counts).then_some(end)
}

/// The period that a figure's own sentence names before it; the nearest counts.
pub(super) fn in_force(all: &[Named], sentence: Range<usize>) -> Option<Choice> {
    all.iter().rev().find(|n| n.at >= sentence.start && n.end <= sentence.end).map(|n| n.choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        named(text).into_iter().map(PeriodChoice::title).collect()
    }

    #[test]
    fn a_draft_names_its_own_period() {
        let title = |text| own(text).map(PeriodChoice::title);
        assert_eq!(title("好花红镇2024年上半年基层治理情况").as_deref(), Some("2024年上半年"));
        assert_eq!(title("二〇二四年第一季度工作小结").as_deref(), Some("2024年第1季度"));
        assert_eq!(title("2024年1—6月，全镇").as_deref(), Some("2024年上半年"));
        assert_eq!(title("2024年1月1日至6月30日，全镇").as_deref(), Some("2024年上半年"));
        assert_eq!(title("2024年度工作总结").as_deref(), Some("2024年"));
        assert_eq!(title("今天是2024年7月12日。上半年，全镇").as_deref(), Some("2024年上半年"));
        assert_eq!(title("截至2024年6月30日，全镇"), None);
        assert_eq!(title("按照省委2023年部署"), None);
        assert_eq!(title("没有年份的上半年"), None);
        assert_eq!(title("2024年3月，全镇开展").as_deref(), Some("2024年3月"));
        assert_eq!(title("好花红镇\n2024年7月\n全镇开展"), None);
    }

    #[test]
    fn further_periods_take_its_year() {
        assert_eq!(
            titles("2024年上半年情况\n一季度开展3场，5月份开展2场，3月5日开展1次，去年同期5场。"),
            ["2024年上半年", "2024年第1季度", "2024年5月", "2024-03-05 至 2024-03-05"]
        );
        assert_eq!(
            titles(
                "2024年上半年情况\n3月，宣讲9场；三月份2场，截至6月，五月底，2023年全年8场，今年4月9场。二季度1场。去年12月3场"
            ),
            ["2024年上半年", "2024年3月", "2023年", "2024年4月", "2024年第2季度", "2023年12月"]
        );
    }
}

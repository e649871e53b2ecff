//! The periods that a draft names: 2024年上半年, 一季度, 1至6月.

use super::normalised::NormalisedText;
use super::scope::{Mention, last_in};
use crate::input::value::date::written_year;
use crate::input::value::date_point::WrittenDate;
use crate::input::value::scan::TextCursor;
use crate::input::value::{clock, numeral};
use crate::model::cell::Day;
use crate::model::period::{Period, PeriodChoice};
use std::ops::Range;

/// The period that a mention means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MentionedPeriod {
    /// One of the calendar.
    Of(PeriodChoice),
    /// 去年同期 and the like: the same days a year before, where the data go back so far.
    YearAgo,
    /// 去年 and the like, for which there are no figures.
    Before,
}

/// The characters at the beginning of a draft that may name its own period.
const HEAD: usize = 400;

/// Returns the period that the draft itself is about: the first that it names at its beginning with a year.
pub fn own(text: &str) -> Option<PeriodChoice> {
    let normalised = NormalisedText::new(text);
    let all = find(&normalised, None);
    all.iter().find_map(|n| match n.what {
        // A day is a meeting's or a letter's.
        MentionedPeriod::Of(choice) if n.at < HEAD && choice.period().is_some_and(|p| p.from < p.to) => {
            Some(choice)
        }
        _ => None,
    })
}

/// Returns every period that a draft names, its own first, each once.
pub fn named(text: &str) -> Vec<PeriodChoice> {
    let normalised = NormalisedText::new(text);
    let own = own(text);
    let mut out: Vec<PeriodChoice> = own.into_iter().collect();
    for named in find(&normalised, own.and_then(year_of)) {
        if let MentionedPeriod::Of(choice) = named.what
            && !out.contains(&choice)
        {
            out.push(choice);
        }
    }
    out
}

/// Returns the year of a period.
pub(super) fn year_of(choice: PeriodChoice) -> Option<i32> {
    match choice {
        PeriodChoice::Year(y)
        | PeriodChoice::Half(y, _)
        | PeriodChoice::Quarter(y, _)
        | PeriodChoice::Month(y, _)
        | PeriodChoice::Months(y, ..) => Some(y),
        other => other.period().map(|p| p.from.ymd().0),
    }
}

/// Returns every mention of a period. A year that the text names counts for the rest of its sentence, `year` for mentions
/// without one; without either they are left out.
pub(super) fn find(text: &NormalisedText, year: Option<i32>) -> Vec<Mention<MentionedPeriod>> {
    let mut out = Vec::new();
    let mut in_force = year;
    let mut at = 0;
    while at < text.len() {
        if text.masked[at] {
            at += 1;
            continue;
        }
        if year.is_some() && text.get(at).is_some_and(|c| matches!(c, '。' | ';' | '\n')) {
            in_force = year;
        }
        if let Some((_, n)) = text.first(at, &["去年同期", "上年同期"]) {
            out.push(Mention { at, end: at + n, what: MentionedPeriod::YearAgo });
            at += n;
            continue;
        }
        if let Some((_, n)) = text.first(at, &["去年", "上年度", "上年"]) {
            // 去年12月, 去年上半年.
            let found = part(text, at + n, year.map(|y| y - 1), false);
            let (end, what) = found.map_or((at + n, MentionedPeriod::Before), |(end, choice)| {
                (end, MentionedPeriod::Of(choice))
            });
            out.push(Mention { at, end, what });
            at = end;
            continue;
        }
        let (start, stated) = year_at(text, at);
        if stated.is_some() {
            in_force = stated;
        }
        let (of, in_force_here) =
            if text.has(at, "今年") { (at + 2, year.or(in_force)) } else { (start, in_force) };
        match part(text, of, in_force_here, stated.is_some()) {
            Some((end, choice)) => {
                out.push(Mention { at, end, what: MentionedPeriod::Of(choice) });
                at = end;
            }
            None => at = start.max(at + 1),
        }
    }
    out
}

/// Reads 2024年, 二〇二四年度; returns where it ends, `at` itself where there is none.
fn year_at(text: &NormalisedText, at: usize) -> (usize, Option<i32>) {
    let after_digit = is_digit(at.checked_sub(1).and_then(|i| text.get(i)));
    match written_year(&text.text(at..(at + 4).min(text.len()))) {
        Some(year) if !after_digit && text.get(at + 4) == Some('年') => {
            (if text.get(at + 5) == Some('度') { at + 6 } else { at + 5 }, Some(year))
        }
        _ => (at, None),
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Reads what follows a year, or stands alone.
fn part(
    text: &NormalisedText,
    at: usize,
    year: Option<i32>,
    with_year: bool,
) -> Option<(usize, PeriodChoice)> {
    let year = year?;
    let before = at.checked_sub(1).and_then(|i| text.get(i));
    let begins = text.get(at).is_some_and(|first| {
        "上下前第".contains(first)
            || (first.is_ascii_digit() && !is_digit(before) && before != Some('.'))
            || (numeral::is_everyday(first) && !before.is_some_and(numeral::is_everyday))
    });
    let found = begins.then(|| named_part(text, at, year).or_else(|| month(text, at, year))).flatten();
    if found.is_some() {
        return found;
    }
    let all = text.has(at, "全年");
    let whole = with_year
        && (before == Some('度')
            || text.first(at, &["工作总结", "基层治理", "工作情况", "工作报告"]).is_some());
    (all || whole).then(|| (if all { at + 2 } else { at }, PeriodChoice::Year(year)))
}

/// Reads 上半年, 第一季度, 前三季度, 1至6月.
fn named_part(text: &NormalisedText, at: usize, year: i32) -> Option<(usize, PeriodChoice)> {
    let (end, date) = text.parse(at, |cursor| WrittenDate::take_part_of_year(cursor, Some(year)))?;
    // 一季稻: a crop.
    let dated = date.resolve(None).ok().filter(|_| text.get(end - 1) != Some('季'))?;
    Some((end, PeriodChoice::from_period(Period { from: dated.first, to: dated.last })))
}

/// Reads 3月份, 三月, 3月5日, 1月1日至6月30日.
fn month(text: &NormalisedText, at: usize, year: i32) -> Option<(usize, PeriodChoice)> {
    let (end, month) = text.parse(at, |cursor| numbered(cursor, "月"))?;
    let Some((end, day)) = text.parse(end, |cursor| numbered(cursor, "日")) else {
        let choice = PeriodChoice::Month(year, month);
        return choice.period().and_then(|_| Some((is_month(text, at, end)?, choice)));
    };
    let from = Day::from_ymd(year, month, day)?;
    if matches!(text.get(end), Some('-' | '至' | '到')) {
        let last = |cursor: &mut TextCursor<'_>| Some((numbered(cursor, "月")?, numbered(cursor, "日")?));
        let (end, (month, day)) = text.parse(end + 1, last)?;
        let to = Day::from_ymd(year, month, day)?;
        return (from <= to).then(|| (end, PeriodChoice::from_period(Period { from, to })));
    }
    // 截至6月30日, 6月30日前: no day by itself.
    let till = text.any(&(at.saturating_sub(10)..at), &["截至", "截止", "到", "至"])
        || text.first(end, &["前", "止", "以", "起", "之", "印", "下", "召开"]).is_some();
    (!till).then_some((end, PeriodChoice::Free(Period { from, to: from })))
}

/// Takes a number and the word behind it.
fn numbered(cursor: &mut TextCursor<'_>, word: &str) -> Option<u32> {
    let number = clock::figure(cursor)?;
    (cursor.eat(word) && number.value <= 31).then_some(number.value)
}

/// Returns where the mention of a month ends; `None` where the month is a day's or a letter's, or only ends a period.
fn is_month(text: &NormalisedText, at: usize, end: usize) -> Option<usize> {
    const STARTS: [&str; 6] = ["以来", "起", "开始", "之前", "前", "以后"];
    const ENDS: [&str; 6] = ["截至", "截止", "到", "至", "自", "从"];
    // 截至2024年6月 too.
    let before = at.saturating_sub(7)..at;
    if text.any(&before, &ENDS) {
        return None;
    }
    if text.get(end) == Some('份') {
        return text.first(end + 1, &STARTS).is_none().then_some(end + 1);
    }
    if text.first(end, &STARTS).is_some() {
        return None;
    }
    // A letter's month ends its line or is in brackets; 3月5日, 6月底 and 3月中旬 are days.
    let goes_on = text
        .get(end)
        .is_some_and(|c| c == ',' || ('\u{4E00}'..='\u{9FFF}').contains(&c) && !"日底初末中上下".contains(c));
    let digits = (end..).find(|i| !text.get(*i).is_some_and(|c| c.is_ascii_digit())).unwrap_or(end);
    let counts = digits > end && !matches!(text.get(digits), Some('日' | '号'));
    (goes_on || counts).then_some(end)
}

/// Returns the period that a figure's own sentence names last before it.
pub(super) fn in_force(all: &[Mention<MentionedPeriod>], sentence: Range<usize>) -> Option<MentionedPeriod> {
    last_in(all, &sentence).copied()
}

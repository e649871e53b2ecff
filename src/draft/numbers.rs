//! The figures of a text: numbers with their hedges and units; dates, ordinals and the like are none.

use super::flat::Flat;
use super::{Relation, Stated};
use crate::input::value::numeral;
use std::ops::Range;

/// A figure where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// From its hedge to its unit, in characters of the [`Flat`].
    pub range: Range<usize>,
    /// The digits alone, with what multiplies them (3.5万).
    pub digits: Range<usize>,
    /// What it says.
    pub stated: Stated,
    /// How it stands to the true one.
    pub relation: Relation,
    /// The unit as written; empty where there is none.
    pub unit: &'static str,
    /// Written in Chinese numerals, which are often no figure (两个责任).
    pub numeral: bool,
    /// The end of a range (10至15户).
    pub ranged: bool,
}

/// Units of figures, a longer one before the one that it begins with.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "个百分点", "人次", "户次", "场次", "批次", "万元", "亿元", "元", "公里", "平方米", "亩", "吨", "公斤", "米", "人", "名", "位", "户", "次", "件",
    "条", "起", "场", "期", "份", "支", "个", "项", "本", "册", "家", "处", "所", "批", "轮", "篇", "张", "盏", "台", "辆", "座", "块", "幅", "套",
    "间", "头", "棵", "株", "%", "类", "种", "对", "堂", "节", "宗", "例", "桩",
];
/// Units of time, age and order: no figure of ours.
#[rustfmt::skip]
const PASSED: &[&str] = &[
    "个小时", "小时", "分钟", "个月", "个工作日", "工作日", "周岁", "岁", "年", "月", "日", "天", "周", "号", "时", "点", "届", "楼", "层", "级", "倍",
    "季度", "世纪", "刻", "秒", "路", "栋", "热线", "平台", "电话", "·", "℃",
];
/// Words that begin as a unit does and are none.
#[rustfmt::skip]
const NO_UNIT: &[&str] = &["户籍", "条例", "名单", "人民", "人大", "次数", "个性", "个别", "项目化", "家庭", "位于", "期间", "份额", "本级", "本镇"];

#[rustfmt::skip]
const BEFORE: &[(&str, Relation)] = &[
    ("不少于", Relation::AtLeast), ("不低于", Relation::AtLeast), ("不下", Relation::AtLeast), ("至少", Relation::AtLeast),
    ("超过", Relation::AtLeast), ("突破", Relation::AtLeast), ("多于", Relation::AtLeast), ("高于", Relation::AtLeast), ("超", Relation::AtLeast),
    ("逾", Relation::AtLeast), ("上", Relation::AtLeast),
    ("不超过", Relation::AtMost), ("不多于", Relation::AtMost), ("不高于", Relation::AtMost), ("最多", Relation::AtMost), ("不足", Relation::Below),
    ("不到", Relation::Below), ("未到", Relation::Below), ("少于", Relation::Below), ("低于", Relation::Below), ("至多", Relation::AtMost),
    ("将近", Relation::Near), ("接近", Relation::Near), ("近", Relation::Near),
    ("大约", Relation::About), ("大概", Relation::About), ("约", Relation::About),
];
#[rustfmt::skip]
const BETWEEN: &[(&str, Relation)] = &[
    ("余", Relation::AtLeast), ("多", Relation::AtLeast), ("+", Relation::AtLeast), ("来", Relation::About),
];
#[rustfmt::skip]
const AFTER: &[(&str, Relation)] = &[
    ("及以上", Relation::AtLeast), ("以上", Relation::AtLeast), ("有余", Relation::AtLeast), ("余", Relation::AtLeast),
    ("及以下", Relation::AtMost), ("以下", Relation::AtMost), ("以内", Relation::AtMost),
    ("左右", Relation::About), ("上下", Relation::About),
];

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}

fn is_scale(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Every figure, in order.
pub(super) fn find(flat: &Flat) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < flat.len() {
        let Some(c) = flat.get(at) else { break };
        let next = if c.is_ascii_digit() {
            take_digits(flat, at, &mut out)
        } else if flat.has(at, "百分之") {
            take_percent(flat, at, &mut out)
        } else if is_numeral(c) {
            take_numeral(flat, at, &mut out)
        } else {
            at + 1
        };
        at = next.max(at + 1);
    }
    out
}

fn digits_end(flat: &Flat, from: usize) -> usize {
    (from..).find(|i| !flat.get(*i).is_some_and(|c| c.is_ascii_digit())).unwrap_or(from)
}

/// A number as it is written: with commas, a point and 万. Gives the end and what it says.
fn number(flat: &Flat, from: usize) -> Option<(usize, Stated)> {
    let mut end = digits_end(flat, from);
    let mut text = flat.text(from..end);
    if text.len() <= 3 {
        while matches!(flat.get(end), Some(',' | ' ')) && digits_end(flat, end + 1) == end + 4 {
            text += &flat.text(end + 1..end + 4);
            end += 4;
        }
    }
    let mut decimals = 0;
    if flat.get(end) == Some('.') && flat.get(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        let last = digits_end(flat, end + 1);
        decimals = u32::try_from(last - end - 1).ok()?;
        text += &flat.text(end + 1..last);
        end = last;
    }
    if text.len() > 15 || decimals > 6 {
        return None;
    }
    let (end, scale) = scale(flat, end);
    Some((end, Stated { mantissa: text.parse().ok()?, decimals, scale }))
}

fn scale(flat: &Flat, mut end: usize) -> (usize, i64) {
    let mut scale = 1_i64;
    while let Some(c) = flat.get(end).filter(|c| is_scale(*c)) {
        // 万元 and 亿元 are units, and the figure is none of ours.
        if flat.get(end + 1) == Some('元') {
            break;
        }
        let factor = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            _ => 100_000_000,
        };
        let Some(product) = scale.checked_mul(factor).filter(|p| *p <= 1_000_000_000) else { break };
        scale = product;
        end += 1;
    }
    (end, scale)
}

fn take_digits(flat: &Flat, at: usize, out: &mut Vec<Found>) -> usize {
    let plain = digits_end(flat, at);
    let before = at.checked_sub(1).and_then(|i| flat.get(i));
    let lettered = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if flat.masked[at] || lettered(before) || lettered(flat.get(plain)) || before == Some('第') {
        return plain;
    }
    if let Some(end) = date_or_number(flat, at, plain) {
        return end;
    }
    let Some((end, stated)) = number(flat, at) else { return plain };
    let ranged = matches!(before, Some('-' | '至' | '到'))
        && at.checked_sub(2).and_then(|i| flat.get(i)).is_some_and(|c| c.is_ascii_digit());
    finish(flat, at..end, stated, Kind { numeral: false, ranged }, out)
}

/// Dates, times, fractions, telephone numbers, list numbers, 1+N: where they end.
fn date_or_number(flat: &Flat, at: usize, plain: usize) -> Option<usize> {
    let begins_line =
        flat.begins_line(at) || (flat.get(at.wrapping_sub(1)) == Some('(') && flat.begins_line(at - 1));
    let mut end = plain;
    let mut parts = 1;
    while matches!(flat.get(end), Some('.' | '-' | '/' | ':' | '·'))
        && flat.get(end + 1).is_some_and(|c| c.is_ascii_digit())
    {
        parts += 1;
        end = digits_end(flat, end + 1);
    }
    let separator = flat.get(plain);
    if parts > 2 || (parts == 2 && matches!(separator, Some('/' | ':' | '·'))) {
        return Some(end);
    }
    if separator == Some('+') && flat.get(plain + 1).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return Some(plain + 2);
    }
    if at > 0 && flat.get(at - 1) == Some('+') {
        return Some(plain);
    }
    // 1-6月, 3-5户: the first is no figure of its own.
    if matches!(separator, Some('-' | '至' | '到')) && flat.get(plain + 1).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(plain);
    }
    if begins_line {
        let item = matches!(separator, Some('、' | ')'))
            || (separator == Some('.') && !flat.get(plain + 1).is_some_and(|c| c.is_ascii_digit()));
        if item {
            return Some(plain + 1);
        }
    }
    // (1) inside a line.
    (at > 0 && flat.get(at - 1) == Some('(') && separator == Some(')')).then_some(plain + 1)
}

fn take_percent(flat: &Flat, at: usize, out: &mut Vec<Found>) -> usize {
    let from = at + 3;
    if flat.masked[at] {
        return from;
    }
    let (end, stated) = if flat.get(from).is_some_and(|c| c.is_ascii_digit()) {
        match number(flat, from) {
            Some(found) => found,
            None => return from,
        }
    } else {
        let end = (from..).find(|i| !flat.get(*i).is_some_and(is_numeral)).unwrap_or(from);
        let Some(whole) = numeral(&flat.text(from..end)) else { return from };
        let whole = i64::try_from(whole).unwrap_or(i64::MAX);
        let last = (end + 1..)
            .find(|i| !flat.get(*i).is_some_and(|c| "〇零一二三四五六七八九".contains(c)))
            .unwrap_or(end);
        match (flat.get(end) == Some('点')).then(|| numeral(&flat.text(end + 1..last))).flatten() {
            Some(part) if last - end <= 4 => {
                let decimals = u32::try_from(last - end - 1).unwrap_or(1);
                let part = i64::try_from(part).unwrap_or(0);
                (
                    last,
                    Stated {
                        mantissa: whole.saturating_mul(10_i64.pow(decimals)).saturating_add(part),
                        decimals,
                        scale: 1,
                    },
                )
            }
            _ => (end, Stated { mantissa: whole, decimals: 0, scale: 1 }),
        }
    };
    let relation = hedge_before(flat, at);
    let start = at - relation.map_or(0, |(_, n)| n);
    out.push(Found {
        range: start..end,
        digits: at..end,
        stated,
        relation: relation.map_or(Relation::Exact, |(r, _)| r),
        unit: "%",
        numeral: false,
        ranged: false,
    });
    end
}

fn take_numeral(flat: &Flat, at: usize, out: &mut Vec<Found>) -> usize {
    let end = (at..).find(|i| !flat.get(*i).is_some_and(is_numeral)).unwrap_or(at);
    let before = at.checked_sub(1).and_then(|i| flat.get(i));
    if flat.masked[at] || matches!(before, Some('第' | '数' | '几' | '每' | '十' | '统' | '同' | '逐' | '进'))
    {
        return end;
    }
    let Some(value) = numeral(&flat.text(at..end)).and_then(|v| i64::try_from(v).ok()) else { return end };
    // 近八成, 七成以上: tenths.
    if let Some(tenths) = tenths(flat, end, value) {
        return finish(flat, at..end, tenths, Kind { numeral: false, ranged: false }, out);
    }
    let vague = flat.text(at..end).chars().all(is_scale);
    let hedged = hedge_before(flat, at).is_some() || BETWEEN.iter().any(|(w, _)| flat.has(end, w));
    if value < 2 || (vague && !hedged) {
        return end;
    }
    let stated = Stated { mantissa: value, decimals: 0, scale: 1 };
    let before = out.len();
    let next = finish(flat, at..end, stated, Kind { numeral: true, ranged: false }, out);
    // Without a unit it is a word.
    if out.len() > before && out.last().is_some_and(|f| f.unit.is_empty()) {
        out.pop();
    }
    next
}

/// 八成 is 80 %, told to the ten.
fn tenths(flat: &Flat, end: usize, value: i64) -> Option<Stated> {
    let next = flat.get(end + 1);
    let word = next.is_some_and(|c| "立员功效果为就本长型套都了为".contains(c));
    let is = (2..=10).contains(&value) && flat.get(end) == Some('成') && !word;
    is.then_some(Stated { mantissa: value, decimals: 0, scale: 10 })
}

struct Kind {
    numeral: bool,
    ranged: bool,
}

fn hedge_before(flat: &Flat, at: usize) -> Option<(Relation, usize)> {
    BEFORE
        .iter()
        .filter_map(|(word, relation)| {
            let n = word.chars().count();
            (at >= n && flat.has(at - n, word)).then_some((*relation, n))
        })
        // 不超过 ends with 超过 and is its opposite.
        .max_by_key(|(_, n)| *n)
        .filter(|(_, n)| {
            // 以上100个 and 网上100次 are no 上百.
            !(*n == 1 && flat.get(at - 1) == Some('上') && !flat.get(at).is_some_and(is_scale))
                && !(*n == 1
                    && flat.get(at - 1) == Some('近')
                    && at > 1
                    && matches!(flat.get(at - 2), Some('最' | '附')))
        })
}

/// Hedge, unit and what follows it; pushes the figure unless it is one of time or order.
fn finish(flat: &Flat, digits: Range<usize>, mut stated: Stated, kind: Kind, out: &mut Vec<Found>) -> usize {
    let mut relation = Relation::Exact;
    let mut start = digits.start;
    while let Some((found, n)) = hedge_before(flat, start) {
        relation = relation.with(found);
        start -= n;
    }
    let mut end = digits.end;
    let mut number = digits.clone();
    if let Some((word, found)) = BETWEEN.iter().find(|(w, _)| flat.has(end, w)) {
        relation = relation.with(*found);
        end += word.chars().count();
        let (after, more) = scale(flat, end);
        if after > end {
            stated.scale = stated.scale.saturating_mul(more);
            end = after;
            number.end = after;
        }
    }
    if flat.first(end, PASSED).is_some() && flat.first(end, &["个"]).is_none() {
        return end + 1;
    }
    if let Some((_, n)) = flat.first(end, &["个小时", "个月", "个工作日"]) {
        return end + n;
    }
    // What stands for tenths is a share.
    let share = flat.get(end) == Some('成') && stated.scale == 10 && stated.mantissa <= 10;
    let unit = if share {
        end += 1;
        "%"
    } else {
        flat.first(end, UNITS).filter(|_| flat.first(end, NO_UNIT).is_none()).map_or("", |(unit, n)| {
            end += n;
            unit
        })
    };
    if let Some((word, found)) = AFTER.iter().find(|(w, _)| flat.has(end, w)) {
        relation = relation.with(*found);
        end += word.chars().count();
    }
    let long = digits.len() >= 7 && unit.is_empty();
    if !long {
        out.push(Found {
            range: start..end,
            digits: number,
            stated,
            relation,
            unit,
            numeral: kind.numeral,
            ranged: kind.ranged,
        });
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each figure as value, relation and unit.
    fn all(text: &str) -> Vec<String> {
        let flat = Flat::new(text);
        find(&flat).iter().map(|f| format!("{}{}{}", f.relation.sign(), f.stated.value(), f.unit)).collect()
    }

    #[test]
    fn numbers_as_offices_write_them() {
        assert_eq!(all("共１，５７５人、三百二十户，1030余次"), ["1575人", "320户", "≥1030次"]);
        assert_eq!(
            all("百余起，近百起，约100起，上千人次，不足30户"),
            ["≥100起", "→100起", "≈100起", "≥1000人次", "<30户"]
        );
        assert_eq!(
            all("1.2万余户，3万多人，100个以上，50户左右"),
            ["≥12000户", "≥30000人", "≥100个", "≈50户"]
        );
        assert_eq!(all("100.0%，百分之九十五点六，提高2.3个百分点"), ["100%", "95.6%", "2.3个百分点"]);
        assert_eq!(all("按期办结近八成，七成以上群众，成立八成员小组，两成为"), ["→80%", "≥70%"]);
        assert_eq!(all("超过9000份，逾百起，1200余万元"), ["≥9000份", "≥100起", "≥1200万元"]);
    }

    #[test]
    fn what_is_no_figure_is_passed_over() {
        for text in [
            "2024年6月30日",
            "1至6月",
            "1—6月份",
            "〔2024〕12号",
            "第12号",
            "第三季度",
            "一、总体情况",
            "1.总体",
            "(1)总体",
            "2024.6.30",
            "2024-06-30",
            "8:30",
            "“八有”“五簿”",
            "四议两公开",
            "“1+N”",
            "1+N",
            "《民法典》第12条",
            "0854-6221234",
            "13800138000",
            "12345热线",
            "60岁",
            "3个月",
            "5个工作日",
            "三都村",
            "5G",
            "数百人",
            "千方百计",
            "十分重视",
            "一是",
            "二十大",
            "30天",
            "24小时",
            "全心全意",
            "两委",
        ] {
            let found = all(text);
            let figures: Vec<_> =
                found.iter().filter(|f| !f.ends_with(|c: char| c.is_ascii_digit())).collect();
            assert!(figures.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn figures_know_where_they_stand() {
        let text = "约１００余起";
        let flat = Flat::new(text);
        let found = find(&flat);
        assert_eq!(&text[flat.bytes(&found[0].range)], text);
        assert_eq!(&text[flat.bytes(&found[0].digits)], "１００");
        assert_eq!(found[0].relation, Relation::AtLeast);
    }
}

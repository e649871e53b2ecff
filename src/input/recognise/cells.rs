//! What the cells of a column look like: they confirm or contradict its heading.

mod seems;

pub use seems::{CellSort, Seems};

use super::listed::ListedNames;
use crate::catalogue::rules::{CellShape, NameList};
use crate::input::value::{date, minutes_of, quantity};
use crate::model::cell::Value;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::collections::BTreeSet;
use std::hash::BuildHasher;

/// What was seen of a column's cells; shares are of those that are not blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnLook {
    /// Cells that are not blank.
    pub count: usize,
    /// The share of different values.
    pub distinct: f64,
    /// The row and the hash of each of them.
    texts: Vec<(u32, u64)>,
    /// Days and moments.
    pub date: f64,
    phone: f64,
    /// Numbers, with units or not.
    pub amount: f64,
    /// Lengths of time that are no plain number.
    minutes: f64,
    yes_no: f64,
    /// Texts with a digit in them.
    figures: f64,
    name: f64,
    village: f64,
    /// Texts in which a village's name may stand.
    with_village: f64,
    grid: f64,
    /// Grids that are called so.
    named_grid: f64,
    address: f64,
    office: f64,
    /// Characters of a cell, on the average.
    length: f64,
    /// Whether each is one more than the one before.
    pub is_ascending: bool,
    has_few: bool,
    /// Some of the different values.
    sample: Vec<String>,
    /// The least plain number.
    least: f64,
    /// Whether a cell names volunteers.
    pub has_volunteers: bool,
    /// Whether a cell is the role of a grid officer.
    pub has_officer_roles: bool,
    /// The share of names of each list.
    listed: [f64; 4],
}

/// The most frequent surnames, as the Ministry of Public Security counts them, and those of the southwest.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳\
    酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝\
    董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚\
    程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸\
    司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏\
    柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须\
    丰巢关蒯相查后荆红游竺权逯盖益桓公佘冼亓牟鄢闫岳帅缑亢况郈有琴商佟肖付代覃涂谌粟阳蓝兰苟楼庹撒";

/// Characters of which every Chinese numeral has one, and those of parts of a day.
const FIGURES: &str = "〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟萬億貳兩參陸";

/// The share of a list's names that makes a column one of them.
const LISTED: f64 = 0.8;

/// How many different values of a column are kept.
const SAMPLE: usize = 20;

impl ColumnLook {
    /// Looks at the cells of a column, each with its row; `names` are those of lists.
    #[inline(never)]
    pub fn new<'a>(values: impl Iterator<Item = (u32, &'a Value<'a>)>, names: &ListedNames) -> Self {
        let mut own = Self { is_ascending: true, least: f64::INFINITY, ..Self::default() };
        let mut different = BTreeSet::new();
        let mut previous = None;
        let (mut characters, mut numbers) = (0_usize, 0_usize);
        for (row, value) in values {
            let text = value.text();
            let text = text.trim();
            if matches!(text, "" | "/" | "—" | "-") {
                continue;
            }
            own.count += 1;
            let length = text.chars().count();
            characters += length;
            let plain =
                text.parse::<f64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
            if let Some(number) = plain {
                own.least = own.least.min(number);
                numbers += usize::from(number.fract() == 0.0);
                own.is_ascending &= previous.is_none_or(|before: f64| (number - before - 1.0).abs() < 0.5);
                previous = Some(number);
            }
            own.look_at(value, text, length, names);
            different.insert(text.to_owned());
            own.texts.push((row, FxBuildHasher.hash_one(text)));
        }
        own.sample = different.iter().take(SAMPLE).cloned().collect();
        if own.count == 0 {
            return Self::default();
        }
        let all = f64::from(u32::try_from(own.count).unwrap_or(u32::MAX));
        let share = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX)) / all;
        for part in [
            &mut own.date, &mut own.phone, &mut own.amount, &mut own.minutes, &mut own.yes_no,
            &mut own.figures, &mut own.name, &mut own.village, &mut own.with_village, &mut own.grid,
            &mut own.named_grid, &mut own.address, &mut own.office,
        ] {
            *part /= all;
        }
        own.listed.iter_mut().for_each(|part| *part /= all);
        own.distinct = share(different.len());
        own.length = share(characters);
        own.has_few = different.len() <= 3.max(own.count / 2);
        own.is_ascending &= numbers == own.count && own.count >= 3;
        own
    }

    /// Notes what one cell looks like, which is a text of so many characters.
    #[inline(never)]
    fn look_at(&mut self, value: &Value<'_>, text: &str, length: usize, names: &ListedNames) {
        let is_phone = is_phone(text);
        let has_figure = text.contains(|c: char| c.is_numeric() || FIGURES.contains(c));
        let ends = |list: &[&str]| list.iter().any(|end| text.ends_with(end));
        let is_village = ends(&["村", "社区", "居委会", "村委会", "嘎查", "屯", "街道", "镇", "乡"]);
        for (share, holds) in [
            (&mut self.date, matches!(value, Value::Date(_)) || is_date(text)),
            (&mut self.phone, is_phone),
            (
                &mut self.amount,
                has_figure && !is_phone && length < 12 && quantity(text).is_ok_and(|found| found.is_some()),
            ),
            (&mut self.minutes, has_figure && length < 30 && minutes_of(value).is_some()),
            (
                &mut self.yes_no,
                ["是", "否", "有", "无", "√", "×", "✓", "已", "未", "Y", "N", "1", "0"].contains(&text),
            ),
            (&mut self.figures, text.contains(|c: char| c.is_ascii_digit())),
            (&mut self.name, !is_village && is_name(text)),
            (&mut self.village, length <= 12 && is_village),
            (&mut self.with_village, names_village(text)),
            (&mut self.grid, is_grid(text)),
            (&mut self.named_grid, text.contains("网格") && length <= 20),
            (
                &mut self.address,
                text.contains(['组', '号', '栋', '室']) || ends(&["路", "街", "巷", "单元", "楼"]),
            ),
            (&mut self.office, OFFICES.iter().any(|end| text.ends_with(end))),
        ] {
            *share += f64::from(u8::from(holds));
        }
        for (share, list) in self.listed.iter_mut().zip(NameList::ALL) {
            *share += f64::from(u8::from(names.has(list, text)));
        }
        self.has_volunteers |= text.contains("志愿");
        self.has_officer_roles |= text.contains("网格") && text.ends_with(['员', '长']);
    }

    /// Returns how much the cells say by themselves that they are of a shape, from 0 to 1.
    pub fn shows(&self, shape: CellShape) -> f64 {
        match shape {
            CellShape::Date => self.date,
            CellShape::Person => self.name,
            CellShape::Amount if self.is_ascending => 0.0,
            CellShape::Amount => self.amount - self.date.min(self.amount),
            CellShape::Minutes => self.minutes,
            CellShape::Phone => self.phone,
            CellShape::Village | CellShape::VillageOnly => self.village,
            CellShape::Grid => self.named_grid,
            CellShape::VillageWithin | CellShape::Short | CellShape::Any => 0.0,
        }
    }

    /// The share of cells that differ from all others of the same cell in a column of wholes: 第一网格 of each village. A
    /// blank cell there is one with that above it.
    pub fn distinct_within(&self, wholes: &Self) -> f64 {
        let mut wholes = wholes.texts.iter().peekable();
        let (mut whole, mut pairs) = (0, FxHashSet::default());
        for (row, text) in &self.texts {
            while let Some((_, next)) = wholes.next_if(|(above, _)| above <= row) {
                whole = *next;
            }
            pairs.insert((whole, *text));
        }
        let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        of(pairs.len()) / of(self.texts.len().max(1))
    }

    /// Whether nearly all cells are names of a list.
    pub fn is_of(&self, list: NameList) -> bool {
        self.count >= 2 && self.listed.get(list as usize).is_some_and(|share| *share >= LISTED)
    }

    /// Returns the share of cells that are one of some words.
    pub fn among(&self, words: &[&str]) -> f64 {
        let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let hits = self.sample.iter().filter(|text| words.contains(&text.as_str())).count();
        if self.sample.is_empty() { 0.0 } else { of(hits) / of(self.sample.len()) }
    }

    /// Returns how well the cells agree with a shape: 1 where they do or nothing is known, 0 where they cannot be it.
    pub fn agreement(&self, shape: CellShape) -> f64 {
        if self.count < 2 {
            let needs = match shape {
                CellShape::VillageOnly => self.village,
                CellShape::VillageWithin => self.with_village,
                _ => 1.0,
            };
            return needs.floor();
        }
        let most = |shares: &[f64]| shares.iter().copied().fold(0.0, f64::max);
        match shape {
            CellShape::Any => 1.0,
            CellShape::Date if self.date >= 0.4 => 1.0,
            // Serial numbers of days, in a column that is not formatted.
            CellShape::Date if self.amount >= 0.8 && self.least > 20_000.0 && self.least.is_finite() => 0.6,
            // Days in a form that is not known.
            CellShape::Date
                if self.figures >= 0.8 && most(&[self.amount, self.phone, self.address]) < 0.6 =>
            {
                0.5
            }
            CellShape::Person if self.name >= 0.4 => 1.0,
            CellShape::Person
                if self.length <= 8.0
                    && most(&[
                        self.date, self.phone, self.amount, self.yes_no, self.address, self.office,
                    ]) < 0.6 =>
            {
                0.7
            }
            CellShape::Amount if self.amount >= 0.5 => 1.0,
            CellShape::Amount if self.yes_no >= 0.5 => 0.8,
            CellShape::Minutes if self.amount + self.minutes >= 0.5 => 1.0,
            CellShape::Phone => {
                if self.phone >= 0.4 {
                    1.0
                } else {
                    0.5
                }
            }
            CellShape::VillageOnly if self.village >= 0.6 => 1.0,
            CellShape::VillageWithin if self.with_village >= 0.6 => 1.0,
            CellShape::Village
                if most(&[self.date, self.phone, self.amount]) < 0.6
                    && (self.name < 0.8 || self.village >= 0.2) =>
            {
                if self.village >= 0.4 || self.length <= 5.0 { 1.0 } else { 0.3 }
            }
            CellShape::Grid => {
                let is_other = self.date >= 0.6
                    || (self.grid < 0.5 && self.phone >= 0.6)
                    || (self.grid < 0.2 && ((self.has_few && self.length <= 4.0) || self.name > 0.6));
                match () {
                    () if is_other => 0.0,
                    () if self.length > 14.0 => 0.5,
                    () => 1.0,
                }
            }
            CellShape::Short
                if most(&[self.date, self.phone]) < 0.6 && self.amount < 0.8 && self.length <= 14.0 =>
            {
                1.0
            }
            _ => 0.0,
        }
    }
}

/// What the names of offices end with.
const OFFICES: [&str; 18] = [
    "局", "所", "办", "站", "中心", "公司", "委", "部", "会", "院", "学校", "小学", "支部", "处", "队", "室",
    "科", "大队",
];

/// Whether a village's name may stand in a text (云栗镇栗坪村三组12号).
#[inline(never)]
fn names_village(text: &str) -> bool {
    ["村", "社区"]
        .iter()
        .any(|kind| text.split_once(kind).is_some_and(|(before, _)| before.chars().count() >= 2))
}

#[inline(never)]
fn is_date(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = digits == text.len();
    let has_year = text.starts_with("19") || text.starts_with("20");
    match digits {
        _ if text.len() > 60 => false,
        8 | 12 | 14 if is_plain => has_year,
        _ if is_plain || digits == 0 => false,
        _ => date(text, Some(2000)).is_ok_and(|found| found.is_some()),
    }
}

#[inline(never)]
fn is_phone(text: &str) -> bool {
    let digits = text.trim_end_matches(".0");
    let plain: String = digits.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    plain.bytes().all(|b| b.is_ascii_digit())
        && match plain.len() {
            11 => plain.starts_with(['0', '1']),
            7 | 8 => digits.len() == plain.len(),
            10 | 12 => plain.starts_with('0'),
            _ => false,
        }
}

/// Whether a text is a person's name, or several of them.
#[inline(never)]
pub fn is_name(text: &str) -> bool {
    let mut names = text.split(['、', ',', '，', ';', '；', '/', '和']).filter(|n| !n.is_empty()).peekable();
    names.peek().is_some()
        && names.all(|name| {
            let name: String = name.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect();
            (2..=4).contains(&name.chars().count())
                && name.chars().next().is_some_and(|c| SURNAMES.contains(c))
                && name.chars().all(|c| ('一'..='鿿').contains(&c) || c == '·')
        })
}

#[inline(never)]
fn is_grid(text: &str) -> bool {
    let inner = text.strip_prefix('第').unwrap_or(text);
    let number = inner.strip_suffix("网格").unwrap_or(inner);
    let is_number = !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let code = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    text.ends_with("网格")
        || text.contains("网格(")
        || text.contains("网格（")
        || text.contains("号网格")
        || is_number
        || (text.len() - code.len() <= 1
            && (9..=18).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_digit()))
}

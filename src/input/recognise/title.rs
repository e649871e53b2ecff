//! What a title, a sheet's and a file's name say of a table: kinds, and other trades.

use super::classify::Surroundings;
use super::phrase::{ParsedHeading, parted};
use crate::catalogue::kinds::{KindSpec, kinds};
use crate::catalogue::trades::{TradeWords, trade_words, trades};
use crate::catalogue::words::ClassSet;
use crate::input::value::half_width;
use crate::model::kind::Kind;
use crate::order::Sort as _;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say that something is a table, and not of what.
const FORMS: &str = "花名册 名册 名单 台账 登记表 登记簿 登记 记录表 记录 一览表 统计表 汇总表 明细表 情况表 信息表 清单 列表 导出 \
    信息 情况 基本 汇总 明细 管理 表 册 档案 数据 建设 办理 工作 队伍";
/// Further words that leave open what is listed.
const GENERAL: &str =
    "基层治理 新时代 综合治理 平安建设 乡村振兴 群众 和 及 与 、 年度 年 上半年 下半年 季度 月";
/// What the names of places end with.
const PLACES: [&str; 10] = ["省", "市", "县", "区", "镇", "乡", "街道", "办事处", "村", "社区"];

/// What the names around a table say.
#[derive(Clone, Debug, Default)]
pub struct TitleEvidence {
    /// How much each kind is spoken for, up to 1.
    pub share: BTreeMap<Kind, f64>,
    /// Kinds of which the last strong word is one.
    pub strong: BTreeSet<Kind>,
    /// Kinds that are what is listed: no other kind's word follows.
    pub headed: BTreeSet<Kind>,
    /// Kinds behind whose word nothing follows but words for tables.
    pub only: BTreeSet<Kind>,
    /// Whether neither title nor sheet has a word of a kind.
    pub is_file_alone: bool,
    /// Whether the title or the sheet's name says anything.
    pub is_titled: bool,
    /// The characters of the title that are no place, time, kind or form.
    pub unknown: usize,
}

/// A word of a kind in a text, by its bytes.
#[derive(Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    is_strong: bool,
    kind: Kind,
}

/// Words that a person's answers gave a kind, each with the kind.
pub type OwnTitles<'a> = &'a [(String, Kind)];

impl TitleEvidence {
    /// Reads the names around a table; `own` are a person's words, which count as strong ones.
    pub fn new(around: &Surroundings, own: OwnTitles<'_>) -> Self {
        let mut out = Self::default();
        for (text, weight) in [(&around.title, 1.0), (&around.sheet, 0.9), (&around.file, 0.8)] {
            // A file's name counts only where neither title nor sheet speaks.
            if weight < 0.9 {
                out.is_file_alone = out.share.is_empty();
                if !out.strong.is_empty() {
                    break;
                }
            }
            out.take(&without_brackets(without_extension(text)), weight, own);
        }
        let says = |name: &&&String| name.chars().any(|c| !c.is_ascii() && !c.is_whitespace());
        let named = [&around.title, &around.sheet].iter().find(says).copied();
        out.is_titled = named.is_some();
        out.unknown = unknown_characters(named.unwrap_or(&around.file), own);
        out
    }

    fn take(&mut self, text: &str, weight: f64, own: OwnTitles<'_>) {
        let all = hits(text, own);
        // A longer word hides a shorter one inside it: 志愿服务队 over 服务队.
        let hides =
            |o: &Hit, h: &Hit| o.start <= h.start && o.end >= h.end && o.end - o.start > h.end - h.start;
        let hits: Vec<Hit> = all.iter().filter(|h| !all.iter().any(|o| hides(o, h))).copied().collect();
        let Some(last) = hits.iter().map(|h| h.end).max() else { return };
        let last_strong = hits.iter().filter(|h| h.is_strong).map(|h| h.end).max();
        for hit in &hits {
            let share = weight
                * match (hit.is_strong, hit.end == last) {
                    (true, true) => 1.0,
                    (true, false) | (false, true) => 0.6,
                    (false, false) => 0.3,
                };
            let own_share = self.share.entry(hit.kind).or_default();
            *own_share = own_share.max(share);
            if !hit.is_strong || Some(hit.end) != last_strong {
                continue;
            }
            let behind = text.get(hit.end..).unwrap_or_default();
            // A word of another trade behind the kind's is what is listed: 网格员考核表.
            let is_other = trades()
                .iter()
                .filter(|trade| trade.in_titles && trade.is_against(hit.kind))
                .any(|trade| trade.words.iter().any(|word| behind.contains(word)));
            if is_other {
                *own_share = share * 0.5;
                self.strong.remove(&hit.kind);
                continue;
            }
            self.strong.insert(hit.kind);
            let rest = without_forms(behind);
            let others = || hits.iter().all(|h| h.end <= hit.end || h.kind == hit.kind);
            if hit.end == last || rest.is_empty() || others() {
                self.headed.insert(hit.kind);
            }
            if rest.is_empty() {
                self.only.insert(hit.kind);
            }
        }
    }
}

fn hits(text: &str, own: OwnTitles<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut find = |word: &str, kind, is_strong| {
        if let Some(start) = text.rfind(word) {
            out.push(Hit { start, end: start + word.len(), is_strong, kind });
        }
    };
    for spec in kinds() {
        spec.strong.iter().for_each(|word| find(&plain(word), spec.kind, true));
        spec.weak.iter().for_each(|word| find(&plain(word), spec.kind, false));
    }
    own.iter().for_each(|(word, kind)| find(word, *kind, true));
    out
}

/// A text without white space, in half-width.
fn plain(text: &str) -> String {
    let skipped =
        |c: &char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '*' | ':' | '"' | '“' | '”');
    half_width(text).chars().filter(|c| !skipped(c)).collect()
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in plain(text).chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn without_extension(name: &str) -> &str {
    let known = ["xls", "xlsx", "xlsm", "xlsb", "csv", "ods", "et", "html", "htm", "tsv", "txt"];
    match name.rsplit_once('.') {
        Some((stem, end)) if known.contains(&end.to_lowercase().as_str()) => stem,
        _ => name,
    }
}

fn without_forms(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let form = FORMS.split(' ').find(|form| rest.starts_with(form));
        let length = match form {
            Some(form) => form.len(),
            None if c.is_ascii_digit() || matches!(c, '-' | '_' | '(' | ')') => c.len_utf8(),
            None if matches!(c, '年' | '月') && rest.len() < text.len() => c.len_utf8(),
            None => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// Returns the number of characters of a title that mean nothing here: no place, time, kind, form, known word.
fn unknown_characters(title: &str, own: OwnTitles<'_>) -> usize {
    let mut text = without_brackets(without_extension(title));
    while let Some(end) = PLACES
        .iter()
        .filter_map(|place| text.find(place).map(|at| at + place.len()))
        .filter(|&end| {
            (1..=8).contains(&text.get(..end).map_or(0, |t| t.chars().count())) && end < text.len()
        })
        .min()
    {
        // 村干部 and 社区矫正 are no places.
        if text.get(..end).is_none_or(|place| PLACES.contains(&place)) {
            break;
        }
        text.replace_range(..end, "");
    }
    text.retain(|c| !c.is_ascii_digit());
    let mut words: Vec<String> = kinds()
        .iter()
        .flat_map(|spec| spec.strong.iter().chain(&spec.weak))
        .map(|word| plain(word))
        .collect();
    words.extend(own.iter().map(|(word, _)| word.clone()));
    words.order_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words.iter().map(String::as_str).chain(GENERAL.split(' ')) {
        text = text.replace(word, "");
    }
    parted(&without_forms(&text)).iter().filter(|word| word.is_unknown()).count()
}

/// Returns the noun of a title, for remembering what a person says of a table: without place, time and form. `None` where
/// nothing distinctive is left.
pub fn noun(title: &str) -> Option<String> {
    let text = without_brackets(without_extension(title));
    let from =
        PLACES.iter().filter_map(|place| text.rfind(place).map(|at| at + place.len())).max().unwrap_or(0);
    let noun = without_forms(text.get(from..).filter(|rest| !rest.is_empty()).unwrap_or(&text));
    let noun = GENERAL.split(' ').fold(noun, |noun, word| noun.replace(word, ""));
    (2..=12).contains(&noun.chars().count()).then_some(noun)
}

/// Headings that have a word of another trade and are of ours.
const EXEMPT: [&str; 14] = [
    "毕业学校", "毕业院校", "所学专业", "工作单位", "单位名称", "涉及金额", "涉案金额", "协议金额",
    "涉及企业", "所在行业", "用户名称", "劳动合同纠纷", "工程项目纠纷", "房屋编号",
];

/// A word of another trade that a table has.
struct TradeHit {
    trade: &'static TradeWords,
    word: &'static str,
    in_names: bool,
    /// The headings that have it, by index.
    headings: Vec<usize>,
}

/// The words of other trades that a table has in names and headings.
pub struct TradeHits {
    /// The names around it.
    names: String,
    found: Vec<TradeHit>,
}

impl TradeHits {
    /// Looks for them; `has_days` says that each row has its day.
    pub fn new(
        around: &Surroundings,
        headings: &[ParsedHeading],
        evidence: &TitleEvidence,
        has_days: bool,
    ) -> Self {
        let names = [&around.title, &around.sheet, &around.file].map(|name| plain(without_extension(name)));
        let names = names.get(..if evidence.is_file_alone { 3 } else { 2 }).unwrap_or_default().join("|");
        let names = names.to_ascii_lowercase();
        let mut found: Vec<TradeHit> = Vec::new();
        let mut add = |(trade, word): (&'static TradeWords, &'static str), heading: Option<usize>| {
            let is_same = |hit: &TradeHit| std::ptr::eq(hit.trade, trade) && hit.word == word;
            let hit = match found.iter().position(is_same).and_then(|at| found.get_mut(at)) {
                Some(hit) => hit,
                None => {
                    found.push(TradeHit { trade, word, in_names: false, headings: Vec::new() });
                    let Some(last) = found.last_mut() else { return };
                    last
                }
            };
            match heading {
                None => hit.in_names = true,
                Some(heading) => hit.headings.push(heading),
            }
        };
        trade_words(&names)
            .filter(|(trade, _)| trade.in_titles && !(trade.of_sums && has_days))
            .for_each(|hit| add(hit, None));
        for (at, heading) in headings.iter().enumerate() {
            if EXEMPT.iter().any(|exempt| heading.text.contains(exempt)) {
                continue;
            }
            trade_words(&heading.text)
                .filter(|(trade, _)| trade.in_headings)
                .for_each(|hit| add(hit, Some(at)));
        }
        Self { names, found }
    }

    /// Returns how much speaks for another trade than `kind`: the weights of the distinct words in names and headings.
    /// A longer word hides one inside it; in a title that the kind heads headings say less; in a column of
    /// counts of a place (`counts` are the classes of such heads) a word only describes the place: 低保户数.
    pub fn against(
        &self,
        kind: Kind,
        headings: &[ParsedHeading],
        evidence: &TitleEvidence,
        counts: ClassSet,
    ) -> f64 {
        let is_headed = evidence.headed.contains(&kind);
        // A word of the kind's own hides what is inside it: 党组织设置.
        let spec = KindSpec::for_kind(kind);
        let is_inside =
            |word: &str| spec.strong.iter().any(|own| own.contains(word) && self.names.contains(own));
        let is_place = matches!(kind, Kind::Villages | Kind::Grids);
        let mut found: Vec<(&str, f64)> = Vec::new();
        for TradeHit { trade, word, in_names, headings: at } in &self.found {
            if !trade.is_against(kind) {
                continue;
            }
            let in_names = *in_names && !is_inside(word);
            let of_heading = |heading: &ParsedHeading| match () {
                () if in_names => 2.0 * trade.weight,
                () if is_place && heading.head().meets(counts) => {
                    trade.weight * if is_headed { 0.1 } else { 0.25 }
                }
                () => trade.weight * if is_headed { 0.4 } else { 1.0 },
            };
            let value = if in_names { 1.3 * trade.weight } else { 0.0 };
            let value = at.iter().filter_map(|at| headings.get(*at)).map(of_heading).fold(value, f64::max);
            if value > 0.0 {
                found.push((word, value));
            }
        }
        weight(&found)
    }
}

/// Adds up the words that stand in no other one, each once.
fn weight(found: &[(&str, f64)]) -> f64 {
    let is_hidden = |word: &str| found.iter().any(|(other, _)| *other != word && other.contains(word));
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for (word, value) in found.iter().filter(|(word, _)| !is_hidden(word)) {
        let own = best.entry(word).or_default();
        *own = own.max(*value);
    }
    best.values().sum()
}

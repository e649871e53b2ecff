//! Villages and townships by their names.

use super::normalise::tidy;

/// Names of a village's offices, and the kind of place that each implies; a longer ending is before those that it ends
/// with.
const OFFICES: &[(&str, &str)] = &[
    ("社区居民委员会", "社区"),
    ("居民委员会", "社区"),
    ("村民委员会", "村"),
    ("社区居委会", "社区"),
    ("居委会", "社区"),
    ("村委会", "村"),
    ("村支两委", "村"),
    ("村委", "村"),
];
const PARTY: &[&str] =
    &["党总支委员会", "党支部委员会", "党总支部", "党总支", "联合党支部", "党支部", "支部", "党委"];

/// Returns the full name of a village as it is compared: without white space, in half-width, without the village's office.
/// 村 and 社区 stay: 龙泉村 and 龙泉社区 are two places.
///
/// ```
/// use gelan_core::input::value::village_key;
/// assert_eq!(village_key("三都村村民委员会"), "三都村");
/// assert_eq!(village_key("龙泉居委会"), "龙泉社区");
/// ```
pub fn village_key(text: &str) -> String {
    let name = tidy(text);
    for ending in PARTY {
        if let Some(village) = name.strip_suffix(ending)
            && is_place(village)
        {
            return village.to_owned();
        }
    }
    for (ending, kind) in OFFICES {
        if let Some(before) = name.strip_suffix(ending)
            && !before.is_empty()
        {
            return if is_place(before) { before.to_owned() } else { format!("{before}{kind}") };
        }
    }
    name.into_owned()
}

fn is_place(name: &str) -> bool {
    stem(name).len() < name.len()
}

/// Returns the name without 村 or 社区: 好花红 for 好花红村. Only for a bare name that fits exactly one place; never as a key.
pub fn stem(name: &str) -> &str {
    match name.strip_suffix("社区").or_else(|| name.strip_suffix('村')) {
        Some(stem) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// Returns a village's name without its township and the county before that: 三都村 for 惠水县好花红镇三都村. Unchanged where
/// nothing but 村 or 社区 would be left (集镇村 in 集镇).
pub fn strip_township<'a>(name: &'a str, township: &str) -> &'a str {
    if township.is_empty() {
        return name;
    }
    match name.rfind(township).and_then(|at| name.get(at + township.len()..)) {
        Some(rest)
            if !rest.is_empty() && !matches!(rest, "村" | "社区" | "村委会" | "居委会" | "村民委员会") =>
        {
            rest
        }
        _ => name,
    }
}

/// The most characters of a township's name before 镇, 乡 or 街道.
const LONGEST_TOWNSHIP: usize = 8;
/// Words before which a township's name begins.
const LEADS: &[&str] = &["中共", "关于", "共青团", "印发", "附件", "单位", "报送"];

/// Returns the township that a title names. Words such as 乡村, 乡镇 and 城镇 are none, nor is a village such as 新集镇村.
///
/// ```
/// use gelan_core::input::value::township_in;
/// assert_eq!(township_in("惠水县好花红镇2024年网格员花名册"), Some("好花红镇"));
/// assert_eq!(township_in("各乡镇汇总表"), None);
/// ```
pub fn township_in(text: &str) -> Option<&str> {
    let ends = text.char_indices().filter_map(|(at, c)| match c {
        '镇' | '乡' => Some((at, c.len_utf8())),
        '街' if text.get(at..)?.starts_with("街道") => Some((at, "街道".len())),
        _ => None,
    });
    for (at, width) in ends {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at + width..)) else { continue };
        if matches!(after.trim(), "村" | "社区") || is_common_word(before, text.get(at..).unwrap_or("")) {
            continue;
        }
        let name = name_before(before);
        let length = name.chars().count();
        if (2..=LONGEST_TOWNSHIP).contains(&length) {
            return text.get(at - name.len()..at + width);
        }
    }
    None
}

/// Whether 乡 or 镇 is a part of a common word: 乡村, 乡镇, 城镇, 集镇.
fn is_common_word(before: &str, from: &str) -> bool {
    const AFTER_XIANG: [&str; 9] = ["乡村", "乡镇", "乡亲", "乡风", "乡土", "乡贤", "乡愁", "乡级", "乡音"];
    const BEFORE_ZHEN: [&str; 4] = ["乡", "城", "集", "村"];
    AFTER_XIANG.iter().any(|word| from.starts_with(word)) && !from.starts_with("乡村委")
        || from.starts_with('镇') && BEFORE_ZHEN.iter().any(|word| before.ends_with(word))
}

/// Returns the Chinese characters at the end of `before`, from behind the last word of a date or of a higher place that
/// leaves at least two.
fn name_before(before: &str) -> &str {
    let run = before.trim_end_matches(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let mut name = before.get(run.len()..).unwrap_or("");
    let two_left = |rest: &str| rest.chars().count() >= 2;
    let cut = name
        .char_indices()
        .filter(|(_, c)| {
            matches!(c, '县' | '市' | '区' | '州' | '省' | '盟' | '旗' | '年' | '月' | '日' | '度')
        })
        .filter_map(|(at, c)| name.get(at + c.len_utf8()..))
        .rfind(|rest| two_left(rest));
    name = cut.unwrap_or(name);
    for lead in LEADS {
        if let Some(rest) = name.strip_prefix(lead)
            && two_left(rest)
        {
            name = rest;
        }
    }
    name
}

/// Whether the text in a column of villages may name another place or the township itself (镇政府, 全镇, 文化广场); a short
/// bare name may only be a village.
///
/// ```
/// use gelan_core::input::value::names_no_village;
/// assert!(names_no_village("镇文化广场") && names_no_village("全镇"));
/// assert!(!names_no_village("九门") && !names_no_village("九门村"));
/// ```
pub fn names_no_village(text: &str) -> bool {
    const OTHERS: [char; 24] = [
        '镇', '乡', '县', '市', '区', '街', '全', '各', '校', '学', '院', '所', '站', '场', '厅', '室', '局',
        '厂', '司', '园', '府', '关', '线', '、',
    ];
    !is_place(text) && (text.contains(OTHERS) || text.chars().count() > LONGEST_VILLAGE)
}

/// The most characters of a bare village name.
const LONGEST_VILLAGE: usize = 4;

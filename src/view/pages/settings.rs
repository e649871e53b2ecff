//! 设置: every setting with its unit, its default and the default's source.

use crate::figures::settings::{Accepts, Group, Key, Settings};
use crate::text::{say, t, translate_if_known, unit_for};

/// A setting in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    /// The setting.
    pub key: Key,
    /// Its name in files.
    pub id: String,
    /// Name.
    pub title: &'static str,
    /// The unit; empty for words.
    pub unit: &'static str,
    /// The default with its unit.
    pub default: String,
    /// The source of the default.
    pub source: &'static str,
    /// Whether it is a number.
    pub number: bool,
    /// What can be chosen, each with its words; empty if anything can be typed.
    pub choices: Vec<(String, &'static str)>,
}

/// Settings that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingGroup {
    /// Heading.
    pub title: &'static str,
    /// What they do.
    pub note: &'static str,
    /// The settings.
    pub rows: Vec<SettingRow>,
}

/// Returns the form.
pub fn form() -> Vec<SettingGroup> {
    const GROUPS: [(Group, &str, &str); 6] = [
        (
            Group::Load,
            "标准时间和可用工时",
            "网格负荷＝每名网格员的工作用时÷全镇平均，1.00 就是平均；写明依据后才折合人力。走访写明用时的按实际用时",
        ),
        (Group::Periods, "统计期间", "按月上报的截止日"),
        (Group::Thresholds, "户数上限", "超过的网格在表中标出"),
        (Group::Rebalance, "联户调整建议", "在本村内整组调整，只是建议，不改动数据"),
        (Group::Targets, "目标", "达不到的标出，并写明差多少；都是默认值，请按本地考核文件填写"),
        (Group::Township, "乡镇和分享", ""),
    ];
    GROUPS
        .into_iter()
        .map(|(group, title, note)| SettingGroup {
            title: t(title),
            note: t(note),
            rows: Key::all()
                .filter(|key| key.group() == group && !matches!(key, Key::Language | Key::VillageTargets))
                .map(row)
                .collect(),
        })
        .collect()
}

fn row(key: Key) -> SettingRow {
    let choices: Vec<(String, &'static str)> = match key.accepts() {
        Accepts::OneOf(all) => all.iter().map(|(n, words)| (n.to_string(), t(words))).collect(),
        _ => Vec::new(),
    };
    let default = match key.shown(&Settings::default()) {
        text if text.is_empty() => t("空").to_owned(),
        text if matches!(key.accepts(), Accepts::Words(_)) => translate_if_known(&text).to_owned(),
        text if !choices.is_empty() => text,
        text if key.unit().contains('～') => text,
        text => format!("{text} {}", unit_for(&text, key.unit())),
    };
    SettingRow {
        key,
        id: key.id(),
        title: key.title(),
        unit: key.unit(),
        default,
        source: key.source(),
        number: key.is_number(),
        choices,
    }
}

/// What is said at the start of settings that the browser remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSettings {
    /// That some are not as by default; `None` if all are.
    pub changed: Option<String>,
    /// The question whether links may begin with the address; `None` if none is remembered.
    pub address: Option<String>,
}

/// Returns it for the `changed` settings and an `address` with its host; `None` if there is nothing to say.
pub fn kept_settings(changed: &[Key], address: Option<(String, String)>) -> Option<KeptSettings> {
    const MOST: usize = 3;
    let names: Vec<&str> = changed.iter().take(MOST).map(|key| key.title()).collect();
    let names = names.join(t("、"));
    let n = changed.len();
    let said = match n {
        0 => None,
        n if n > MOST => Some(say!("设置取自这台电脑的浏览器，{n} 项不是默认值：{names}等。", n, names)),
        n => Some(say!("设置取自这台电脑的浏览器，{n} 项不是默认值：{names}。", n, names)),
    };
    let address = address.map(|(host, address)| {
        let host = if host.is_empty() { address } else { host };
        say!("这台电脑的浏览器记着分享链接的网站“{host}”。本机的其他网页也能改动它，核对后才用。", host)
    });
    (said.is_some() || address.is_some()).then_some(KeptSettings { changed: said, address })
}

/// Returns the message after settings were loaded: success, or what was left out.
pub fn loaded(notes: &[String]) -> String {
    const MOST: usize = 4;
    let more = notes.len().saturating_sub(MOST);
    let mut text = t("已载入设置").to_owned();
    for note in notes.iter().take(MOST) {
        text += "；";
        text += note;
    }
    if more > 0 {
        text += &say!("；另有 {more} 条", more);
    }
    text
}

//! The settings one by one: name, unit, where the default comes from, what is accepted.

use super::Settings;
use super::own::{PastedTargets, pasted_targets};
use super::target::{LENGTHS, SHORTER};
use crate::catalogue::Measure;
use crate::model::period::MonthEnd;
use crate::statistics::wisn::{SETTINGS, SettingNote};
use crate::text::{self, say, t};

/// Names a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A standard time or one of the hours, by its field in [`crate::statistics::wisn::WorkloadSettings`].
    Wisn(&'static str),
    /// By which document the standard times were confirmed.
    Standards,
    /// The day on which reporting months end.
    MonthEnd,
    /// From how many households on a grid is marked.
    GridThreshold,
    /// Where that comes from.
    GridSource,
    /// From how many households on a head is marked.
    HeadThreshold,
    /// Where that comes from.
    HeadSource,
    /// A fixed bound for rebalancing.
    Bound,
    /// The bound in percent of a village's mean.
    Percent,
    /// For how many months targets hold.
    TargetMonths,
    /// What holds of shorter periods.
    TargetShorter,
    /// The target of a measure.
    Target(Measure),
    /// Targets of villages, as a table.
    VillageTargets,
    /// The township's name.
    Township,
    /// What shared links begin with.
    Address,
    /// The language; chosen in the page's header.
    Language,
}

/// What belongs together on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Standard times and hours.
    Load,
    /// The months of reports.
    Periods,
    /// Thresholds.
    Thresholds,
    /// Rebalancing.
    Rebalance,
    /// Targets.
    Targets,
    /// Name and address.
    Township,
}

/// What a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Accepts {
    /// A number from the one to the other.
    Number(f64, f64),
    /// A number above 0, to this.
    Positive(f64),
    /// A whole number from the one to the other.
    Whole(u32, u32),
    /// Words, so many characters at most.
    Words(usize),
    /// One of some numbers, each with its name.
    OneOf(&'static [(u32, &'static str)]),
    /// A table of targets.
    Targets,
    /// An address, or nothing.
    Address,
    /// The tag of a language.
    Language,
}

impl Key {
    /// Every setting, in the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        use Key::{
            Address, Bound, GridSource, GridThreshold, HeadSource, HeadThreshold, Language, MonthEnd,
            Percent, Standards, TargetMonths, TargetShorter, Township, VillageTargets,
        };
        SETTINGS
            .iter()
            .map(|note| Self::Wisn(note.id))
            .chain([
                Standards, MonthEnd, GridThreshold, GridSource, HeadThreshold, HeadSource, Bound, Percent,
            ])
            .chain([TargetMonths, TargetShorter])
            .chain(Measure::ALL.iter().map(|m| Self::Target(*m)))
            .chain([VillageTargets, Township, Address, Language])
    }

    /// The setting of a name in files.
    pub fn of(id: &str) -> Option<Self> {
        Self::all().find(|key| key.id() == id)
    }

    /// The name in files.
    pub fn id(self) -> String {
        match self {
            Self::Wisn(field) => format!("wisn.{field}"),
            Self::Standards => "wisn.source".to_owned(),
            Self::MonthEnd => "period.month_end".to_owned(),
            Self::GridThreshold => "threshold.households_per_grid".to_owned(),
            Self::GridSource => "threshold.households_per_grid.source".to_owned(),
            Self::HeadThreshold => "threshold.households_per_head".to_owned(),
            Self::HeadSource => "threshold.households_per_head.source".to_owned(),
            Self::Bound => "rebalance.bound".to_owned(),
            Self::Percent => "rebalance.percent".to_owned(),
            Self::TargetMonths => "target.months".to_owned(),
            Self::TargetShorter => "target.shorter".to_owned(),
            Self::Target(measure) => format!("target.{}", measure.id()),
            Self::VillageTargets => "target.by_village".to_owned(),
            Self::Township => "township".to_owned(),
            Self::Address => "address".to_owned(),
            Self::Language => "language".to_owned(),
        }
    }

    /// Where it stands on the page.
    pub fn group(self) -> Group {
        match self {
            Self::Wisn(_) | Self::Standards => Group::Load,
            Self::MonthEnd => Group::Periods,
            Self::GridThreshold | Self::GridSource | Self::HeadThreshold | Self::HeadSource => {
                Group::Thresholds
            }
            Self::Bound | Self::Percent => Group::Rebalance,
            Self::TargetMonths | Self::TargetShorter | Self::Target(_) | Self::VillageTargets => {
                Group::Targets
            }
            Self::Township | Self::Address | Self::Language => Group::Township,
        }
    }

    fn note(self) -> Option<&'static SettingNote> {
        match self {
            Self::Wisn(field) => SETTINGS.iter().find(|note| note.id == field),
            _ => None,
        }
    }

    /// The name on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Wisn(field) => self.note().map_or(field, |note| t(note.title)),
            Self::Standards => t("标准的依据"),
            Self::MonthEnd => t("每月截止日"),
            Self::GridThreshold => t("每个网格户数上限"),
            Self::GridSource => t("上限的依据（网格）"),
            Self::HeadThreshold => t("每名联户长户数上限"),
            Self::HeadSource => t("上限的依据（联户长）"),
            Self::Bound => t("调整后每格不超过"),
            Self::Percent => t("调整后每格不超过本村平均的"),
            Self::TargetMonths => t("随期间累计的目标按多久定"),
            Self::TargetShorter => t("期间不足时"),
            Self::Target(measure) => measure.title(),
            Self::VillageTargets => t("各村目标"),
            Self::Township => t("乡镇名称"),
            Self::Address => t("分享链接的网址"),
            Self::Language => t("语言"),
        }
    }

    /// The unit; empty for words.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Wisn(_) => self.note().map_or("", |note| t(note.unit)),
            Self::GridThreshold | Self::HeadThreshold | Self::Bound => t("户"),
            Self::Percent | Self::Target(_) => "%",
            Self::Standards
            | Self::MonthEnd
            | Self::TargetMonths
            | Self::TargetShorter
            | Self::VillageTargets
            | Self::GridSource
            | Self::HeadSource
            | Self::Township
            | Self::Address
            | Self::Language => "",
        }
    }

    /// Where the default comes from, or what the setting is for.
    pub fn source(self) -> &'static str {
        match self {
            Self::Wisn(_) => self.note().map_or("", |note| t(note.source)),
            Self::Standards => t("按本地核定以上标准后，写明文件名称和文号；写了才折合网格员人数"),
            Self::MonthEnd => {
                t("31 即月末；填 25 时，1月是上年12月26日到1月25日，季度、半年、年和累计都随着算")
            }
            Self::GridThreshold => t("没有全国统一的村网格标准；300～500户是城市社区的做法"),
            Self::HeadThreshold => t("各地一般每名10～20户，没有全国统一标准"),
            Self::GridSource | Self::HeadSource => t("写明文件名称和文号，会列在网格表下"),
            Self::Bound => t("默认0，表示按下一项；城市的户数标准对村网格通常偏高，起不了作用"),
            Self::Percent => t("默认值，可改；没有统一标准，130%即比本村平均多不过三成"),
            Self::TargetMonths => {
                t("入户走访覆盖率和“八进”覆盖随期间累计，一个月达不到半年的目标；请按考核文件选")
            }
            Self::TargetShorter => t("默认不判，不报虚警；折算时，目标×月数÷目标的月数，写成 80%×1/6＝13.3%"),
            Self::Target(measure) if measure.grows() => t("随期间累计"),
            Self::Target(_) | Self::VillageTargets => "",
            Self::Township => t("留空时按表的标题和文件名认"),
            Self::Address => t("留空时用本页自己的地址；放在网站上供别人打开时填写"),
            Self::Language => "",
        }
    }

    /// What it accepts.
    pub fn accepts(self) -> Accepts {
        match self {
            Self::Wisn(field) => match field {
                "minutes_per_visit" => Accepts::Number(0.0, 1440.0),
                "minutes_per_case" => Accepts::Number(0.0, 100_000.0),
                "minutes_per_household_month" => Accepts::Number(0.0, 10_000.0),
                "working_days_per_year" => Accepts::Positive(366.0),
                "days_off_per_year" => Accepts::Number(0.0, 366.0),
                "hours_per_day" => Accepts::Positive(24.0),
                "grid_share" => Accepts::Positive(1.0),
                "category_share" => Accepts::Number(0.0, 0.9),
                _ => Accepts::Number(0.0, 8_784.0),
            },
            Self::GridThreshold | Self::HeadThreshold => Accepts::Whole(1, 1_000_000),
            Self::MonthEnd => Accepts::Whole(1, 31),
            Self::VillageTargets => Accepts::Targets,
            Self::TargetMonths => Accepts::OneOf(&LENGTHS),
            Self::TargetShorter => Accepts::OneOf(&SHORTER),
            Self::Bound => Accepts::Whole(0, 1_000_000),
            Self::Percent => Accepts::Whole(100, 1_000),
            Self::Target(_) => Accepts::Whole(1, 100),
            Self::Standards | Self::GridSource | Self::HeadSource => Accepts::Words(200),
            Self::Township => Accepts::Words(40),
            Self::Address => Accepts::Address,
            Self::Language => Accepts::Language,
        }
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        !matches!(self.accepts(), Accepts::Words(_) | Accepts::Targets | Accepts::Address | Accepts::Language)
    }

    /// The setting as it is typed.
    pub fn text(self, settings: &Settings) -> String {
        match self {
            Self::Wisn(field) => settings.wisn.get(field).map(|n| n.to_string()).unwrap_or_default(),
            Self::Standards => settings.standards.clone(),
            Self::MonthEnd => settings.month_end.day().to_string(),
            Self::GridThreshold => settings.thresholds.households_per_grid.to_string(),
            Self::GridSource => settings.thresholds.grid_source.clone(),
            Self::HeadThreshold => settings.thresholds.households_per_head.to_string(),
            Self::HeadSource => settings.thresholds.head_source.clone(),
            Self::Bound => settings.rebalance.bound.to_string(),
            Self::Percent => settings.rebalance.percent.to_string(),
            Self::VillageTargets => settings.villages.table(Measure::id),
            Self::TargetMonths => settings.rule.months.to_string(),
            Self::TargetShorter => settings.rule.shorter.to_string(),
            Self::Target(measure) => settings.target(measure).to_string(),
            Self::Township => settings.township.clone(),
            Self::Address => settings.address.clone(),
            Self::Language => settings.language.id().to_owned(),
        }
    }

    /// Puts what a person typed in.
    pub fn put(self, settings: &mut Settings, text: &str) -> Result<(), String> {
        let text = text.trim();
        match self {
            Self::Wisn(field) => {
                let number = self.number(text)?;
                if let Some(place) = settings.wisn.get_mut(field) {
                    *place = number;
                }
            }
            Self::MonthEnd => {
                let day = self.whole(text)?;
                settings.month_end = MonthEnd::new(day).ok_or_else(|| self.wrong(text))?;
            }
            Self::GridThreshold => settings.thresholds.households_per_grid = self.whole(text)?,
            Self::HeadThreshold => settings.thresholds.households_per_head = self.whole(text)?,
            Self::Bound => settings.rebalance.bound = self.whole(text)?,
            Self::Percent => settings.rebalance.percent = self.whole(text)?,
            Self::VillageTargets => {
                let PastedTargets { villages, findings, .. } = pasted_targets(text, &[]);
                match findings.into_iter().next() {
                    None => settings.villages = villages,
                    Some(sentence) => return Err(sentence),
                }
            }
            Self::TargetMonths => settings.rule.months = self.whole(text)?,
            Self::TargetShorter => settings.rule.shorter = self.whole(text)?,
            Self::Target(measure) => {
                let target = self.whole(text)?;
                if target == measure.target() {
                    settings.targets.remove(&measure);
                } else {
                    settings.targets.insert(measure, target);
                }
            }
            Self::Standards => settings.standards = self.words(text)?,
            Self::GridSource => settings.thresholds.grid_source = self.words(text)?,
            Self::HeadSource => settings.thresholds.head_source = self.words(text)?,
            Self::Township => settings.township = self.words(text)?,
            Self::Address => settings.address = self.words(text)?,
            Self::Language => {
                settings.language = text::Language::from_id(text).ok_or_else(|| self.wrong(text))?;
            }
        }
        Ok(())
    }

    /// The sentence for a wrong value.
    fn wrong(self, text: &str) -> String {
        let accepted = match self.accepts() {
            Accepts::Number(least, most) => say!("{least}～{most} 之间的数", least, most),
            Accepts::Positive(most) => say!("大于 0、不超过 {most} 的数", most),
            Accepts::Whole(least, most) => say!("{least}～{most} 之间的整数", least, most),
            Accepts::OneOf(all) => all.iter().map(|(n, _)| n.to_string()).collect::<Vec<_>>().join(t("、")),
            Accepts::Words(most) => say!("不超过 {most} 个字的文字", most),
            Accepts::Targets => t("一行一个村、一列一个指标的表").to_owned(),
            Accepts::Language => text::Language::ALL.map(text::Language::id).join(t("、")),
            Accepts::Address => t("以 http://、https:// 或 file:// 开头的网址，或者留空").to_owned(),
        };
        let shown: String = text.chars().take(40).collect();
        say!("“{}”应是{accepted}，填的是“{shown}”", self.title(), accepted, shown)
    }

    fn number(self, text: &str) -> Result<f64, String> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, ',' | '，' | ' '))
            .map(|c| match c {
                '０'..='９' => char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0)),
                '．' | '。' => '.',
                '－' => '-',
                other => other,
            })
            .collect();
        let within = |n: &f64| match self.accepts() {
            Accepts::Number(least, most) => (least..=most).contains(n),
            Accepts::Positive(most) => *n > 0.0 && *n <= most,
            Accepts::Whole(least, most) => {
                n.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(n)
            }
            Accepts::OneOf(all) => all.iter().any(|(known, _)| f64::from(*known) == *n),
            Accepts::Words(_) | Accepts::Targets | Accepts::Address | Accepts::Language => false,
        };
        plain.parse().ok().filter(within).ok_or_else(|| self.wrong(text))
    }

    pub(super) fn whole(self, text: &str) -> Result<u32, String> {
        // Inside its range a cast loses nothing.
        self.number(text).map(|n| n as u32)
    }

    fn words(self, text: &str) -> Result<String, String> {
        let clean = match self.accepts() {
            Accepts::Words(most) => text.chars().count() <= most && !text.chars().any(char::is_control),
            _ => {
                let begins = ["http://", "https://", "file://"].iter().any(|p| text.starts_with(p));
                let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '#');
                text.is_empty() || (begins && plain && text.len() <= 500)
            }
        };
        if clean { Ok(text.to_owned()) } else { Err(self.wrong(text)) }
    }
}

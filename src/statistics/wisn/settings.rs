//! What the load assumes: standard times and the hours that an officer has, each with where it comes from.

use serde::{Deserialize, Serialize};

/// Standard times and available hours. All can be changed; [`SETTINGS`] says where the defaults come from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkloadSettings {
    /// Minutes of a visit whose time is not recorded.
    pub minutes_per_visit: f64,
    /// Minutes of a case, from receiving to closing it.
    pub minutes_per_case: f64,
    /// Minutes a month that looking after a household takes besides visits and cases.
    pub minutes_per_household_month: f64,
    /// Working days a year.
    pub working_days_per_year: f64,
    /// Days of leave, illness and training a year.
    pub days_off_per_year: f64,
    /// Working hours a day.
    pub hours_per_day: f64,
    /// The share of these hours that is for the grid, above 0, at most 1: below 1 where officers are part-time.
    pub grid_share: f64,
    /// The share of the time for the grid that meetings and reports take from everyone, 0 to below 1.
    pub category_share: f64,
    /// Hours a year of duties that only this grid's officer has.
    pub individual_hours_per_year: f64,
}

impl Default for WorkloadSettings {
    fn default() -> Self {
        Self {
            minutes_per_visit: 30.0,
            minutes_per_case: 120.0,
            minutes_per_household_month: 5.0,
            working_days_per_year: 248.0,
            days_off_per_year: 10.0,
            hours_per_day: 8.0,
            grid_share: 1.0,
            category_share: 0.1,
            individual_hours_per_year: 0.0,
        }
    }
}

impl WorkloadSettings {
    /// Returns a setting by the name of its field; `None` if there is no such field.
    pub fn get(&self, field: &str) -> Option<f64> {
        // One list of names is enough: a copy is small.
        Self::get_mut(&mut { *self }, field).copied()
    }

    /// Returns a setting by the name of its field, for changing it; `None` if there is no such field.
    pub fn get_mut(&mut self, field: &str) -> Option<&mut f64> {
        Some(match field {
            "minutes_per_visit" => &mut self.minutes_per_visit,
            "minutes_per_case" => &mut self.minutes_per_case,
            "minutes_per_household_month" => &mut self.minutes_per_household_month,
            "working_days_per_year" => &mut self.working_days_per_year,
            "days_off_per_year" => &mut self.days_off_per_year,
            "hours_per_day" => &mut self.hours_per_day,
            "grid_share" => &mut self.grid_share,
            "category_share" => &mut self.category_share,
            "individual_hours_per_year" => &mut self.individual_hours_per_year,
            _ => return None,
        })
    }

    /// The hours that one officer has for a grid in `days` days, of 365 a year; `None` unless above 0.
    pub fn available_hours(&self, days: u32) -> Option<f64> {
        let a_year =
            (self.working_days_per_year - self.days_off_per_year) * self.hours_per_day * self.grid_share;
        let hours = a_year * f64::from(days) / 365.0;
        let sane = self.working_days_per_year <= 366.0
            && self.days_off_per_year >= 0.0
            && (0.0..=24.0).contains(&self.hours_per_day)
            && (0.0..=1.0).contains(&self.grid_share);
        (sane && hours > 0.0).then_some(hours)
    }
}

/// What a page shows beside a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SettingNote {
    /// The field of [`WorkloadSettings`], as it is serialised.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
}

const OWN: &str = "默认值，可改；没有全国统一标准，请按本地实际测算";

/// The settings in the order of a form.
pub const SETTINGS: [SettingNote; 9] = [
    SettingNote { id: "minutes_per_visit", title: "走访一户", unit: "分钟", source: OWN },
    SettingNote { id: "minutes_per_case", title: "办理一件", unit: "分钟", source: OWN },
    SettingNote {
        id: "minutes_per_household_month", title: "每户每月日常服务", unit: "分钟", source: OWN
    },
    SettingNote {
        id: "working_days_per_year",
        title: "全年工作日",
        unit: "天",
        source: "人力资源社会保障部《关于职工全年月平均工作时间和工资折算问题的通知》（2025年）：\
                 365天－104天休息日－13天法定节假日＝248天；网格员不坐班的，按实际填写",
    },
    SettingNote {
        id: "days_off_per_year",
        title: "年休假、病事假和培训",
        unit: "天",
        source: "默认值，可改；年休假天数按《职工带薪年休假条例》因工龄而异，其余按实际填写",
    },
    SettingNote {
        id: "hours_per_day",
        title: "每天工作",
        unit: "小时",
        source: "《国务院关于职工工作时间的规定》第三条：每日工作8小时",
    },
    SettingNote {
        id: "grid_share",
        title: "用于网格工作的时间比例",
        unit: "0～1",
        source: "默认值1表示专职，可改；兼职网格员请按实际填写，例如0.5",
    },
    SettingNote {
        id: "category_share",
        title: "会议、报表等共同事务占用的比例",
        unit: "0～1",
        source: "默认值，可改；世界卫生组织WISN方法的“类别津贴”，比例须由本地测算",
    },
    SettingNote {
        id: "individual_hours_per_year",
        title: "个人专项任务",
        unit: "小时/年",
        source: "默认值，可改；世界卫生组织WISN方法的“个人津贴”，没有就填0",
    },
];

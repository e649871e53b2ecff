//! Blank templates: one workbook with a sheet for each kind of table, under headings that are known for sure.
//!
//! The first row is an example, marked 示例 in its first column; such a row is left out when the file is read.

use crate::input::recognise::schema::{FieldSpec, Type, spec};
use crate::model::kind::Field;
use crate::model::kind::Field::*;
use crate::model::kind::Kind;
use crate::say;
use crate::text::t;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows below the headings that take the lists and checks.
const ROWS: u32 = 5_000;
/// What marks the example.
pub const EXAMPLE: &str = "示例";

/// A kind with its columns, each with an example; a column whose example begins with * must be filled in.
type Sheet = (Kind, &'static [(Field, &'static str)]);

const SHEETS: &[Sheet] = &[
    (
        Kind::Villages,
        &[(Name, "*幸福村"), (Code, "520000000001"), (Households, "*412"), (People, "1530"), (Centre, "*是")],
    ),
    (
        Kind::Grids,
        &[
            (Village, "*幸福村"),
            (Name, "*幸福村第一网格"),
            (Code, "01"),
            (Households, "*68"),
            (People, "250"),
            (Leader, "张三"),
            (Officer, "李四"),
            (Phone, ""),
        ],
    ),
    (
        Kind::Officers,
        &[
            (Village, "*幸福村"),
            (Grid, "*幸福村第一网格"),
            (Name, "*李四"),
            (Role, "*专职网格员"),
            (Sex, "女"),
            (Phone, ""),
            (Political, "中共党员"),
            (Since, "2024-01-01"),
        ],
    ),
    (
        Kind::Heads,
        &[(Village, "*幸福村"), (Grid, "*幸福村第一网格"), (Name, "*王五"), (Households, "*15"), (Phone, "")],
    ),
    (
        Kind::PartyGroups,
        &[
            (Village, "*幸福村"),
            (Name, "*幸福村第一网格党小组"),
            (What, "*独立组建"),
            (Grids, "*幸福村第一网格"),
            (Members, "8"),
            (Leader, "赵六"),
        ],
    ),
    (
        Kind::Visits,
        &[
            (Date, "*2024-03-05"),
            (Village, "*幸福村"),
            (Grid, "*幸福村第一网格"),
            (Officer, "*李四"),
            (Household, "*0105"),
            (What, "日常走访"),
            (Minutes, "25"),
        ],
    ),
    (
        Kind::Cases,
        &[
            (Id, "2024001"),
            (Received, "*2024-03-05"),
            (Village, "*幸福村"),
            (Grid, "*幸福村第一网格"),
            (What, "邻里纠纷"),
            (Deadline, "*2024-03-20"),
            (Closed, "2024-03-12"),
            (Status, "*已办结"),
            (Satisfaction, "满意"),
        ],
    ),
    (
        Kind::Representatives,
        &[
            (Name, "*孙七"),
            (Body, "*人大代表"),
            (Village, "幸福村"),
            (Sex, "男"),
            (Phone, ""),
            (Since, "2021-11-01"),
        ],
    ),
    (
        Kind::Duty,
        &[
            (Date, "*2024-03-05"),
            (Body, "*人大代表"),
            (Name, "*孙七"),
            (Activity, "*走访选民"),
            (Amount, "*12"),
            (Village, "幸福村"),
        ],
    ),
    (
        Kind::Matters,
        &[
            (Id, "1"),
            (Body, "*人大代表"),
            (Name, "*孙七"),
            (Date, "*2024-03-05"),
            (What, "*建议"),
            (Topic, "修通组道路"),
            (Unit, "农业服务中心"),
            (Status, "*已解决"),
            (Due, "2024-06-05"),
            (Closed, "2024-05-20"),
            (Satisfaction, "满意"),
        ],
    ),
    (
        Kind::VolunteerTeams,
        &[(Name, "*幸福村志愿服务队"), (Village, "*幸福村"), (Members, "*35"), (Leader, "周八"), (Phone, "")],
    ),
    (
        Kind::VolunteerActivities,
        &[
            (Date, "*2024-03-05"),
            (Team, "*幸福村志愿服务队"),
            (Topic, "*环境整治"),
            (People, "20"),
            (Village, "幸福村"),
            (Minutes, "120"),
            (Served, "60"),
        ],
    ),
    (
        Kind::LawPublicity,
        &[
            (Date, "*2024-03-05"),
            (What, "*宣讲"),
            (Venue, "*农村"),
            (Topic, "民法典"),
            (Village, "幸福村"),
            (People, "45"),
            (Handouts, "*60"),
        ],
    ),
    (
        Kind::SelfGovernance,
        &[
            (Village, "*幸福村"),
            (Rules, "*2023-08-01"),
            (Ethics, "*是"),
            (Assembly, "*是"),
            (Ceremonies, "*是"),
            (OpenDecisions, "4"),
        ],
    ),
    (
        Kind::Cadres,
        &[
            (Name, "*吴九"),
            (Village, "*幸福村"),
            (Post, "*村主任"),
            (Times, "*2"),
            (Date, "2024-04-10"),
            (Topic, "基层治理"),
        ],
    ),
    (
        Kind::DutyLists,
        &[
            (What, "任务清单"),
            (Item, "*网格边界核对"),
            (Leader, "*郑十"),
            (Office, "*综治中心"),
            (Due, "*2024-06-30"),
            (Done, "2024-06-20"),
        ],
    ),
    (
        Kind::Stations,
        &[
            (Name, "*幸福村代表联络室"),
            (What, "联络室"),
            (Village, "*幸福村"),
            (Box, "*1"),
            (Ledgers, "*5"),
            (Facilities, "*8"),
        ],
    ),
    (Kind::Lecturers, &[(Name, "*冯一"), (Village, "幸福村"), (Phone, "")]),
    (Kind::Models, &[(Name, "*陈二"), (Village, "幸福村"), (Title, "*乡风文明模范")]),
];

/// The words that a column takes; empty where any will do.
#[must_use]
pub fn choices(kind: Kind, field: Field) -> &'static [&'static str] {
    match (kind, field) {
        (Kind::Villages, Centre) | (_, Ethics | Assembly | Ceremonies) => &["是", "否"],
        (_, Body) => &["党代表", "人大代表", "政协委员"],
        (_, Role) => &["网格长", "专职网格员", "兼职网格员"],
        (_, Sex) => &["男", "女"],
        (_, Political) => &["中共党员", "中共预备党员", "共青团员", "群众"],
        (_, Satisfaction) => &["满意", "基本满意", "不满意"],
        (_, Activity) => &["走访选民", "接待选民", "走访代表", "小组活动", "主题宣讲", "技能培训"],
        (Kind::Cases, Status) => &["已办结", "办理中", "转办"],
        (Kind::Matters, Status) => &["已解决", "办理中", "转办"],
        (Kind::Matters, What) => &["问题", "建议", "意见", "纠纷"],
        (Kind::PartyGroups, What) => &["独立组建", "联合组建"],
        (Kind::LawPublicity, What) => &["宣讲", "培训", "发放资料"],
        (Kind::DutyLists, What) => &["责任清单", "任务清单", "问题清单"],
        (Kind::Stations, What) => &["联络站", "联络室"],
        (_, Venue) => &crate::count::VENUES,
        _ => &[],
    }
}

/// The columns of a kind's sheet: the specification, its heading, the example, whether it must be filled in.
pub fn columns(kind: Kind) -> Vec<(&'static FieldSpec, &'static str, &'static str, bool)> {
    let listed = SHEETS.iter().find(|(k, _)| *k == kind).map(|(_, c)| *c).unwrap_or_default();
    listed
        .iter()
        .filter_map(|(field, example)| {
            let spec = spec(kind).field(*field)?;
            Some((spec, title(spec)?, example.trim_start_matches('*'), example.starts_with('*')))
        })
        .collect()
}

/// The heading of a field: the first under which it is known, where that is no single character.
fn title(spec: &FieldSpec) -> Option<&'static str> {
    let long = |h: &&&'static str| h.chars().count() > 1 || matches!(spec.field, Village | Name);
    let stated = match spec.field {
        Minutes => "（分钟）",
        Handouts => "（份）",
        _ => "",
    };
    let with_unit = spec.headings.iter().find(|h| !stated.is_empty() && h.ends_with(stated));
    with_unit.or_else(|| spec.headings.iter().find(long)).copied()
}

/// The workbook.
///
/// # Errors
/// A sentence, where it cannot be written.
pub fn templates() -> Result<Vec<u8>, String> {
    write().map_err(|e| say!("模板不能写成：{}", e))
}

fn write() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for kind in Kind::counted() {
        book.push_worksheet(sheet(kind)?);
    }
    book.save_to_buffer()
}

fn font() -> Format {
    Format::new().set_font_name("微软雅黑").set_font_size(10).set_align(FormatAlign::VerticalCenter)
}

fn sheet(kind: Kind) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(kind.title())?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    let head =
        font().set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
    let must = head.clone().set_background_color(Color::RGB(0xE3_E9F0));
    let example = font().set_italic().set_font_color(Color::RGB(0x8A_8F98));
    sheet.set_row_height(0, 32)?;
    sheet.write_string_with_format(0, 0, "序号", &head)?;
    sheet.write_string_with_format(1, 0, EXAMPLE, &example)?;
    let about = DataValidation::new()
        .allow_any_value()
        .set_input_message(t("第 2 行是示例，不会计入。从第 3 行填起，示例可以删去"))?;
    sheet.add_data_validation(1, 0, 1, 0, &about)?;
    sheet.set_column_width(0, 7)?;
    for (column, (spec, heading, sample, required)) in (1u16..).zip(columns(kind)) {
        sheet.write_string_with_format(0, column, heading, if required { &must } else { &head })?;
        let style = match spec.kind {
            Type::Day => font().set_num_format("yyyy-mm-dd"),
            Type::Digits => font().set_num_format("@"),
            _ => font(),
        };
        sheet.set_column_format(column, &style)?;
        fill(&mut sheet, column, spec, sample, &example)?;
        sheet.set_column_width(column, width(heading, sample))?;
        sheet.add_data_validation(1, column, ROWS, column, &validation(kind, spec, required)?)?;
    }
    Ok(sheet)
}

fn width(heading: &str, sample: &str) -> f64 {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
    (wide(heading).max(wide(sample)) + 3.0).clamp(9.0, 32.0)
}

fn fill(
    sheet: &mut Worksheet,
    column: u16,
    spec: &FieldSpec,
    sample: &str,
    style: &Format,
) -> Result<(), XlsxError> {
    if sample.is_empty() {
        return Ok(());
    }
    let number = || sample.parse::<f64>().ok();
    match (spec.kind, day(sample)) {
        (_, Some(day)) => {
            let date = style.clone().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(1, column, day, &date)?;
        }
        (Type::Amount(_) | Type::AnyAmount, None) => match number() {
            Some(n) => _ = sheet.write_number_with_format(1, column, n, style)?,
            None => _ = sheet.write_string_with_format(1, column, sample, style)?,
        },
        _ => _ = sheet.write_string_with_format(1, column, sample, style)?,
    }
    Ok(())
}

fn day(text: &str) -> Option<ExcelDateTime> {
    let mut parts = text.splitn(3, '-').map(|p| p.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// What a column takes, with a note that appears beside a chosen cell. Other entries are warned of, not refused.
fn validation(kind: Kind, spec: &FieldSpec, required: bool) -> Result<DataValidation, XlsxError> {
    let words = choices(kind, spec.field);
    let mut note = String::from(if required { t("必填。") } else { t("可不填。") });
    let rule = DataValidation::new();
    let rule = if !words.is_empty() {
        note += &say!("从列表中选：{}", words.join("、"));
        rule.allow_list_strings(words)?
    } else {
        match spec.kind {
            Type::Day => {
                note += t("日期，如 2024-03-05");
                rule.allow_date(DataValidationRule::Between(
                    ExcelDateTime::from_ymd(1950, 1, 1)?,
                    ExcelDateTime::from_ymd(2100, 12, 31)?,
                ))
            }
            Type::Amount(_) | Type::AnyAmount => {
                note += t("整数，不带单位");
                rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
            }
            Type::Digits => {
                note += t("按文本填写，前面的 0 不要丢");
                rule.allow_any_value()
            }
            Type::Person => {
                note += t("姓名，多人用顿号隔开");
                rule.allow_any_value()
            }
            Type::Village => {
                note += t("与行政村表中的村名一致");
                rule.allow_any_value()
            }
            Type::Text => {
                note += match spec.field {
                    Grid | Grids => t("与网格表中的网格名称一致，多个用顿号隔开"),
                    Rules => t("修订日期，或填是、否"),
                    _ => t("文字"),
                };
                rule.allow_any_value()
            }
        }
    };
    rule.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(t("填的内容与这一列的要求不同"))?
        .set_input_title(spec.field.title())?
        .set_input_message(note)
}

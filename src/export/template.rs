//! Blank templates: one workbook with a sheet for each kind of table, under headings that are known for sure.
//!
//! The first row is an example, marked 示例 in its first column; such a row is left out when the file is read.

use crate::catalogue::kinds::{FieldSpec, FieldType, KindSpec, TemplateColumn};
use crate::model::kind::{Field, Kind};
use crate::order::Sort as _;
use crate::text::{say, t};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The number of rows below the headings that have lists and checks.
const ROWS: u32 = 5_000;
/// The word that marks the example.
pub const EXAMPLE: &str = "示例";

/// The columns of a kind's sheet in their order, each with its heading.
pub fn columns(kind: Kind) -> Vec<(&'static FieldSpec, TemplateColumn, &'static str)> {
    let fields = KindSpec::for_kind(kind).fields.iter();
    let mut columns: Vec<_> =
        fields.filter_map(|spec| Some((spec, spec.template?, heading(spec)?))).collect();
    columns.order_by_key(|(_, column, _)| column.place);
    columns
}

/// The heading of a field: the first under which it is known that states its unit, else the first of several
/// characters.
fn heading(spec: &FieldSpec) -> Option<&'static str> {
    let states_unit = |heading: &&&'static str| match spec.field_type {
        FieldType::Amount(Some(unit)) => heading.ends_with(&format!("（{unit}）")),
        _ => false,
    };
    let is_long = |heading: &&&'static str| {
        heading.chars().count() > 1 || matches!(spec.field, Field::Village | Field::Name)
    };
    spec.headings.iter().find(states_unit).or_else(|| spec.headings.iter().find(is_long)).copied()
}

/// Writes the workbook.
///
/// # Errors
/// Returns a sentence if it cannot be written.
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
    for (spec, template, heading) in columns(kind) {
        let column = u16::from(template.place);
        sheet.write_string_with_format(0, column, heading, if template.required { &must } else { &head })?;
        let style = match spec.field_type {
            FieldType::Day => font().set_num_format("yyyy-mm-dd"),
            FieldType::Digits => font().set_num_format("@"),
            _ => font(),
        };
        sheet.set_column_format(column, &style)?;
        fill(&mut sheet, column, spec, template.example, &example)?;
        sheet.set_column_width(column, width(heading, template.example))?;
        sheet.add_data_validation(1, column, ROWS, column, &validation(spec, template.required)?)?;
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
    match (spec.field_type, day(sample)) {
        (_, Some(day)) => {
            let date = style.clone().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(1, column, day, &date)?;
        }
        (FieldType::Amount(_), None) => match number() {
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

/// Returns the entries that a column accepts, with a note that appears beside a chosen cell. Other entries lead to a
/// warning and are not refused.
fn validation(spec: &FieldSpec, required: bool) -> Result<DataValidation, XlsxError> {
    let mut note = String::from(if required { t("必填。") } else { t("可不填。") });
    let rule = DataValidation::new();
    let rule = if !spec.choices.is_empty() {
        note += &say!("从列表中选：{}", spec.choices.join("、"));
        rule.allow_list_strings(&spec.choices)?
    } else {
        match spec.field_type {
            FieldType::Day => {
                note += t("日期，如 2024-03-05");
                rule.allow_date(DataValidationRule::Between(
                    ExcelDateTime::from_ymd(1950, 1, 1)?,
                    ExcelDateTime::from_ymd(2100, 12, 31)?,
                ))
            }
            FieldType::Amount(_) => {
                note += t("整数，不带单位");
                rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
            }
            FieldType::Digits => {
                note += t("按文本填写，前面的 0 不要丢");
                rule.allow_any_value()
            }
            FieldType::Person => {
                note += t("姓名，多人用顿号隔开");
                rule.allow_any_value()
            }
            FieldType::Village => {
                note += t("与行政村表中的村名一致");
                rule.allow_any_value()
            }
            FieldType::Text => {
                note += match spec.field {
                    Field::Grid | Field::Grids => t("与网格表中的网格名称一致，多个用顿号隔开"),
                    Field::Rules => t("修订日期，或填是、否"),
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

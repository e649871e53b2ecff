//! 载入示例: a township made in code, as the files that its offices would export.
//!
//! The places and the totals are those of a real township; every person, telephone number and figure of a single
//! grid is invented, and the titles state it. The files go through the same readers as dropped ones, and
//! have a few small flaws (an impossible date, a grid on no list, a repeated row, a blank in a name,
//! a number in full width) that change no total.

mod draw;
mod ledgers;
mod places;
mod sheet;
mod text;
mod visits;

use crate::model::cell::Day;
use draw::Draw;
use sheet::Sheet;

/// Days in the half year from 2024-01-01 to 2024-06-30.
const PERIOD_DAYS: usize = 182;

fn first_day() -> Day {
    // 2024-01-01.
    Day(19_723)
}

fn title(what: &str) -> String {
    format!("好花红镇{what}（示例数据，人名均为虚构）")
}

fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    // No sheet of the sample is more than a workbook holds; `tests/core/sample.rs` reads them all.
    sheet::workbook(sheets).unwrap_or_default()
}

/// A file of the sample.
pub struct SampleFile {
    /// Its name.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The sample's files, the same at every call.
pub fn files() -> Vec<SampleFile> {
    let mut draw = Draw::new(2024);
    let draw = &mut draw;
    let grids = places::grids(draw);
    let (rosters, duties, matters) = ledgers::representatives(draw);
    let heads = text::separated(&places::heads(draw, &grids), ",");
    let law = text::separated(&ledgers::law(draw), "\t");
    [
        ("行政村基本情况（示例）.xlsx", workbook(&[places::village_list(&grids, &title("行政村基本情况"))])),
        (
            "网格基本情况表（示例）.xlsx",
            workbook(&[places::grid_list(draw, &grids, &title("网格基本情况统计表"))]),
        ),
        ("联户长名册（示例）.csv", text::gb18030(&heads)),
        (
            "党小组台账（示例）.xlsx",
            workbook(&[places::party_groups(draw, &grids, &title("网格党小组台账"))]),
        ),
        ("入户走访记录（示例）.csv", format!("\u{FEFF}{}", visits::visits(draw, &grids)).into_bytes()),
        ("矛盾纠纷和诉求台账（示例）.xlsx", workbook(&[ledgers::cases(draw, &grids)])),
        ("代表委员名册（示例）.xlsx", workbook(&rosters)),
        ("代表委员履职登记（示例）.xlsx", workbook(&duties)),
        ("意见建议办理台账（示例）.xlsx", workbook(&[matters])),
        ("志愿服务（示例）.xlsx", workbook(&ledgers::volunteers(draw))),
        ("普法宣传台账（示例）.csv", text::utf16(&law)),
        ("村民自治情况（示例）.xlsx", workbook(&[ledgers::self_governance(draw)])),
        ("村干部培训情况（示例）.xls", text::gb18030(&text::html(&ledgers::cadres(draw)))),
        ("三张清单（示例）.xlsx", workbook(&ledgers::duty_lists(draw))),
        ("代表联络站室（示例）.xlsx", workbook(&[ledgers::stations()])),
        ("普法宣讲员和先进典型（示例）.xlsx", workbook(&ledgers::honours(draw))),
    ]
    .into_iter()
    .map(|(name, bytes)| SampleFile { name, bytes })
    .collect()
}

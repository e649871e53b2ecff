//! 网格负荷: loads and thresholds in the table, and the sentences beside them.

use crate::common::session;
use gelan::figures::Figures;
use gelan::figures::settings::{Key, Settings};
use gelan::model::period::PeriodChoice;
use gelan::view::parts::grid_table::table;
use gelan::view::parts::workload::{basis, thresholds};
use gelan::view::table::{CellValue, Filter, Order};

const GRIDS: &str =
    "村,网格名称,户数,网格员\n甲村,第一网格,60,王一\n甲村,第二网格,120,\n甲村,第三网格,60,王三、王四\n";
const HEADS: &str =
    "村,网格,联户长,户数\n甲村,第一网格,张一,30\n甲村,第一网格,张二,30\n甲村,第二网格,张三,20\n";
const VISITS: &str = "村,网格,户主,走访日期,用时（分钟）\n\
    甲村,第一网格,张一,2024-01-10,20\n甲村,第一网格,张二,2024-02-10,\n甲村,第二网格,张三,2024-03-10,40\n";

fn figures(settings: Settings, visits: &str) -> Figures {
    let files = [("网格.csv", GRIDS), ("联户长.csv", HEADS), ("入户走访记录.csv", visits)];
    let mut session = session::accepted(&files);
    session.set(settings);
    session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone()
}

fn with(pairs: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (id, text) in pairs {
        settings.set(Key::of(id).unwrap(), text).unwrap();
    }
    settings
}

#[test]
fn the_table_sorts_by_load_and_marks_what_is_far_above_the_mean() {
    let table = table(&figures(Settings::default(), VISITS));
    let load = table.columns.iter().position(|c| c.id == "load").unwrap();
    let texts: Vec<_> = table.rows.iter().map(|r| r.cells[load].text()).collect();
    for text in &texts {
        let multiple: f64 = text.trim_start_matches("▲ ").parse().unwrap();
        assert_eq!(text.starts_with('▲'), multiple >= 1.5, "mark and figure agree: {texts:?}");
    }
    assert!(texts[1].starts_with('▲'), "{texts:?}");
    let listing = table.list(&Filter::default(), Some(Order { column: load, descending: true }));
    assert_eq!(listing.rows, [1, 0, 2]);
    // The sum is that of the work over that of the officers, one for the vacant grid.
    assert!(matches!(listing.total[load], CellValue::Workload(_, 4, _)), "{:?}", listing.total[load]);
    assert_eq!(listing.total[load].text(), "1.00");
    assert_eq!(table.rows[1].note, "无网格员");
}

#[test]
fn officers_are_counted_once_a_person_named_the_basis_of_the_standards() {
    let ids = |settings| table(&figures(settings, VISITS)).columns.iter().map(|c| c.id).collect::<Vec<_>>();
    assert!(!ids(Settings::default()).contains(&"of_one_officer"));
    let settings = with(&[("wisn.source", "某镇发〔2024〕1号")]);
    assert!(ids(settings.clone()).contains(&"of_one_officer"));
    let text = basis(&figures(settings, VISITS)).join("\n");
    assert!(text.contains("某镇发〔2024〕1号") && !text.contains("还没有按本地核定"), "{text}");
    let multiple = |settings| table(&figures(settings, VISITS)).rows[0].cells[1].text();
    let twice = with(&[("wisn.hours_per_day", "4")]);
    assert_eq!(multiple(Settings::default()), multiple(twice), "hours change no multiple of the mean");
}

#[test]
fn officers_add_up_where_nobody_has_two_grids() {
    let total = |officers: &str| {
        let grids = "村,网格名称,户数\n甲村,第一网格,60\n甲村,第二网格,120\n";
        let files = [("网格.csv", grids), ("网格员名册.csv", officers), ("入户走访记录.csv", VISITS)];
        let mut session = session::accepted(&files);
        let figures = session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone();
        let table = table(&figures);
        let at = table.columns.iter().position(|c| c.id == "officers").unwrap();
        table.list(&Filter::default(), None).total[at].text()
    };
    let head = "村,网格,网格员姓名,网格员电话\n";
    assert_eq!(
        total(&format!("{head}甲村,第一网格,王一,13900000001\n甲村,第二网格,王二,13900000002\n")),
        "2"
    );
    let shared = total(&format!("{head}甲村,第一网格,王一,13900000001\n甲村,第二网格,王一,13900000001\n"));
    assert_eq!(shared, "", "one person with two grids is one");
}

#[test]
fn what_is_recorded_and_what_is_assumed_is_said() {
    let text = basis(&figures(Settings::default(), VISITS)).join("\n");
    for part in [
        "2024-01-01 至 2024-06-30，共 182 天",
        "每名网格员可用 949.4 小时",
        "2 户次有用时，按实际；另 1 户次没有，每户次按 30 分钟",
        "没有诉求台账",
        "每户每月按 5 分钟",
        "没有网格员的网格，按一名网格员算",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let untimed = VISITS.replace(",20\n", ",\n").replace(",40\n", ",\n");
    assert!(basis(&figures(Settings::default(), &untimed)).join("").contains("3 户次都没有用时"));
}

#[test]
fn grids_beyond_a_threshold_are_marked_and_its_source_is_named() {
    let f = figures(
        with(&[
            ("threshold.households_per_grid", "100"),
            ("threshold.households_per_grid.source", "镇办〔2024〕1号"),
        ]),
        VISITS,
    );
    let table = table(&f);
    let at = |id: &str| table.columns.iter().position(|c| c.id == id).unwrap();
    let households: Vec<_> = table.rows.iter().map(|r| r.cells[at("households")].text()).collect();
    assert_eq!(households, ["60", "▲ 120", "60"]);
    assert_eq!(table.list(&Filter::default(), None).total[at("households")], CellValue::Count(240));
    let per_head: Vec<_> = table.rows.iter().map(|r| r.cells[at("households_per_head")].text()).collect();
    assert_eq!(per_head, ["▲ 30.0", "▲ 120.0", "–"]);
    assert!(table.row_html(1, None).contains("class=\"n beyond\""), "{}", table.row_html(1, None));
    let lines = thresholds(&f);
    assert_eq!(lines[0], "▲ 1 个网格户数超过 100 户（依据：镇办〔2024〕1号）");
    assert!(lines[1].starts_with("▲ 2 个网格每名联户长超过 20 户（依据："), "{}", lines[1]);
}

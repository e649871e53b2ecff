//! Tables of the page: sorting, filtering, sums.

use gelan::catalogue::GridFigure;
use gelan::figures::settings::PeriodTarget;
use gelan::model::place::GridKey;
use gelan::view::table::window::{STEP, window};
use gelan::view::table::{
    CellFigure, CellValue, ColumnKind, Filter, Order, PageTable, RowSubject, TableColumn, TableRow, click,
};

fn table() -> PageTable {
    let columns = vec![
        TableColumn::new("name", "姓名", "", ColumnKind::Text),
        TableColumn::new("visits", "走访", "户次", ColumnKind::Additive),
        TableColumn::new("share", "比例", "%", ColumnKind::Additive),
        TableColumn::new("officers", "网格员", "人", ColumnKind::NonAdditive),
        TableColumn::new("centre", "综治中心", "", ColumnKind::Additive),
    ];
    let row = |village: &str, name: &str, visits: Option<i64>, share: (i64, i64)| TableRow {
        village: village.into(),
        cells: vec![
            CellValue::Text(name.into()),
            CellValue::count(visits),
            CellValue::Percent(share.0, share.1),
            CellValue::Count(1),
            CellValue::Flag(share.0 > 0),
        ],
        note: "",
        about: RowSubject::Nothing,
    };
    PageTable {
        columns,
        rows: vec![
            row("三都村", "张三", Some(10), (1, 2)),
            row("三都村", "李四", None, (0, 0)),
            row("九门村", "白五", Some(1200), (2, 3)),
            row("九门村", "安六", Some(10), (4, 8)),
        ],
        ..PageTable::default()
    }
}

fn names(filter: &Filter, order: Option<Order>) -> Vec<String> {
    let table = table();
    table.list(filter, order).rows.iter().map(|i| table.rows[*i].label()).collect()
}

fn by(column: usize, descending: bool) -> Option<Order> {
    Some(Order { column, descending })
}

#[test]
fn without_an_order_rows_stand_as_in_the_list() {
    assert_eq!(names(&Filter::default(), None), ["张三", "李四", "白五", "安六"]);
}

#[test]
fn unknown_values_stay_below_both_ways_and_equals_keep_the_lists_order() {
    assert_eq!(names(&Filter::default(), by(1, true)), ["白五", "张三", "安六", "李四"]);
    assert_eq!(names(&Filter::default(), by(1, false)), ["张三", "安六", "白五", "李四"]);
    assert_eq!(names(&Filter::default(), by(2, true)), ["白五", "张三", "安六", "李四"]);
}

#[test]
fn words_sort_by_their_sound() {
    assert_eq!(names(&Filter::default(), by(0, false)), ["安六", "白五", "李四", "张三"]);
}

#[test]
fn filters_keep_a_village_and_words() {
    let village = Filter { village: "九门村".into(), text: String::new() };
    assert_eq!(names(&village, None), ["白五", "安六"]);
    let text = Filter { village: String::new(), text: " 四 ".into() };
    assert_eq!(names(&text, None), ["李四"]);
    let nothing = Filter { village: "九门村".into(), text: "四".into() };
    assert!(names(&nothing, None).is_empty());
}

#[test]
fn sums_are_of_the_rows_in_sight_and_ratios_add_their_parts() {
    let total = table().list(&Filter::default(), None).total;
    assert_eq!(total[1], CellValue::Count(1220));
    assert_eq!(total[2], CellValue::Percent(7, 13));
    assert_eq!(total[3], CellValue::Text(String::new()), "distinct people do not add up");
    assert_eq!(total[4], CellValue::Percent(3, 4));
    let said = |column: usize| table().columns[column].total_text(&total[column]);
    assert_eq!((said(1), said(2), said(4)), ("1,220".into(), "53.8".into(), "3 / 4".into()));
    let mean = CellValue::Quotient(9, 2);
    assert_eq!(table().columns[1].total_text(&mean), "平均 4.5", "no sum");
    let one = table().list(&Filter { village: "三都村".into(), text: String::new() }, None).total;
    assert_eq!((&one[1], &one[2]), (&CellValue::Count(10), &CellValue::Percent(1, 2)));
}

#[test]
fn what_is_not_known_is_neither_zero_nor_a_share() {
    assert_eq!(CellValue::Absent.text(), "");
    assert_eq!(CellValue::Percent(0, 0).text(), "–");
    assert_eq!(CellValue::Count(0).text(), "0");
}

#[test]
fn a_heading_goes_through_both_ways_and_back_to_the_list() {
    let first = click(None, 1, false);
    assert_eq!(first, by(1, true));
    let second = click(first, 1, false);
    assert_eq!(second, by(1, false));
    assert_eq!(click(second, 1, false), None);
    assert_eq!(click(first, 0, true), by(0, false), "words begin at the beginning");
}

#[test]
fn five_thousand_rows_sort_by_every_column() {
    let mut big = table();
    big.rows = (0..5000).map(|i| table().rows[i % 4].clone()).collect();
    for column in 0..big.columns.len() {
        let listing = big.list(&Filter::default(), by(column, true));
        let mut rows = listing.rows;
        rows.sort_unstable();
        assert_eq!(rows, (0..5000).collect::<Vec<_>>());
    }
}

#[test]
fn words_of_a_file_stay_words() {
    let table = PageTable {
        columns: vec![
            TableColumn::new("name", "姓名", "", ColumnKind::Text),
            TableColumn::compared("share", "比例", "%", ColumnKind::Additive).toward(PeriodTarget::whole(80)),
            TableColumn::new("visits", "走访", "", ColumnKind::Additive)
                .of(CellFigure::Grid(GridFigure::Visits)),
        ],
        rows: vec![TableRow {
            village: String::new(),
            cells: vec![
                CellValue::Text("<img src=x onerror=\"1\">&".into()),
                CellValue::Percent(1, 2),
                CellValue::Absent,
            ],
            note: "",
            about: RowSubject::Grid(GridKey { village: "三都村".into(), grid: "第1网格".into() }),
        }],
        ..PageTable::default()
    };
    assert_eq!(
        table.row_html(0, None),
        "<th scope=\"row\"><a href=\"#/place/三都村/第1网格\">&lt;img src=x onerror=&quot;1&quot;&gt;&amp;</a></th>\
         <td class=\"n s3\" title=\"1 / 2\">50.0</td>\
         <td class=\"none\" title=\"无数据\" data-subject=\"visits\" tabindex=\"-1\"><span class=\"hidden\">无数据</span></td>"
    );
    assert_eq!(table.row_html(1, None), "");
}

#[test]
fn what_is_short_of_its_target_is_the_darker_the_more_is_missing_and_what_is_reached_is_quiet() {
    use gelan::view::picture::Ground::{Plain, Reached, Short};
    let column =
        |target| TableColumn { target, ..TableColumn::new("share", "比例", "%", ColumnKind::Additive) };
    let ground = |n, target| column(target).ground(&CellValue::Percent(n, 1000));
    let steps = [800, 799, 651, 650, 501, 500, 351, 350, 201, 200, 0]
        .map(|n| ground(n, Some(PeriodTarget::whole(80))));
    assert_eq!(
        steps,
        [
            Reached,
            Short(1),
            Short(1),
            Short(2),
            Short(2),
            Short(3),
            Short(3),
            Short(4),
            Short(4),
            Short(5),
            Short(5)
        ]
    );
    assert_eq!(ground(0, None), Plain, "no target, no ground");
    assert_eq!(column(Some(PeriodTarget::whole(80))).ground(&CellValue::Percent(0, 0)), Plain);
    let flag = |yes| column(Some(PeriodTarget::whole(100))).ground(&CellValue::Flag(yes));
    assert_eq!((flag(true), flag(false)), (Reached, Short(5)));
    // 79.96 % is shown as 80.0 and is not 80.
    assert_eq!(column(Some(PeriodTarget::whole(80))).ground(&CellValue::Percent(7_996, 10_000)), Short(1));
}

#[test]
fn a_place_ten_points_below_the_township_is_marked() {
    let column =
        TableColumn { township: Some(646), ..TableColumn::new("share", "比例", "%", ColumnKind::Additive) };
    assert!(column.is_low(&CellValue::Percent(546, 1000)));
    assert!(!column.is_low(&CellValue::Percent(547, 1000)));
    assert!(!column.is_low(&CellValue::Percent(0, 0)) && !column.is_low(&CellValue::Absent));
}

#[test]
fn every_row_in_sight_is_drawn_and_the_height_never_changes() {
    for rows in [0, 1, 27, 157, 5000] {
        for top in (0..rows * 32 + 500).step_by(37) {
            let w = window(top as f64, 640.0, 32, rows);
            let top = top.min((rows * 32).saturating_sub(640));
            assert!(w.start * 32 <= top, "{rows} {top} {w:?}");
            assert!(w.end == rows || w.end * 32 >= top + 640, "{rows} {top} {w:?}");
            assert_eq!(w.before + (w.end - w.start) * 32 + w.after, rows * 32);
            assert!(w.end - w.start <= 21 + 4 * STEP);
        }
    }
}

#[test]
fn odd_numbers_from_a_browser_are_taken() {
    for top in [f64::NAN, -50.0, f64::INFINITY] {
        let w = window(top, f64::NAN, 0, 10);
        assert!(w.start <= w.end && w.end <= 10);
    }
}

#[test]
fn what_a_village_has_of_its_own_goes_with_its_cell() {
    let mut table = table();
    // The second column is known of no row any more; the last row has a target of its own in the third.
    table.rows.iter_mut().for_each(|row| row.cells[1] = CellValue::Absent);
    let last = table.rows.len() - 1;
    let name = table.rows[last].label();
    table.own.insert((last, 2), PeriodTarget::whole(70));
    let id = table.columns[2].id;
    let sorted = table.without_unknown().by_most(id);
    let at = sorted.rows.iter().position(|row| row.label() == name).unwrap();
    let column = sorted.columns.iter().position(|c| c.id == id).unwrap();
    assert_eq!(column, 1);
    assert_eq!(sorted.own.into_iter().collect::<Vec<_>>(), [((at, column), PeriodTarget::whole(70))]);
}

/// The line below a table says what occurs in its rows, and nothing else.
#[test]
fn a_legend_has_the_grounds_and_marks_that_occur() {
    let words = |table: &PageTable, rows: &[usize]| -> Vec<String> {
        table.legend(rows).into_iter().map(|key| format!("{}{}", key.ground, key.words)).collect()
    };
    let mut table = table();
    assert_eq!(words(&table, &[0, 2, 3]), [""; 0]);
    assert_eq!(words(&table, &[1]), ["none无数据"]);
    table.columns[2].target = Some(PeriodTarget::whole(60));
    table.columns[2].township = Some(700);
    table.rows[3].cells[1] = CellValue::OverLimit(Box::new(CellValue::Count(10)));
    let scale = ["离目标", "s115 以内", "s215–30", "s330–45", "s445–60", "s560 以上", "个百分点"];
    let low = "▼ 比全镇低 10 个百分点以上";
    assert_eq!(words(&table, &[2]), [""; 0], "66.7 of 60");
    assert_eq!(words(&table, &[0]), [scale.as_slice(), &[low]].concat());
    assert_eq!(words(&table, &[2, 3]), [scale.as_slice(), &[low, "▲ 超过设置的上限"]].concat());
}

/// A number that asks for a look is marked unless it is 0, and an interval has the share of all upright in it.
#[test]
fn a_cell_marks_what_asks_and_an_interval_shows_the_whole() {
    let interval = TableColumn::new("interval", "95% 区间", "%", ColumnKind::NonAdditive);
    let row = |late: i64| TableRow {
        village: String::new(),
        cells: vec!["第一网格".into(), CellValue::Count(late), CellValue::Interval(301, 954, 3, 4)],
        note: "",
        about: RowSubject::Nothing,
    };
    let table = PageTable {
        columns: vec![
            TableColumn::new("grid", "网格", "", ColumnKind::Listed),
            TableColumn::new("late", "其中超期", "件", ColumnKind::Additive).asking(),
            TableColumn { township: Some(793), ..interval },
        ],
        rows: vec![row(0), row(2)],
        ..PageTable::default()
    };
    let cells: Vec<String> = (0..2).map(|at| table.row_html(at, None)).collect();
    assert!(cells[0].contains("<td class=\"n\">0</td>"), "{}", cells[0]);
    assert!(cells[1].contains("<td class=\"n beyond\">2</td>"), "{}", cells[1]);
    let drawn = "<u style=\"left:79.3%\"></u><i style=\"left:30.1%;width:65.3%\"></i><b class=\"few\" style=\"left:75.0%\">";
    assert!(cells[0].contains(drawn), "{}", cells[0]);
}

/// What a column says decides where it stands: words at the left, numbers at the right.
#[test]
fn words_of_urgency_stand_as_words_and_begin_with_the_most_urgent() {
    use gelan::figures::CaseStanding::{Due, OnTime, Overdue};
    let row = |standing| TableRow {
        village: String::new(),
        cells: vec!["第一网格".into(), CellValue::Standing(standing)],
        note: "",
        about: RowSubject::Nothing,
    };
    let column = TableColumn::new("standing", "是否按期", "", ColumnKind::Urgent);
    let table = PageTable {
        columns: vec![TableColumn::new("grid", "网格", "", ColumnKind::Listed), column],
        rows: [OnTime, Overdue(3), Due(2)].map(row).to_vec(),
        ..PageTable::default()
    };
    assert!(!column.is_right());
    assert!(table.row_html(0, None).contains("<td>按期</td>"), "{}", table.row_html(0, None));
    assert!(table.row_html(1, None).contains("<td class=\"beyond\">已超 3 天</td>"));
    let order = click(None, 1, column.is_text());
    assert_eq!(table.list(&Filter::default(), order).rows, [1, 2, 0]);
}

#[test]
fn the_sums_say_of_how_many_rows_they_are_where_a_filter_leaves_some_out() {
    let part = |text: &str| table().list(&Filter { text: text.to_owned(), ..Filter::default() }, None).part;
    assert_eq!(part(""), None);
    let (first, all) = (table().rows[0].label(), table().rows.len());
    let kept = table().list(&Filter { text: first.clone(), ..Filter::default() }, None).rows.len();
    assert!(kept < all);
    assert_eq!(part(&first), Some(format!("{kept} 行")));
}

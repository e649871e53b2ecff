//! 网格负荷: balance of a small township counted by hand, its pictures, posts, and suggestions that change nothing.

use crate::common::{session, town};
use gelan::catalogue::{BalanceFigure, GridFigure, PostFigure};
use gelan::figures::reading::read;
use gelan::figures::settings::{Key, Settings};
use gelan::figures::{Figures, Subject};
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::view::pages::grids::balance::{lorenz_picture, strips_picture};
use gelan::view::pages::grids::plans::tried;
use gelan::view::pages::grids::{Workload, workload};
use gelan::view::parts::busiest_grids::heaviest;
use gelan::view::parts::evidence::panel;
use gelan::view::picture::Drawing;

/// Visits of 10, 20, 30, 40 and 100 minutes, one a grid; households and cases take no time.
fn five() -> (Session, Figures) {
    let mut grids = String::from("村,网格名称,户数,网格员\n");
    let mut visits = String::from("村,网格,户主,走访日期,用时（分钟）\n");
    for (i, (village, minutes)) in
        [("甲村", 10), ("甲村", 20), ("甲村", 30), ("乙村", 40), ("乙村", 100)].into_iter().enumerate()
    {
        grids += &format!("{village},第{}网格,10,王{i}\n", i + 1);
        visits += &format!("{village},第{}网格,张三,2024-01-10,{minutes}\n", i + 1);
    }
    with(&[("网格.csv", grids), ("入户走访记录.csv", visits)], &[("wisn.minutes_per_household_month", "0")])
}

fn with(files: &[(&str, String)], settings: &[(&str, &str)]) -> (Session, Figures) {
    let mut session = session::accepted(files);
    let mut chosen = Settings::default();
    for (id, text) in settings {
        chosen.set(Key::of(id).unwrap(), text).unwrap();
    }
    session.set(chosen);
    let figures = session.compute(PeriodChoice::Half(2024, 1), session::today()).figures.clone();
    (session, figures)
}

#[test]
fn balance_is_said_in_words_and_adds_up() {
    let (session, figures) = five();
    let of = |f| figures.balance_of(f).unwrap();
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{found} {wanted}");
    // Mean 40: largest 100/40; Hoover (30+20+10+60)/400; Gini Σ(2i−6)x/(5·200).
    near(of(BalanceFigure::Largest), 2.5);
    near(of(BalanceFigure::Hoover), 0.3);
    near(of(BalanceFigure::Gini), (-4.0 * 10.0 - 2.0 * 20.0 + 2.0 * 40.0 + 4.0 * 100.0) / 1000.0);
    near(of(BalanceFigure::Variation), (5000.0_f64 / 5.0).sqrt() / 40.0);
    near(of(BalanceFigure::Theil), of(BalanceFigure::Between) + of(BalanceFigure::Within));
    let view = workload(&figures, "");
    let words: Vec<_> = view.balance.iter().map(|l| l.words.as_str()).collect();
    assert!(words.contains(&"要移动 30.0% 的工作量，各网格才一样"), "{words:?}");
    assert!(words.contains(&"最重的网格是平均的 2.5 倍"), "{words:?}");
    let subject = Subject::Balance(BalanceFigure::Hoover);
    let found = session.evidence(&subject);
    let minutes: i64 = found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).sum();
    assert_eq!(minutes, 200, "its rows are those of all the work");
    assert_eq!(panel(&subject, &figures).number, "30.0%");
}

#[test]
fn fewer_than_five_grids_have_no_balance_and_say_so() {
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,10,王一\n甲村,第二网格,10,王二\n".to_owned();
    let visits = "村,网格,户主,走访日期,用时（分钟）\n甲村,第一网格,张三,2024-01-10,20\n".to_owned();
    let (_, figures) = with(&[("网格.csv", grids), ("入户走访记录.csv", visits)], &[]);
    let view = workload(&figures, "");
    assert!(view.balance.is_empty());
    assert_eq!(view.no_balance, "只有 2 个网格，不足 5 个，不计算均衡程度");
    assert_eq!(lorenz_picture(&figures, ""), None);
}

#[test]
fn the_curve_and_the_strips_show_every_grid() {
    let (_, figures) = five();
    let curve = lorenz_picture(&figures, "").unwrap();
    // Two and a half of five grids: 10 + 20 + 15 of 200 minutes.
    assert!(curve.note.contains("承担全部工作量的 22.5%"), "{}", curve.note);
    assert!(curve.drawn(400.0).svg.starts_with("<svg"));
    let picture = strips_picture(&figures, "").unwrap();
    let Drawing::DotRows(strips) = &picture.drawing else { unreachable!() };
    let names: Vec<&str> = strips.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(names, ["乙村", "甲村"], "the village with the heaviest grid first");
    assert_eq!(strips.rows.iter().map(|row| row.dots.len()).sum::<usize>(), 5);
    // 100 of a mean of 40 minutes, and 60 between the heaviest and the lightest.
    assert_eq!(strips.rows[0].dots[0].text, "第5 2.50");
    assert_eq!(strips.rows[0].text, "1.50");
    let Some(one) = strips_picture(&figures, "甲村") else { unreachable!() };
    let Drawing::DotRows(strips) = &one.drawing else { unreachable!() };
    assert_eq!(strips.rows.len(), 1, "a village alone, against the township's mean");
    assert_eq!(strips.rows[0].dots[0].value, 0.75);
}

#[test]
fn the_bars_show_the_load_itself() {
    let (session, figures) = five();
    let bars = heaviest(&figures, 3).unwrap();
    assert_eq!((bars.title, bars.bars.len(), bars.of), ("网格负荷", 3, 5));
    assert_eq!(bars.bars[0].length, 1000);
    let reading = read(&bars.bars[0].subject, &figures);
    assert_eq!(reading.numerator, 100);
    let found = session.evidence(&bars.bars[0].subject);
    assert_eq!(found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).sum::<i64>(), 100);
}

#[test]
fn standard_times_are_part_of_what_rows_add_up_to() {
    let session = session::computed(&town::files(), session::HALF);
    let figures = session::figures_of(&session);
    for grid in &figures.grids {
        let subject = Subject::Grid(grid.key(), GridFigure::Work);
        let found = session.evidence(&subject);
        let sum: i64 = found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).sum();
        assert_eq!(Some(sum), grid.load.map(|l| l.minutes), "{}", grid.label());
        assert!(panel(&subject, figures).lines.iter().any(|(k, _)| *k == "负荷"));
    }
}

#[test]
fn posts_name_who_is_missing_doubled_or_shared() {
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,10,王一\n甲村,第二网格,10,\n甲村,第三网格,10,王三、王四\n\
        甲村,第四网格,10,王一\n甲村,第五网格,10,王五\n";
    let (_, figures) = with(&[("网格.csv", grids.to_owned())], &[]);
    let view = workload(&figures, "");
    let of = |figure| {
        let line = view.posts.iter().find(|l| l.subject == Subject::Post(figure));
        line.map(|l| (l.number.as_str(), l.names.join("；")))
    };
    assert_eq!(of(PostFigure::Matched), Some(("1", String::new())));
    assert_eq!(of(PostFigure::Vacant), Some(("1", "甲村第二网格".to_owned())));
    assert_eq!(of(PostFigure::Doubled), Some(("1", "甲村第三网格（王三、王四）".to_owned())));
    assert_eq!(of(PostFigure::Shared), Some(("1", "王一（甲村第一网格、甲村第四网格）".to_owned())));
    assert_eq!(view.posts_summary, "5 个网格中 1 个一格一员");
}

#[test]
fn a_village_alone_has_its_own_balance_posts_and_plans_against_the_townships_mean() {
    let mut grids = String::from("村,网格名称,户数,网格员\n");
    let mut visits = String::from("村,网格,户主,走访日期,用时（分钟）\n");
    for (village, minutes) in [("甲村", [10, 20, 30, 40, 100]), ("乙村", [0, 0, 0, 0, 0])] {
        for (i, n) in minutes.into_iter().enumerate() {
            let officer = if n == 100 { "" } else { "王" };
            let name = if officer.is_empty() { String::new() } else { format!("王{village}{i}") };
            grids += &format!("{village},第{}网格,10,{name}\n", i + 1);
            if n > 0 {
                visits += &format!("{village},第{}网格,张三,2024-01-10,{n}\n", i + 1);
            }
        }
    }
    let files = [("网格.csv", grids), ("入户走访记录.csv", visits)];
    let (session, figures) = with(&files, &[("wisn.minutes_per_household_month", "0")]);
    let (all, own) = (workload(&figures, ""), workload(&figures, "甲村"));
    assert_eq!(own.sentence, "3 个网格的负荷达到全镇平均的 1.5 倍，最重的甲村第5网格为 5.00 倍。");
    let brief =
        |view: &Workload| view.brief.iter().map(|l| format!("{} {}", l.title, l.value)).collect::<Vec<_>>();
    assert_eq!(brief(&all)[0], "最重÷全镇平均 5.00");
    assert!(all.brief[2].words.contains("村与村之间"), "{:?}", all.brief);
    assert_eq!(brief(&own), ["最重÷本村平均 2.50", "要移动的工作量 30.0%"]);
    assert_eq!(own.brief[0].words, "甲村第5网格");
    assert_eq!(
        (all.posts_summary.as_str(), own.posts_summary.as_str()),
        ("10 个网格中 9 个一格一员", "5 个网格中 4 个一格一员",)
    );
    // Each of its numbers can be pressed, and leads to the village's rows.
    for line in &own.balance {
        assert_eq!(panel(&line.subject, &figures).number, line.value, "{}", line.title);
    }
    let hoover = &own.balance[1].subject;
    assert_eq!(hoover.whose(), "甲村");
    let found = session.evidence(hoover);
    assert_eq!(found.iter().flat_map(|e| &e.rows).filter_map(|(_, p)| p.numerator).sum::<i64>(), 200);
    for line in &own.posts {
        assert_eq!(read(&line.subject, &figures).numerator.to_string(), line.number, "{}", line.title);
    }
    assert_eq!(workload(&figures, "乙村").posts_summary, "5 个网格都是一格一员");
    assert_eq!(workload(&figures, "乙村").no_balance, "各网格的工作量都是 0，无法计算均衡程度");
}

#[test]
fn people_are_told_once_the_standards_are_confirmed_and_asked_for_until_then() {
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,10,王一\n甲村,第二网格,10,王二\n".to_owned();
    let visits = "村,网格,户主,走访日期,用时（分钟）\n甲村,第一网格,张三,2024-01-10,20\n".to_owned();
    let files = [("网格.csv", grids), ("入户走访记录.csv", visits)];
    let (_, figures) = with(&files, &[]);
    let view = workload(&figures, "");
    assert!(
        !view.is_confirmed && view.officers.starts_with("要先确认标准用时：走访一户 30 分钟"),
        "{}",
        view.officers
    );
    assert!(!view.basis.iter().any(|line| line.contains("全部时间")));
    let (_, figures) = with(&files, &[("wisn.source", "某镇发〔2024〕1号")]);
    let view = workload(&figures, "");
    let needed: f64 = figures.grids.iter().map(|g| g.load.unwrap().work.required).sum();
    assert_eq!(view.officers, format!("本期的工作要 {needed:.1} 名网格员的全部时间，由 2 名承担"));
    assert!(view.is_confirmed && view.basis.contains(&view.officers));
}

/// A grid of 60 and one of 20 households, linked by heads who have 20 each.
fn uneven() -> [(&'static str, String); 2] {
    let grids = "村,网格名称,户数\n甲村,第一网格,60\n甲村,第二网格,20\n";
    let heads = "村,网格,联户长,户数\n甲村,第一网格,张一,20\n甲村,第一网格,张二,20\n甲村,第一网格,张三,20\n\
        甲村,第二网格,张四,20\n";
    [("网格.csv", grids.to_owned()), ("联户长.csv", heads.to_owned())]
}

#[test]
fn a_plan_says_what_becomes_of_the_heaviest_grid() {
    let visits = "村,网格,户主,走访日期,用时（分钟）\n甲村,第一网格,张三,2024-01-10,90\n\
        甲村,第二网格,张三,2024-01-10,30\n"
        .to_owned();
    let [grids, heads] = uneven();
    let files = [grids, heads, ("入户走访记录.csv", visits)];
    let settings = [("rebalance.percent", "110"), ("wisn.minutes_per_household_month", "0")];
    let (_, figures) = with(&files, &settings);
    let plan = workload(&figures, "").plans.remove(0);
    assert_eq!((plan.count.as_str(), plan.largest.as_str()), ("移 1 个联户单元", "最大网格 60 → 40 户"));
    // 90 and 30 minutes are 1.5 and 0.5 of the mean; a third of the 90 goes along.
    let slope = plan.slope.unwrap();
    assert_eq!(slope.texts, ["1.50", "1.00"]);
    assert!(slope.at[0] > slope.at[1] && slope.at[1] == slope.at[2] && slope.at[0] < 1000, "{slope:?}");
}

/// Households are evened, not work: who moves to a grid with more work makes the heaviest heavier, and that is said.
#[test]
fn a_plan_that_makes_the_heaviest_grid_heavier_says_so() {
    let visits = "村,网格,户主,走访日期,用时（分钟）\n甲村,第一网格,张三,2024-01-10,30\n\
        甲村,第二网格,张三,2024-01-10,90\n";
    let [grids, heads] = uneven();
    let files = [grids, heads, ("入户走访记录.csv", visits.to_owned())];
    let settings = [("rebalance.percent", "110"), ("wisn.minutes_per_household_month", "0")];
    let (_, figures) = with(&files, &settings);
    let plan = workload(&figures, "").plans.remove(0);
    assert_eq!(plan.slope, None);
    let said = "；但最重网格的负荷会由 1.50 升到 1.67";
    assert!(plan.largest.ends_with(said) && plan.summary.ends_with(said), "{plan:?}");
}

#[test]
fn moves_are_tried_and_undone_and_change_no_figure() {
    let (_, figures) = with(&uneven(), &[("rebalance.percent", "110")]);
    let view = workload(&figures, "");
    let plan = &view.plans[0];
    assert_eq!((plan.village.as_str(), plan.moves.len()), ("甲村", 1));
    assert_eq!(plan.moves[0].households, "20 户");
    assert_eq!(plan.moves[0].subject, Subject::Grid(figures.grids[0].key(), GridFigure::Linked));
    let now = tried(&figures, "甲村", &[false]).unwrap();
    assert_eq!(now[0].subject, Subject::Grid(figures.grids[0].key(), GridFigure::Households));
    assert!(view.plans_note.contains("110%"));
    let households = |chosen: &[bool]| -> Vec<(u64, u64)> {
        tried(&figures, "甲村", chosen).unwrap().iter().map(|s| s.households).collect()
    };
    assert_eq!(households(&[false]), [(60, 60), (20, 20)], "nothing is applied by itself");
    assert_eq!(households(&[true]), [(60, 40), (20, 40)]);
    assert_eq!(figures.grids[0].get(gelan::catalogue::GridFigure::Households), Some(60));
    assert_eq!(tried(&figures, "丙村", &[]), None);
}

#[test]
fn what_loads_assume_stands_with_its_source() {
    let (_, figures) = five();
    let view = workload(&figures, "");
    assert_eq!(view.assumed.len(), 10);
    assert!(view.assumed.iter().all(|a| !a.source.is_empty()));
    assert!(view.assumed.iter().any(|a| a.value == "8 小时" && a.source.contains("职工工作时间")));
}

//! 核稿: drafts in the style of township circulars against the small town counted by hand, and the sample.

use crate::common::{session, town};
use gelan::catalogue::{CaseFigure, RepFigure};
use gelan::draft::{Checked, Verdict, as_html, as_text, check, named};
use gelan::figures::Figures;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;

fn figures(session: &mut Session, choice: PeriodChoice) -> Figures {
    session.compute(choice, session::today()).figures.clone()
}

fn small() -> Figures {
    session::figures(&town::files(), session::HALF)
}

fn sample() -> Session {
    session::with_files(&session::sample())
}

/// Each figure as words, verdict, measure and computed.
fn lines(checked: &[Checked]) -> Vec<String> {
    checked
        .iter()
        .map(|f| {
            let computed = f.computed_text().unwrap_or_default();
            format!("{} {} {} {computed}", f.text, f.verdict.id(), f.measure.clone().unwrap_or_default())
        })
        .collect()
}

/// Those with a verdict, by their words.
fn words(checked: &[Checked], verdict: Verdict) -> Vec<&str> {
    checked.iter().filter(|f| f.verdict == verdict).map(|f| f.text.as_str()).collect()
}

#[test]
fn a_circular_of_the_small_town() {
    let text = "青石镇2024年上半年基层治理情况\n\
        我镇3个村（社区）共划分网格8个，配备网格员７名，推选联户长十八名，独立组建网格党小组4个、联合组建2个，网格党小组覆盖率87.5%。\
        6名村干部中已轮训4人，轮训率66.7%。志愿服务队4支、志愿者57人，开展志愿服务活动3次，发放宣传资料300份。\n\
        党代表3名，人均走访选民14人次，反映问题4个，解决2个，转交部门办理1个。人大代表4名，走访选民32人次，接待选民12人次。\
        政协委员2名，主题宣讲2期，技能培训45人次，化解纠纷2起，提出建议2条。";
    let checked = check(text, &small(), &[]);
    let wrong: Vec<_> = lines(&checked).into_iter().filter(|l| !l.contains(" agrees ")).collect();
    assert_eq!(wrong, [""; 0]);
    assert_eq!(checked.len(), 27);
}

#[test]
fn exactly_the_wrong_figures_differ() {
    let text = "青石镇2024年上半年情况：3个行政村，网格9个，联户长18名，网格员覆盖率87.5％，联户覆盖率78%，\
        入户走访10余户次，走访农户12户，受理矛盾纠纷约6件。人大代表收集意见建议3条，解决3条；党代表收集意见建议4条，解决2条，办结率50%。";
    let checked = check(text, &small(), &[]);
    assert_eq!(words(&checked, Verdict::Differs), ["网格9个", "联户覆盖率78%", "走访农户12户", "解决3条"]);
    assert_eq!(words(&checked, Verdict::AtLeast), ["入户走访10余户次"]);
    let corrections: Vec<_> = checked.iter().filter_map(Checked::correction).collect();
    assert_eq!(corrections, ["8", "76%", "11", "2"]);
    let copy = as_text(text, &checked);
    assert!(copy.contains("网格【9→8】个"), "{copy}");
    assert!(copy.contains("联户覆盖率【78→76】%"), "{copy}");
    assert!(as_html(text, &checked).contains("<del title=\"\">9</del><ins>8</ins>个"));
}

#[test]
fn what_is_not_ours_is_never_wrong() {
    let text = "中共青石镇委〔2024〕15号\n一、总体情况\n1．2024年3月5日第12次会议传达《中华人民共和国民法典》第10条，推行“四议两公开”“八有”“五簿”“1+N”模式。\
        投入资金35.6万元，修建水渠12公里，种植辣椒三百二十亩，群众满意度98.5%，较去年提高2.3个百分点。\
        党员网格员5名，邻里矛盾纠纷4件，每个网格配备1名网格员，计划下半年培训联户长20名，每名联户长联系10至15户。\
        石板村走访30户次。联系电话：0854-6221234。";
    let checked = check(text, &small(), &[]);
    for figure in &checked {
        assert_eq!(figure.verdict, Verdict::CannotCheck, "{figure:?}");
        assert!(!figure.reason.is_empty(), "{figure:?}");
    }
    let words = words(&checked, Verdict::CannotCheck).join("|");
    for no in ["15号", "2024年", "12次", "第10条", "1+N", "6221234", "八有"] {
        assert!(!words.contains(no), "{no}: {words}");
    }
    assert!(words.contains("35.6万元") && words.contains("98.5%"), "{words}");
}

#[test]
fn villages_grids_and_persons_have_figures_of_their_own() {
    let text = "柳溪村划分网格3个，有联户长7名，走访6户次；龙泉村入户走访5户次。\
        柳溪村第一网格联户长2名。党代表白一走访选民22人次。龙泉社区第一网格走访3次。";
    let lines = lines(&check(text, &small(), &[]));
    assert_eq!(
        lines,
        [
            "网格3个 agrees villages.柳溪村.grids 3",
            "联户长7名 agrees villages.柳溪村.heads 7",
            "走访6户次 agrees villages.柳溪村.visits_in_period 6",
            "入户走访5户次 agrees villages.龙泉村.visits_in_period 5",
            "联户长2名 agrees grids.柳溪村第1网格.heads 2",
            "走访选民22人次 agrees representatives.白一.visits 22",
            "走访3次 differs grids.龙泉社区第1网格.visits 2",
        ]
    );
}

#[test]
fn without_the_tables_nothing_is_wrong_but_an_impossible_mean() {
    let roster: Vec<_> = town::files()
        .into_iter()
        .filter(|(name, _)| name.contains("名册") || name.contains("网格"))
        .collect();
    let figures = session::figures(&roster, session::HALF);
    let checked = check(
        "发放资料300份。党代表3名，人均走访选民14.5人次。人大代表4名，人均走访选民8.25人次。",
        &figures,
        &[],
    );
    let verdicts: Vec<_> = checked.iter().map(|f| f.verdict).collect();
    use Verdict::{Agrees, CannotCheck, Differs};
    assert_eq!(verdicts, [CannotCheck, Agrees, Differs, Agrees, CannotCheck], "{checked:?}");
    assert!(checked[0].reason.contains("无数据"), "{}", checked[0].reason);
    assert!(checked[2].reason.contains("43") && checked[2].reason.contains("44"), "{}", checked[2].reason);
    assert_eq!((checked[2].computed, checked[2].correction()), (None, None));
}

#[test]
fn a_report_of_the_sample_in_other_words() {
    let mut session = sample();
    let text = "关于好花红镇2024年上半年网格化治理工作情况的报告\n（好政报〔2024〕12号）\n县委政法委：\n\
        一、基本情况\n全镇辖27个行政村，共11,251户46,600人，划分综治网格157个，共配备专兼职网格员157人，联户长916人。\n\
        （一）建强组织。在157个网格中建立党小组137个，其中独立党小组127个，联合党小组10个，独立建组率80.9%，党小组实现100%覆盖。\n\
        （二）入户走访。网格员累计入户走访12031户次，覆盖农户7271户，入户走访覆盖率64.6%，人均走访76.6户次。\n\
        （三）化解矛盾。共排查受理矛盾纠纷和群众诉求722件，已办结572件，办结率79.2%，其中按期办结430件，尚有150件正在办理。\n\
        （四）47场宣讲、27场法治培训送到身边，组建130人的普法宣讲队伍，近1万份宣传资料发到手中，建成综治中心27个，建成率100%。\n\
        27个村全部修订村规民约，129名村干部参加轮训，三张清单共36项，已完成27项，完成率75%。";
    let checked = check(text, &figures(&mut session, PeriodChoice::Half(2024, 1)), &[]);
    let wrong: Vec<_> = lines(&checked).into_iter().filter(|l| !l.contains(" agrees ")).collect();
    assert_eq!(wrong, [""; 0]);
    let text = "2024年上半年，全镇26个行政村，独立组建党小组130个，联合组建7个，党小组共计140个，走访覆盖率达到70%以上，化解率90%，\
        开展志愿服务活动1300余次，志愿服务队不足28支。人大代表人均接待选民2.5人次，党代表人均走访选民32.03人次。";
    let checked = check(text, &figures(&mut session, PeriodChoice::Half(2024, 1)), &[]);
    assert_eq!(words(&checked, Verdict::Differs).len(), checked.len(), "{:?}", lines(&checked));
    assert!(checked.iter().any(|f| f.reason.contains("之和是 137")));
}

#[test]
fn the_circular_of_the_sample_has_three_wrong_figures() {
    let text = include_str!("../files/circular.txt");
    let checked = check(text, &session::figures(&session::sample(), session::HALF), &[]);
    assert_eq!(words(&checked, Verdict::Differs), ["联户长961名", "宣传资料9500份", "解决233个"]);
    assert_eq!(words(&checked, Verdict::CannotCheck), [""; 0]);
    let same: Vec<_> =
        checked.iter().filter(|f| f.reason.contains("请确认没有抄错")).map(|f| f.text.as_str()).collect();
    assert_eq!(same, ["接待选民153人次", "接待选民153人次"]);
}

#[test]
fn a_sentence_may_name_a_period_of_its_own() {
    let mut session = session::with_files(&town::files());
    let text = "青石镇2024年上半年情况\n上半年入户走访14户次。一季度入户走访99户次，5月份走访100户次。同期有网格8个。";
    let half = figures(&mut session, PeriodChoice::Half(2024, 1));
    let verdicts = |checked: Vec<Checked>| checked.iter().map(|f| f.verdict).collect::<Vec<_>>();
    use Verdict::{Agrees, CannotCheck, Differs};
    // Months and quarters are counted anyhow.
    let checked = check(text, &half, &[]);
    assert_eq!(checked[1].period, Some(PeriodChoice::Quarter(2024, 1)));
    assert_eq!(verdicts(checked), [Agrees, Differs, Differs, Agrees]);
    let without = Figures { trends: gelan::figures::trends::Trends::default(), ..half.clone() };
    assert_eq!(verdicts(check(text, &without, &[])), [Agrees, CannotCheck, CannotCheck, Agrees]);
    let others: Vec<_> = named(text).into_iter().map(|c| (c, figures(&mut session, c))).collect();
    let checked = check(text, &without, &others);
    assert_eq!(checked[1].period, Some(PeriodChoice::Quarter(2024, 1)));
    assert_eq!(verdicts(checked), [Agrees, Differs, Differs, Agrees]);
}

#[test]
fn no_text_breaks_it() {
    let figures = small();
    for text in [
        "",
        "，",
        "9",
        "百分之",
        "１",
        "“1",
        "(1",
        "1-",
        "1至",
        "约",
        "余",
        "2024年",
        "2024年1月1日至",
        "第",
        "《",
        "人大代表",
        "人均",
        "0.",
        "1,000,",
        "万",
        "1万亿亿户",
        "99999999999999999999个网格",
    ] {
        let _ =
            check(text, &figures, &named(text).into_iter().map(|c| (c, figures.clone())).collect::<Vec<_>>());
    }
}

#[test]
fn a_share_of_which_only_bounds_are_known_is_wrong_beyond_them_alone() {
    let grids = "村,网格名称,户数\n甲村,第一网格,50\n甲村,第二网格,20\n甲村,第三网格,20\n甲村,第四网格,40\n";
    let groups = "村名,独立党小组,联合党小组\n甲村,1,1\n";
    let files: Vec<_> = [("网格.csv", grids), ("党小组.csv", groups)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into();
    let figures = session::figures(&files, PeriodChoice::All);
    let text = "网格党小组覆盖率100%。网格党小组覆盖率20%。网格党小组覆盖率75%。";
    let checked = check(text, &figures, &[]);
    let verdicts: Vec<_> = checked.iter().map(|c| (c.verdict, c.computed)).collect();
    let unknown = (Verdict::CannotCheck, None);
    assert_eq!(verdicts, [unknown, (Verdict::Differs, None), unknown], "{checked:#?}");
    assert!(checked[0].reason.contains("50%") && checked[0].reason.contains("100%"), "{}", checked[0].reason);
    assert_eq!(checked[1].correction(), None);
}

#[test]
fn tenths_law_and_three_bodies_at_once() {
    let mut town = sample();
    let figures = figures(&mut town, PeriodChoice::All);
    let law = figures.count(gelan::catalogue::Count::Lectures).unwrap()
        + figures.count(gelan::catalogue::Count::LawTrainings).unwrap();
    let solved: i64 = figures.bodies.iter().filter_map(|b| b.get(RepFigure::Solved)).sum();
    let households = figures.count(gelan::catalogue::Count::Households).unwrap();
    let text = format!(
        "开展普法宣传{law}场。常住{households}户。党代表（9人）、人大代表三支队伍累计解决问题{solved}个。网格员覆盖率近十成。"
    );
    let checked = check(&text, &figures, &[]);
    let of = |words: &str| checked.iter().find(|c| c.text.contains(words)).map(|c| c.verdict);
    assert_eq!(of("普法宣传"), Some(Verdict::Agrees), "{:?}", lines(&checked));
    assert_eq!(of("常住"), Some(Verdict::Agrees), "{:?}", lines(&checked));
    assert_eq!(of("解决问题"), Some(Verdict::Agrees), "{:?}", lines(&checked));
    let share = checked.iter().find(|c| c.text.contains("近十成")).expect("a share");
    assert_eq!((share.unit, share.measure.as_deref()), ("%", Some("coverage.officer")));
}

/// Each line: a text, and the verdicts of its figures against the town's first half of 2024.
#[test]
fn wordings_that_were_once_misread() {
    use Verdict::{Agrees, CannotCheck, Differs};
    let figures = session::figures(&session::sample(), session::HALF);
    let reps = |body: usize| figures.bodies[body].get(RepFigure::Reps).unwrap();
    let (party, congress, consultative) = (reps(0), reps(1), reps(2));
    let grids = figures.count(gelan::catalogue::Count::Grids).unwrap();
    let heads = figures.count(gelan::catalogue::Count::Heads).unwrap();
    let households = figures.count(gelan::catalogue::Count::Households).unwrap();
    let people = figures.count(gelan::catalogue::Count::People).unwrap();
    let lectures = figures.count(gelan::catalogue::Count::Lectures).unwrap();
    let cases = figures.count(gelan::catalogue::Count::Cases).unwrap();
    let village =
        figures.villages.iter().find(|v| v.case(CaseFigure::Received).is_some_and(|n| n > 0)).unwrap();
    let name = &village.name;
    let [received, closed] =
        [CaseFigure::Received, CaseFigure::Closed].map(|figure| village.case(figure).unwrap());
    for (text, expected) in [
        // Figures listed with 分别 belong to what is listed before them.
        (
            format!("党代表、人大代表、政协委员分别为{party}名、{congress}名、{}名。", consultative + 5),
            vec![Agrees, Agrees, Differs],
        ),
        // A place goes on behind a semicolon, and a rank names no other.
        (format!("{name}受理诉求{received}件，居全镇第一；办结{closed}件。"), vec![Agrees, Agrees]),
        // A new paragraph has a subject of its own.
        (
            format!("人大代表{congress}名。\n受理矛盾纠纷{cases}件。开展普法宣讲{lectures}场。"),
            vec![Agrees, Agrees, Agrees],
        ),
        // What was, what is planned, what is a part or a condition is none of ours.
        (format!("联户长由年初的{}人增至{heads}人。", heads - 30), vec![CannotCheck, Agrees]),
        ("计划到2025年底志愿者达到2000人。".to_owned(), vec![CannotCheck]),
        ("新增网格员5名。走访脱贫户1020户。".to_owned(), vec![CannotCheck, CannotCheck]),
        ("3个网格走访不足20户次。".to_owned(), vec![CannotCheck, CannotCheck]),
        (format!("{grids}个网格入户走访100余户次。"), vec![Agrees, Verdict::AtLeast]),
        ("网格员日均走访3户。".to_owned(), vec![CannotCheck]),
        // Bounds: 不超过 ends with 超过.
        (format!("网格不超过{}个。网格不超过{}个。", grids + 3, grids - 3), vec![Agrees, Differs]),
        // Units that go without saying.
        (
            format!("户数：{households}\n网格（个）\t{grids}\n矛盾纠纷：{}", cases + 1),
            vec![Agrees, Agrees, Differs],
        ),
        (format!("全镇共有{people}人、{households}户。"), vec![Agrees, Agrees]),
        // A year without data is not a year without work.
        ("2019年全年开展志愿服务1860次。".to_owned(), vec![CannotCheck]),
    ] {
        let checked = check(&text, &figures, &[]);
        let verdicts: Vec<_> = checked.iter().map(|c| c.verdict).collect();
        assert_eq!(verdicts, expected, "{text}\n{:#?}", lines(&checked));
    }
}

#[test]
fn a_table_is_no_draft() {
    let table = gelan::sample::files().into_iter().find(|f| f.name.ends_with(".xlsx")).unwrap();
    assert!(gelan::draft::read_draft(&table.bytes).unwrap_err().to_string().contains("表格"));
}

#[test]
fn a_sentence_of_the_townships_work_is_not_the_bodys_before_it() {
    let figures = small();
    for text in [
        "党代表3名，走访选民42人次。受理各类矛盾纠纷和诉求6起，已化解3起。",
        "党代表3名，走访选民42人次。期内共受理诉求6件，办结3件。",
    ] {
        let checked = check(text, &figures, &[]);
        let wrong: Vec<_> = lines(&checked).into_iter().filter(|l| !l.contains(" agrees ")).collect();
        assert_eq!(wrong, [""; 0], "{text}");
        assert_eq!(checked[2].measure.as_deref(), Some("cases"), "{text}");
    }
    // A sentence that says nothing of the township goes on about the body.
    let checked = check("党代表3名。走访选民42人次，反映问题4个。", &figures, &[]);
    assert_eq!(checked[1].measure.as_deref(), Some("bodies.党代表.visits"));
}

#[test]
fn what_stands_in_brackets_takes_no_figure_outside() {
    let figures = small();
    let triangle = figures.measure(gelan::catalogue::Measure::Triangle).unwrap().numerator;
    for text in [
        format!("“铁三角”（党小组、网格员、联户长）齐备的网格{triangle}个。"),
        format!("铁三角（即网格员和联户长等）齐备的网格共{triangle}个。"),
    ] {
        let checked = check(&text, &figures, &[]);
        assert_eq!(checked[0].measure.as_deref(), Some("coverage.triangle"), "{text}");
        assert_eq!(checked[0].verdict, Verdict::Agrees, "{text}");
    }
    let checked = check("划分网格8个（其中配备网格员7名）。", &figures, &[]);
    let measures: Vec<_> = checked.iter().map(|f| f.measure.as_deref()).collect();
    assert_eq!(measures, [Some("grids"), Some("officers")]);
}

#[test]
fn figures_of_other_places_and_standards_are_not_checked() {
    for text in [
        "邻县某镇划分网格84个、配备网格员90名的做法值得借鉴。",
        "柳河镇划分网格84个，配备网格员90名。",
        "兄弟乡镇配备联户长300名。",
        "每个网格配备1名网格员、6名联户长。",
        "每个网格配备1名网格员和6名联户长。",
        "每个网格配备1名网格员，6名联户长。",
    ] {
        for figure in check(text, &small(), &[]) {
            assert_eq!(figure.verdict, Verdict::CannotCheck, "{text} {figure:?}");
        }
    }
    let checked = check("青石镇划分网格9个；全镇配备网格员7名。", &small(), &[]);
    assert_eq!(lines(&checked), ["网格9个 differs grids 8", "网格员7名 agrees officers 7"]);
}

#[test]
fn a_share_is_of_the_whole_that_it_names_and_groups_of_both_kinds_are_all() {
    let figures = small();
    for (text, wanted) in [
        ("独立党小组4个，占党小组总数的66.7%。", Verdict::Agrees),
        ("联合党小组2个，占全部党小组的33.3%。", Verdict::Agrees),
        ("独立党小组4个，占党小组总数的50%。", Verdict::Differs),
    ] {
        let checked = check(text, &figures, &[]);
        assert_eq!(checked.last().map(|f| f.verdict), Some(wanted), "{text} {checked:?}");
    }
    for text in ["全镇6个独立和联合党小组覆盖7个网格。", "全镇有独立、联合党小组6个。"]
    {
        let checked = check(text, &figures, &[]);
        let wrong: Vec<_> = lines(&checked).into_iter().filter(|l| !l.contains(" agrees ")).collect();
        assert_eq!(wrong, [""; 0], "{text}");
    }
}

//! The ledgers of the sample: cases, representatives, volunteers, law publicity, self-governance, lists.

use super::draw::{Draw, apportion};
use super::places::{Grid, VILLAGES};
use super::sheet::{Sheet, chinese, row};
use super::{PERIOD_DAYS, first_day, title};
use crate::count::VENUES;
use crate::model::cell::Day;
use crate::order::Sort as _;

const OFFICES: [&str; 6] = ["党建办", "综治中心", "司法所", "派出所", "农业服务中心", "水务站"];
const TOPICS: [&str; 6] = ["道路", "饮水", "环境", "产业", "教育", "医疗"];
const CASE_KINDS: [&str; 6] = ["邻里纠纷", "土地纠纷", "婚姻家庭", "环境卫生", "安全隐患", "民生诉求"];
const RATINGS: [&str; 8] = ["满意", "满意", "满意", "满意", "满意", "基本满意", "基本满意", "不满意"];
const THEMES: [&str; 5] = ["环境整治", "文明劝导", "敬老助残", "防溺水巡查", "政策宣讲"];

const CASES: usize = 722;
/// The cases in every hundred that are closed, and those that are passed on.
const CASES_CLOSED: usize = 78;
const CASES_REFERRED: usize = 5;
const ACTIVITIES: usize = 1_030;
const VOLUNTEERS: usize = 1_575;
const LECTURES: usize = 47;
const LAW_TRAININGS: usize = 27;
const HANDOUTS: usize = 9_000;
const CADRES: usize = 129;
const LECTURERS: usize = 130;
const MODELS: usize = 81;
/// Days in which a matter is to be answered.
const LIMIT: i32 = 30;
/// Items in each of the three lists, and how many of all three are done.
const ITEMS: usize = 12;
const ITEMS_DONE: usize = 27;

/// A kind of work in the duty log: name, rows, sum of the amounts, unit.
type Work = (&'static str, usize, usize, &'static str);
/// A kind of matter: name, closed, passed on, open.
type Matter = (&'static str, usize, usize, usize);
/// The bodies: name, members, duty log, matters.
type Body = (&'static str, usize, &'static [Work], &'static [Matter]);
const BODIES: [Body; 3] = [
    (
        "党代表",
        40,
        &[("走访选民", 168, 1280, "人次"), ("接待选民", 50, 153, "人次")],
        &[("问题", 146, 38, 0)],
    ),
    (
        "人大代表",
        55,
        &[
            ("走访选民", 180, 2685, "人次"),
            ("接待选民", 52, 153, "人次"),
            ("走访代表", 64, 168, "人次"),
            ("小组活动", 15, 15, "次"),
        ],
        &[("建议", 213, 31, 66)],
    ),
    (
        "政协委员",
        13,
        &[("主题宣讲", 28, 28, "期"), ("技能培训", 23, 864, "人次")],
        &[("意见", 25, 3, 14), ("纠纷", 104, 0, 0)],
    ),
];

fn day(offset: usize) -> Day {
    Day(first_day().0 + offset.min(PERIOD_DAYS - 1) as i32)
}

/// Row `i` of `n` spread evenly over the period.
fn spread(i: usize, n: usize) -> usize {
    i * PERIOD_DAYS / n.max(1)
}

fn village(i: usize) -> &'static str {
    VILLAGES.get(i % VILLAGES.len()).copied().unwrap_or_default()
}

/// Cases: received, deadline, closed.
pub fn cases(draw: &mut Draw, grids: &[Grid]) -> Sheet {
    let mut sheet = Sheet::new(
        "台账",
        &title("矛盾纠纷和群众诉求办理台账"),
        &["编号", "受理日期", "村", "网格", "类别", "办理期限", "办结日期", "办理状态", "满意度"],
    );
    for i in 0..CASES {
        let Some(grid) = grids.get(draw.below(grids.len())) else { continue };
        let (received, limit) = (spread(i, CASES), draw.pick(&[7, 15, 30]));
        let closed = day(received + draw.below(limit * 3 / 2));
        let (status, closed, rating) = match draw.below(100) {
            chance if chance < CASES_CLOSED => ("已办结", Some(closed), draw.pick(&RATINGS)),
            chance if chance < CASES_CLOSED + CASES_REFERRED => ("转办", None, ""),
            _ => ("办理中", None, ""),
        };
        let id = format!("SL{:05}", i + 1);
        let deadline = Day(day(received).0 + limit as i32);
        let kind = draw.pick(&CASE_KINDS);
        sheet.rows.push(row![
            id,
            day(received),
            grid.village(),
            &grid.name,
            kind,
            deadline,
            closed,
            status,
            rating
        ]);
    }
    sheet
}

/// The rosters, the duty logs, and the ledger of matters of the three bodies.
pub fn representatives(draw: &mut Draw) -> (Vec<Sheet>, Vec<Sheet>, Sheet) {
    let (mut rosters, mut logs) = (Vec::new(), Vec::new());
    let mut matters = Sheet::new(
        "台账",
        &title("代表委员意见建议（问题、纠纷）办理台账"),
        &[
            "编号", "类型", "代表类别", "代表姓名", "提出日期", "内容", "承办单位", "办理期限", "办理情况",
            "办结日期", "满意度",
        ],
    );
    // Some two years before the period.
    let elected = Day(first_day().0 - 800);
    for (body, members, duties, raised) in BODIES {
        let names: Vec<String> = (0..members).map(|_| draw.person()).collect();
        let mut roster =
            Sheet::new(body, &title(&format!("{body}名册")), &["序号", "姓名", "所在村", "任职时间"]);
        for (i, name) in names.iter().enumerate() {
            let village = draw.pick(&VILLAGES);
            roster.rows.push(row![i + 1, name, village, elected]);
        }
        rosters.push(roster);
        logs.push(duty_log(draw, body, &names, duties));
        for (kind, closed, referred, open) in raised {
            for i in 0..closed + referred + open {
                let raised = draw.below(PERIOD_DAYS - 20);
                let done = Some(day(raised + draw.between(3, 60)));
                let (status, done, rating) = match i {
                    i if i < *closed => ("已解决", done, draw.pick(&RATINGS)),
                    i if i < closed + referred => ("转办", None, ""),
                    _ => ("办理中", None, ""),
                };
                let (id, name) = (format!("{kind}{:04}", i + 1), names.get(draw.below(members)));
                let (topic, office) = (draw.pick(&TOPICS), format!("镇{}", draw.pick(&OFFICES)));
                let name = name.map_or("", String::as_str);
                matters.rows.push(row![
                    id,
                    *kind,
                    body,
                    name,
                    day(raised),
                    topic,
                    office,
                    Day(day(raised).0 + LIMIT),
                    status,
                    done,
                    rating
                ]);
            }
        }
    }
    (rosters, logs, matters)
}

fn duty_log(draw: &mut Draw, body: &'static str, names: &[String], duties: &[Work]) -> Sheet {
    let mut rows = Vec::new();
    for (work, count, total, unit) in duties {
        for (i, amount) in draw.parts(*total, *count).into_iter().enumerate() {
            let name = names.get(draw.below(names.len())).map_or("", String::as_str);
            rows.push((spread(i, *count), name, *work, format!("{amount}{unit}")));
        }
    }
    rows.order_by_key(|row| row.0);
    let mut sheet =
        Sheet::new(body, &title(&format!("{body}履职登记")), &["日期", "姓名", "履职形式", "数量"]);
    for (i, (offset, name, work, amount)) in rows.into_iter().enumerate() {
        let name = if i == 20 { super::visits::spaced(name) } else { name.to_owned() };
        sheet.rows.push(row![day(offset), name, work, amount]);
    }
    sheet
}

/// The volunteer teams with their total, and the activities.
pub fn volunteers(draw: &mut Draw) -> Vec<Sheet> {
    let mut teams = Sheet::new("队伍", &title("志愿服务队伍"), &["队伍名称", "所在村", "志愿者人数"]);
    let mut names = vec!["好花红镇志愿服务总队".to_owned()];
    names.extend(VILLAGES.iter().map(|village| format!("{village}志愿服务队")));
    let members = draw.parts(VOLUNTEERS, names.len());
    for ((i, name), members) in names.iter().enumerate().zip(members) {
        teams.rows.push(row![name, if i == 0 { "" } else { village(i - 1) }, members]);
    }
    teams.rows.push(row!["合计", "", VOLUNTEERS]);
    let mut log =
        Sheet::new("活动", &title("志愿服务活动"), &["活动日期", "服务队伍", "活动主题", "参与人数"]);
    let mut team = 0;
    for i in 0..ACTIVITIES {
        // Six rows a day, and no team comes round again in six steps of at most four: no row is repeated.
        team = (team + draw.between(1, 4)) % names.len();
        let (name, theme) = (names.get(team).map_or("", String::as_str), draw.pick(&THEMES));
        log.rows.push(row![day(spread(i, ACTIVITIES)), name, theme, draw.between(6, 40)]);
    }
    vec![teams, log]
}

/// Law lectures and trainings, dates in Chinese.
pub fn law(draw: &mut Draw) -> Sheet {
    let mut sheet = Sheet::new(
        "",
        &title("普法宣传台账"),
        &["日期", "形式", "进入场所", "宣讲内容", "村", "参加人数", "发放资料（份）"],
    );
    let count = LECTURES + LAW_TRAININGS;
    let mut trainings = 0;
    for (i, handouts) in draw.parts(HANDOUTS, count).into_iter().enumerate() {
        let training = (i + 1) * LAW_TRAININGS / count > trainings;
        trainings += usize::from(training);
        let (form, venue, law) = if training {
            ("培训", "农村", "民法典")
        } else {
            let venue = VENUES.get((i - trainings) % VENUES.len()).copied().unwrap_or_default();
            ("宣讲", venue, draw.pick(&["民法典", "农村土地承包法", "道路交通安全法"]))
        };
        let (village, people) = (draw.pick(&VILLAGES), draw.between(25, 180));
        sheet.rows.push(row![day(spread(i, count)), form, venue, law, village, people, handouts]);
    }
    sheet
}

/// Village rules and councils, dates as Chinese text.
pub fn self_governance(draw: &mut Draw) -> Sheet {
    let headings =
        ["村", "村规民约修订日期", "道德评议会", "村民议事会", "红白理事会", "其他组织数", "四议两公开次数"];
    let mut sheet = Sheet::new("自治", &title("村民自治组织和村规民约情况"), &headings);
    for village in VILLAGES.iter().copied() {
        let revised = chinese(Day(first_day().0 - draw.between(30, 360) as i32));
        sheet.rows.push(row![village, revised, "√", "√", "√", draw.below(3), draw.between(3, 7)]);
    }
    sheet
}

/// Village cadres and how often each was trained.
pub fn cadres(draw: &mut Draw) -> Sheet {
    let mut sheet = Sheet::new("", &title("村干部轮训情况"), &["姓名", "村", "职务", "参训次数"]);
    let posts = ["村党组织书记", "村委会副主任", "村监委会主任", "委员", "会计"];
    for i in 0..CADRES {
        let post = posts.get(i / VILLAGES.len()).copied().unwrap_or_default();
        sheet.rows.push(row![draw.person(), village(i), post, draw.between(10, 13)]);
    }
    sheet
}

/// Lecturers and models, without titles.
pub fn honours(draw: &mut Draw) -> Vec<Sheet> {
    let mut lecturers = Sheet::new("宣讲员", "", &["姓名", "村"]);
    for _ in 0..LECTURERS {
        lecturers.rows.push(row![draw.person(), draw.pick(&VILLAGES)]);
    }
    let mut models = Sheet::new("先进典型", "", &["姓名", "村", "称号"]);
    for i in 0..MODELS {
        let honour = draw.pick(&["产业示范户", "农村治理骨干", "乡风文明模范"]);
        models.rows.push(row![draw.person(), village(i), honour]);
    }
    vec![lecturers, models]
}

/// The three lists; a quarter of the items has no date of completion.
pub fn duty_lists(draw: &mut Draw) -> Vec<Sheet> {
    let verbs = ["排查", "整治", "完善", "落实", "公开", "回访"];
    let objects = ["道路安全", "饮水安全", "防汛点位", "独居老人关爱", "矛盾纠纷", "环境卫生"];
    let done = apportion(ITEMS_DONE, &[1; 3 * ITEMS]);
    let mut items =
        verbs.iter().flat_map(|verb| objects.iter().map(move |object| format!("{verb}{object}"))).zip(done);
    ["任务清单", "责任清单", "问题清单"]
        .map(|list| {
            let headings = ["序号", "事项", "责任领导", "责任站所", "完成时限", "完成日期"];
            let mut sheet = Sheet::new(list, &title(&format!("基层治理{list}")), &headings);
            for (i, (item, done)) in items.by_ref().take(ITEMS).enumerate() {
                let due = draw.between(27, PERIOD_DAYS - 1);
                let done = (done > 0).then(|| day(due + 7 - draw.below(20)));
                sheet.rows.push(row![i + 1, item, draw.person(), draw.pick(&OFFICES), day(due), done]);
            }
            sheet
        })
        .into()
}

/// Stations and rooms of the representatives.
pub fn stations() -> Sheet {
    let headings = ["名称", "类别", "所在村", "意见箱", "五簿（本）", "八有（项）"];
    let mut sheet = Sheet::new("站室", &title("代表委员联络站室建设情况"), &headings);
    for i in 0..6 {
        let (place, kind) = match i {
            0 => ("好花红镇", "人大代表工作站"),
            1..4 => (village(i), "人大代表联络室"),
            _ => (village(i), "政协委员联络室"),
        };
        sheet.rows.push(row![format!("{place}{kind}"), kind, village(i), "√", 5_usize, 8_usize]);
    }
    sheet
}

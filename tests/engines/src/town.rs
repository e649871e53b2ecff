//! Random townships as files: every kind of table, with blanks, repeated rows, groups over village borders, shared
//! telephones, namesakes and days at the ends of months. Places, persons and numbers are invented.

use std::fmt::Write;

/// A small generator of numbers, the same everywhere for a seed (Steele, Lea and Flood 2014, SplitMix64).
pub struct Draws(pub u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of several.
    pub fn of<'a>(&mut self, several: &[&'a str]) -> &'a str {
        several[self.below(several.len())]
    }

    /// One of several, or nothing once in `blank` times.
    fn or_blank<'a>(&mut self, several: &[&'a str], blank: usize) -> &'a str {
        if self.below(blank) == 0 { "" } else { self.of(several) }
    }

    /// A day around the ends of months, from December 2023 to July 2024; blank once in `blank` times.
    fn day(&mut self, blank: usize) -> String {
        if self.below(blank) == 0 {
            return String::new();
        }
        let (year, month) =
            [(2023, 12), (2024, 1), (2024, 2), (2024, 3), (2024, 4), (2024, 5), (2024, 6), (2024, 7)]
                [self.below(8)];
        let last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][if month == 2 { 1 } else { month - 1 }];
        let last = if month == 1 { 31 } else { last };
        let day = [1, 2, 15, 24, 25, 26, last - 1, last][self.below(8)];
        format!("{year}-{month:02}-{day:02}")
    }
}

const SURNAMES: [&str; 6] = ["赵", "钱", "孙", "李", "周", "吴"];
const GIVEN: [&str; 8] = ["一", "二", "三", "四", "五", "六", "小明", "大山"];
const STATUS: [&str; 6] = ["已办结", "办理中", "转办", "已解决", "未办结", "受理"];
const RATING: [&str; 6] = ["满意", "基本满意", "一般", "不满意", "非常满意", "较满意"];
const BODIES: [&str; 3] = ["党代表", "人大代表", "政协委员"];

struct Town {
    draws: Draws,
    villages: Vec<String>,
    /// Village and grid.
    grids: Vec<(String, String)>,
}

impl Town {
    fn name(&mut self) -> String {
        format!("{}{}", self.draws.of(&SURNAMES), self.draws.of(&GIVEN))
    }

    /// A telephone of few, so that they are shared; blank once in three times.
    fn phone(&mut self) -> String {
        match self.draws.below(3) {
            0 => String::new(),
            _ => format!("1390000{:04}", self.draws.below(9)),
        }
    }

    fn village(&mut self) -> String {
        let at = self.draws.below(self.villages.len());
        self.villages[at].clone()
    }

    /// A village and a grid of it; the grid is blank once in six times, and once in forty it is on no list.
    fn place(&mut self) -> (String, String) {
        let at = self.draws.below(self.grids.len());
        let (village, grid) = self.grids[at].clone();
        match self.draws.below(40) {
            0 => (village, "第九十九网格".to_owned()),
            n if n < 7 => (village, String::new()),
            _ => (village, grid),
        }
    }

    /// A table of rows, some of which come again.
    fn table(&mut self, heading: &str, rows: usize, row: impl Fn(&mut Self, usize) -> String) -> String {
        let mut text = format!("{heading}\n");
        let mut last = String::new();
        for n in 0..rows {
            if last.is_empty() || self.draws.below(25) > 0 {
                last = row(self, n);
            }
            // A String takes whatever is written.
            let _ = writeln!(text, "{last}");
        }
        text
    }
}

/// The files of a random township, by name; `rows` is about how many rows its ledgers have.
#[allow(clippy::too_many_lines)]
pub fn files(seed: u64, rows: usize) -> Vec<(String, String)> {
    let mut draws = Draws(seed);
    let villages: Vec<String> = ["甲溪村", "乙山村", "丙桥村", "丁河社区"][..2 + draws.below(3)]
        .iter()
        .map(|v| (*v).to_owned())
        .collect();
    let names = ["第一网格", "第二网格", "第三网格", "第四网格"];
    let mut grids = Vec::new();
    for village in &villages {
        grids.extend(names[..1 + draws.below(4)].iter().map(|grid| (village.clone(), (*grid).to_owned())));
    }
    let mut town = Town { draws, villages: villages.clone(), grids: grids.clone() };
    let mut files = Vec::new();
    let mut add = |name: &str, text: String| files.push((format!("{name}.csv"), text));
    let number = |town: &mut Town, most: usize| match town.draws.below(8) {
        0 => String::new(),
        _ => town.draws.below(most).to_string(),
    };
    add(
        "行政村名单",
        format!(
            "行政村,户数,人口,是否有综治中心\n{}",
            villages.iter().fold(String::new(), |all, village| {
                let (households, people) = (number(&mut town, 900), number(&mut town, 3000));
                all + &format!("{village},{households},{people},{}\n", town.draws.of(&["是", "否", ""]))
            })
        ),
    );
    add(
        "网格名单",
        format!(
            "所属村,网格名称,网格编码,网格类型,户数,人口,网格员,联系电话\n{}",
            grids.iter().enumerate().fold(String::new(), |all, (n, (village, grid))| {
                let (households, people) = (number(&mut town, 200), number(&mut town, 700));
                let officer = if town.draws.below(5) == 0 { String::new() } else { town.name() };
                let kind = town.draws.of(&["一般网格", "专属网格"]);
                let phone = town.phone();
                all + &format!("{village},{grid},G{n:03},{kind},{households},{people},{officer},{phone}\n")
            })
        ),
    );
    let some = rows / 8 + 3;
    let text = town.table("姓名,所属村,所在网格,网格职务,联系电话", some, |t, _| {
        let (name, (village, grid), phone) = (t.name(), t.place(), t.phone());
        format!(
            "{name},{village},{grid},{},{phone}",
            t.draws.of(&["专职网格员", "兼职网格员", "网格员", "辅助员"])
        )
    });
    add("网格员花名册", text);
    let text =
        town.table("联户长姓名,所属村,所在网格,联系户数,联系电话", some * 2, |t, _| {
            let (name, (village, grid), linked, phone) = (t.name(), t.place(), number(t, 20), t.phone());
            format!("{name},{village},{grid},{linked},{phone}")
        });
    add("联户长名册", text);
    let text =
        town.table("党小组名称,所属村,组建方式,覆盖网格,党员人数", some, |t, n| {
            let ((village, grid), (other, second)) = (t.place(), t.place());
            let both = [
                grid.clone(),
                format!("{grid}、{second}"),
                format!("{village}{grid}、{other}{second}"),
                String::new(),
            ];
            let covers = &both[t.draws.below(4)];
            format!(
                "第{}党小组,{village},{},{covers},{}",
                n + 1,
                t.draws.of(&["独立组建", "联合组建", ""]),
                3 + n
            )
        });
    add("党小组台账", text);
    let text = town.table(
        "走访日期,村,网格,网格员,户主姓名,走访时长（分钟）,走访内容",
        rows * 4,
        |t, _| {
            let (day, (village, grid), officer, household) = (t.draws.day(30), t.place(), t.name(), t.name());
            let household = if t.draws.below(9) == 0 { String::new() } else { household };
            let minutes = number(t, 90);
            format!("{day},{village},{grid},{officer},{household},{minutes},入户走访")
        },
    );
    add("入户走访记录", text);
    let text = town.table(
        "诉求编号,受理日期,村,网格,诉求人,诉求内容,办理期限,办结日期,办理状态,满意度",
        rows * 2,
        |t, n| {
            let ((village, grid), person) = (t.place(), t.name());
            let (received, due, closed) = (t.draws.day(30), t.draws.day(5), t.draws.day(3));
            let (status, rating) = (t.draws.or_blank(&STATUS, 9), t.draws.or_blank(&RATING, 3));
            format!("S{n},{received},{village},{grid},{person},道路维修,{due},{closed},{status},{rating}")
        },
    );
    add("群众诉求台账", text);
    let text = town.table("服务队名称,所属村,队长,队员人数", some, |t, n| {
        let (village, leader, members) = (t.village(), t.name(), number(t, 40));
        format!("第{n}志愿服务队,{village},{leader},{members}")
    });
    add("志愿服务队", text);
    let text = town.table("活动日期,所属村,活动名称,活动内容,参加人数", rows, |t, n| {
        let (day, village) = (t.draws.day(30), t.village());
        format!("{day},{village},志愿服务{n},清扫,{}", 3 + n % 9)
    });
    add("志愿服务活动记录", text);
    let text = town.table("日期,村,普法形式,场所,主题,发放资料（份）", rows, |t, _| {
        let (day, village, handouts) = (t.draws.day(30), t.village(), number(t, 200));
        let what = t.draws.of(&["普法宣讲", "法治讲座", "普法培训", "法律咨询"]);
        format!(
            "{day},{village},{what},{},民法典,{handouts}",
            t.draws.of(&["进学校", "进农村", "进机关", "进企业", ""])
        )
    });
    add("普法活动台账", text);
    let text = town.table(
        "村名,村规民约修订,道德评议会,村民议事会,红白理事会",
        villages.len(),
        |t, n| {
            let yes = |t: &mut Town| t.draws.of(&["是", "否", "√", "", "2023年5月"]).to_owned();
            let cells: Vec<String> = (0..4).map(|_| yes(t)).collect();
            format!("{},{}", t.villages[n.min(t.villages.len() - 1)], cells.join(","))
        },
    );
    add("村民自治情况", text);
    let text = town.table("姓名,村,职务,参训次数,联系电话", some, |t, _| {
        let (name, village, times, phone) = (t.name(), t.village(), number(t, 3), t.phone());
        format!("{name},{village},{},{times},{phone}", t.draws.of(&["支书", "主任", "委员"]))
    });
    add("村干部培训名册", text);
    let text = town.table("姓名,所属村,讲师类别,联系电话", some, |t, _| {
        let (name, village, phone) = (t.name(), t.village(), t.phone());
        format!("{name},{village},法律明白人,{phone}")
    });
    add("普法讲师名册", text);
    let text = town.table(
        "姓名,类别,所属村,性别,届别,任职日期,离任日期,联系电话",
        some * 2,
        |t, _| {
            let (name, body, village, phone) = (t.name(), t.draws.of(&BODIES), t.village(), t.phone());
            let (since, until) = (t.draws.day(3), t.draws.day(2));
            format!("{name},{body},{village},男,第一届,{since},{until},{phone}")
        },
    );
    add("代表名册", text);
    let text = town.table("日期,代表姓名,代表类别,履职活动,数量", rows * 2, |t, _| {
        let (day, name, body, amount) =
            (t.draws.day(30), t.name(), t.draws.or_blank(&BODIES, 20), number(t, 30));
        let what = t.draws.of(&["走访选民", "接待选民", "走访代表", "小组活动", "主题宣讲", "技能培训"]);
        format!("{day},{name},{body},{what},{amount}")
    });
    add("代表履职记录", text);
    let text = town.table(
        "提出日期,代表姓名,代表类别,事项类型,事项内容,办理期限,办结日期,办理状态,满意度",
        rows * 2,
        |t, n| {
            let (raised, name, body) = (t.draws.day(30), t.name(), t.draws.or_blank(&BODIES, 20));
            let what = t.draws.of(&["问题", "建议", "意见", "纠纷"]);
            let (due, closed) = (t.draws.day(4), t.draws.day(3));
            let (status, rating) = (t.draws.or_blank(&STATUS, 9), t.draws.or_blank(&RATING, 3));
            format!("{raised},{name},{body},{what},修路{n},{due},{closed},{status},{rating}")
        },
    );
    add("代表反映事项台账", text);
    let text = town.table("事项,责任领导,责任站所,完成日期", some, |t, n| {
        let (leader, office) = (t.name(), t.draws.or_blank(&["司法所", "派出所", "综治中心"], 3));
        let leader = if t.draws.below(4) == 0 { String::new() } else { leader };
        format!("事项{},{leader},{office},{}", n % 5, t.draws.day(2))
    });
    add("任务清单", text);
    let text =
        town.table("名称,类别,所在村,意见箱,五簿（本）,八有（项）", some, |t, n| {
            let (village, numbers) = (t.village(), [t.draws.below(2), t.draws.below(7), t.draws.below(10)]);
            format!(
                "{village}代表联络站{},联络站,{village},{},{},{}",
                n % 6,
                numbers[0],
                numbers[1],
                numbers[2]
            )
        });
    add("代表委员联络站室建设情况", text);
    files
}

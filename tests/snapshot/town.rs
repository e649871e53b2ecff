//! An invented township of any number of villages: the same on every run, and as varied as a real one.

use gelan::count::{
    Answers, BodyTally, Cases, Distinct, Flag, GridTally, Items, Least, Listing, MonthTally, Performance,
    Tally, VillageTally,
};
use gelan::model::body::Body;
use gelan::model::cell::Day;
use gelan::model::kind::Kind;
use gelan::model::loaded::{Loaded, RequiredColumn};
use gelan::model::period::Period;
use gelan::model::place::GridKey;
use gelan::snapshot::Snapshot;

const STEMS: &str =
    "青石松柏云岭白沙桃溪龙泉凤凰月亮梨园枫香茶坪竹林水磨马鞍金鸡银杏梅坞荷塘鹿鸣鹤山麦地谷丰";
const NUMERALS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From `low` to `high`, both included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// How many of `n` happen with `percent` each.
    fn of(&mut self, n: i64, percent: i64) -> i64 {
        (0..n).filter(|_| self.between(1, 100) <= percent).count() as i64
    }
}

fn sealed(n: i64) -> Distinct {
    if n == 0 { Distinct::default() } else { Distinct::Sealed(n) }
}

fn listed(rank: usize, name: &str, code: String) -> Least {
    Least(Some(Listing { rank: u32::try_from(rank).unwrap(), name: name.to_owned(), code }))
}

fn cases(random: &mut Random, received: i64) -> Cases {
    let closed = random.of(received, 78);
    let on_time = random.of(closed, 45);
    let satisfied = random.of(closed, 70);
    let mostly_satisfied = random.of(closed - satisfied, 70);
    Cases {
        received,
        closed,
        on_time,
        overdue: random.of(received - on_time, 95),
        referred: random.of(received - closed, 25),
        satisfied,
        mostly_satisfied,
        dissatisfied: closed - satisfied - mostly_satisfied,
    }
}

fn grid(random: &mut Random, listed: Least) -> GridTally {
    let households = random.between(38, 105);
    let visits = households * random.between(55, 170) / 100;
    let received = random.of(20, 24);
    let own = random.of(1, 80);
    GridTally {
        listed,
        households: Some(households),
        people: Some(households * random.between(345, 485) / 100),
        officers: sealed(1),
        heads: sealed((households / 12).max(1)),
        linked: households - random.of(1, 10) * random.between(1, 12),
        party_groups: own,
        joint_party_groups: 1 - own,
        visits,
        minutes: (0..visits).map(|_| 15 + 5 * random.between(0, 3)).sum(),
        visited: sealed((visits * random.between(55, 66) / 100).min(households)),
        cases: cases(random, received),
        ..GridTally::default()
    }
}

fn village(random: &mut Random, listed: Least, grids: &[GridTally]) -> VillageTally {
    let sum = |of: fn(&GridTally) -> i64| grids.iter().map(of).sum::<i64>();
    let cadres = random.between(4, 6);
    let (lectures, law_trainings) = (random.between(0, 4), 1);
    let visits = sum(|g| g.visits);
    let yes = Flag(Some(true));
    VillageTally {
        listed,
        households: Some(sum(|g| g.households.unwrap())),
        people: Some(sum(|g| g.people.unwrap())),
        centre: yes,
        rules: yes,
        ethics: yes,
        assembly: Flag(Some(random.of(1, 90) == 1)),
        ceremonies: yes,
        officers: sealed(sum(|g| g.officers.count().unwrap())),
        heads: sealed(0),
        cadres: sealed(cadres),
        cadres_trained: sealed(cadres - random.of(1, 10)),
        lecturers: sealed(random.between(1, 10)),
        models: sealed(3),
        party_groups: sum(|g| g.party_groups),
        joint_party_groups: 0,
        volunteers: random.between(5, 110),
        volunteer_teams: 1,
        activities: 30 + random.of(30, 30),
        lectures,
        law_trainings,
        handouts: (lectures + law_trainings) * random.between(20, 220),
        visits,
        visits_all: visits + random.of(visits, 2),
        minutes: sum(|g| g.minutes),
        visited: sealed(0),
        cases: Cases {
            received: sum(|g| g.cases.received),
            closed: sum(|g| g.cases.closed),
            on_time: sum(|g| g.cases.on_time),
            overdue: sum(|g| g.cases.overdue),
            referred: sum(|g| g.cases.referred),
            satisfied: sum(|g| g.cases.satisfied),
            mostly_satisfied: sum(|g| g.cases.mostly_satisfied),
            dissatisfied: sum(|g| g.cases.dissatisfied),
        },
    }
}

fn body(random: &mut Random, people: i64) -> BodyTally {
    let matters = people * random.between(3, 6);
    let solved = random.of(matters, 75);
    let satisfied = random.of(solved, 80);
    let performance = Performance {
        visits: people * random.between(20, 60),
        receptions: people * random.between(2, 5),
        talks: random.between(0, 30),
        matters,
        solved,
        referred: random.of(matters - solved, 60),
        suggestions: random.of(matters, 30),
        satisfied,
        mostly_satisfied: solved - satisfied,
        ..Performance::default()
    };
    // As the file of version 1 was made of; who wants answers adds them with `answered`.
    BodyTally { people: sealed(people), performance, ..BodyTally::default() }
}

/// How the bodies' matters were answered: their text is of version 2.
#[allow(dead_code)]
pub fn answered(mut snapshot: Snapshot) -> Snapshot {
    for body in snapshot.tally.bodies.values_mut() {
        let p = &mut body.performance;
        (p.with_deadline, p.on_time) = (p.matters, p.solved * 2 / 3);
        let rated = p.satisfied + p.mostly_satisfied + p.dissatisfied;
        body.answers = Answers { of: p.matters, judged: p.matters - 3, rated, ..Answers::default() };
    }
    snapshot
}

/// A sealed snapshot of a township of so many villages.
pub fn snapshot(villages: usize) -> Snapshot {
    varied(villages, 2024, "云水镇")
}

/// One of a country's: 20 to 34 villages, 27 as the mean, under a name of its own.
#[allow(dead_code)]
pub fn of_country(number: usize) -> Snapshot {
    let stems: Vec<char> = STEMS.chars().collect();
    let (n, all) = (stems.len(), number);
    let name: String = [all % n, all / n % n, all / n / n % n].iter().map(|i| stems[*i]).collect();
    let villages = usize::try_from(Random(number as u64).between(20, 34)).unwrap();
    answered(varied(villages, number as u64, &format!("{name}镇")))
}

fn varied(villages: usize, seed: u64, name: &str) -> Snapshot {
    let random = &mut Random(seed);
    let stems: Vec<char> = STEMS.chars().collect();
    let mut tally = Tally {
        loaded: Loaded::from_parts(&Kind::ALL[..19], &RequiredColumn::ALL),
        venues: 0xff,
        ..Tally::default()
    };
    let mut rank = 0;
    for v in 0..villages {
        // No two alike: the second character steps on each time the first ones are through.
        let (first, second) = (v % stems.len(), (v * 7 + v / stems.len() + 1) % stems.len());
        let name = format!("{}{}村", stems[first], stems[second]);
        let count = if v % 5 == 4 { 5 } else { 6 };
        let mut grids = Vec::new();
        for (g, numeral) in NUMERALS.iter().enumerate().skip(1).take(count) {
            let key = GridKey { village: name.clone(), grid: format!("第{numeral}网格") };
            let listed =
                listed(rank, &format!("{name}第{numeral}网格"), format!("999999101{:03}{g:03}", 200 + v));
            let grid = grid(random, listed);
            rank += 1;
            grids.push(grid.clone());
            tally.grids.insert(key, grid);
        }
        let listed = listed(v, &name, format!("999999101{:03}", 200 + v));
        tally.villages.insert(name, village(random, listed, &grids));
    }
    let township = VillageTally {
        volunteers: 120,
        volunteer_teams: 1,
        joint_party_groups: 10,
        ..VillageTally::default()
    };
    tally.villages.insert(String::new(), township);
    for (which, people) in [(Body::Party, 40), (Body::Congress, 55), (Body::Consultative, 13)] {
        tally.bodies.insert(which, body(random, people));
    }
    tally.items = Items { total: 36, first: 36, second: 27, ..Items::default() };
    tally.stations = Items { total: 6, first: 6, second: 6, ..Items::default() };
    months(random, &mut tally);
    let day = |y, m, d| Day::from_ymd(y, m, d).unwrap();
    Snapshot {
        township: Some(name.to_owned()),
        made: day(2024, 7, 3),
        period: Some(Period { from: day(2024, 1, 1), to: day(2024, 6, 30) }),
        span: Some(Period { from: day(2023, 12, 1), to: day(2024, 7, 8) }),
        tally,
        ..Snapshot::default()
    }
}

/// The half year's counts in six uneven parts.
fn months(random: &mut Random, tally: &mut Tally) {
    let all = |of: fn(&VillageTally) -> i64| tally.villages.values().map(of).sum::<i64>();
    let mut left = MonthTally {
        visits: all(|v| v.visits),
        cases: all(|v| v.cases.received),
        cases_closed: all(|v| v.cases.closed),
        activities: all(|v| v.activities),
        law_events: all(|v| v.lectures + v.law_trainings),
        matters: tally.bodies.values().map(|b| b.performance.matters).sum(),
    };
    for month in 0..6 {
        let mut part = |left: &mut i64| {
            let share = if month == 5 {
                *left
            } else {
                *left * random.between(90, 110) / 100 / (6 - i64::from(month))
            };
            *left -= share;
            share
        };
        let counts = MonthTally {
            visits: part(&mut left.visits),
            cases: part(&mut left.cases),
            cases_closed: part(&mut left.cases_closed),
            activities: part(&mut left.activities),
            law_events: part(&mut left.law_events),
            matters: part(&mut left.matters),
        };
        tally.months.insert(2024 * 12 + month, counts);
    }
}

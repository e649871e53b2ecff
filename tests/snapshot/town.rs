//! An invented township of any number of villages: the same on every run, and as varied as a real one.

use gelan::catalogue::{CATALOGUE, Counter, PrivacyGroup, Travel};
use gelan::count::{BodyTally, Counts, GridTally, Least, Listing, Merge, Tally, VillageTally};
use gelan::figures::settings::Settings;
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

fn listed(rank: usize, name: &str, code: String) -> Least {
    Least(Some(Listing {
        rank: u32::try_from(rank).unwrap(),
        name: name.to_owned(),
        code,
        ..Listing::default()
    }))
}

fn cases(random: &mut Random, received: i64) -> [(Counter, i64); 8] {
    let closed = random.of(received, 78);
    let on_time = random.of(closed, 45);
    let satisfied = random.of(closed, 70);
    let mostly_satisfied = random.of(closed - satisfied, 70);
    [
        (Counter::Cases, received),
        (Counter::CasesClosed, closed),
        (Counter::CasesOnTime, on_time),
        (Counter::CasesOverdue, random.of(received - on_time, 95)),
        (Counter::CasesReferred, random.of(received - closed, 25)),
        (Counter::CasesSatisfied, satisfied),
        (Counter::CasesMostly, mostly_satisfied),
        (Counter::CasesDissatisfied, closed - satisfied - mostly_satisfied),
    ]
}

fn grid(random: &mut Random, listed: Least) -> GridTally {
    let households = random.between(38, 105);
    let visits = households * random.between(55, 170) / 100;
    let received = random.of(20, 24);
    let own = random.of(1, 80);
    let mut counts: Counts = [
        (Counter::Households, households),
        (Counter::People, households * random.between(345, 485) / 100),
        (Counter::Officers, 1),
        (Counter::Heads, (households / 12).max(1)),
        (Counter::Linked, households - random.of(1, 10) * random.between(1, 12)),
        (Counter::PartyGroups, own),
        (Counter::JointPartyGroups, 1 - own),
        (Counter::Visits, visits),
        (Counter::Minutes, (0..visits).map(|_| 15 + 5 * random.between(0, 3)).sum()),
        (Counter::Visited, (visits * random.between(55, 66) / 100).min(households)),
    ]
    .into_iter()
    .collect();
    counts.merge(cases(random, received).into_iter().collect());
    GridTally { listed, counts, ..GridTally::default() }
}

fn village(random: &mut Random, listed: Least, grids: &[GridTally]) -> VillageTally {
    let sum = |counter| grids.iter().map(|g| g.counts.get(counter)).sum::<i64>();
    let cadres = random.between(4, 6);
    let (lectures, law_trainings) = (random.between(0, 4), 1);
    let visits = sum(Counter::Visits);
    let own = [
        (Counter::Centre, 1),
        (Counter::Rules, 1),
        (Counter::Ethics, 1),
        (Counter::Assembly, i64::from(random.of(1, 90) == 1)),
        (Counter::Ceremonies, 1),
        (Counter::Cadres, cadres),
        (Counter::CadresTrained, cadres - random.of(1, 10)),
        (Counter::Lecturers, random.between(1, 10)),
        (Counter::Models, 3),
        (Counter::Volunteers, random.between(5, 110)),
        (Counter::VolunteerTeams, 1),
        (Counter::Activities, 30 + random.of(30, 30)),
        (Counter::Lectures, lectures),
        (Counter::LawTrainings, law_trainings),
        (Counter::Handouts, (lectures + law_trainings) * random.between(20, 220)),
        (Counter::VisitsAll, visits + random.of(visits, 2)),
    ];
    let of_grids = [
        Counter::Households,
        Counter::People,
        Counter::Officers,
        Counter::PartyGroups,
        Counter::Visits,
        Counter::Minutes,
    ];
    let of_grids = of_grids.into_iter().chain(Counter::of_group(PrivacyGroup::Cases));
    let counts = own.into_iter().chain(of_grids.map(|counter| (counter, sum(counter)))).collect();
    VillageTally { listed, counts }
}

fn body(random: &mut Random, people: i64) -> BodyTally {
    let matters = people * random.between(3, 6);
    let solved = random.of(matters, 75);
    let satisfied = random.of(solved, 80);
    let counts = [
        (Counter::Reps, people),
        (Counter::DutyVisits, people * random.between(20, 60)),
        (Counter::Receptions, people * random.between(2, 5)),
        (Counter::Talks, random.between(0, 30)),
        (Counter::Matters, matters),
        (Counter::Solved, solved),
        (Counter::MattersReferred, random.of(matters - solved, 60)),
        (Counter::Suggestions, random.of(matters, 30)),
        (Counter::MattersSatisfied, satisfied),
        (Counter::MattersMostly, solved - satisfied),
    ];
    // As the file of version 1 was made of; who wants answers adds them with `answered`.
    BodyTally { counts: counts.into_iter().collect(), ..BodyTally::default() }
}

/// How the bodies' matters were answered: their text is of version 2.
#[allow(dead_code)]
pub fn answered(mut snapshot: Snapshot) -> Snapshot {
    for body in snapshot.tally.bodies.values_mut() {
        let counts = &mut body.counts;
        let matters = counts.get(Counter::Matters);
        let rated = [Counter::MattersSatisfied, Counter::MattersMostly, Counter::MattersDissatisfied];
        for (counter, value) in [
            (Counter::WithDeadline, matters),
            (Counter::MattersOnTime, counts.get(Counter::Solved) * 2 / 3),
            (Counter::Followed, matters),
            (Counter::Judged, matters - 3),
            (Counter::Rated, rated.into_iter().map(|c| counts.get(c)).sum()),
        ] {
            counts.put(counter, Some(value));
        }
    }
    snapshot
}

/// A sealed snapshot of a township with this number of villages.
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
    today(varied(villages, number as u64, &format!("{name}镇")))
}

/// As it is made today: with the version of the definitions and the settings.
#[allow(dead_code)]
pub fn today(snapshot: Snapshot) -> Snapshot {
    let snapshot = answered(snapshot);
    Snapshot { catalogue: Some(CATALOGUE), settings: Some(Settings::default()), ..snapshot }
}

fn varied(villages: usize, seed: u64, name: &str) -> Snapshot {
    let random = &mut Random(seed);
    let stems: Vec<char> = STEMS.chars().collect();
    let mut tally = Tally {
        loaded: {
            let mut loaded = Loaded::default();
            Kind::ALL[..19].iter().for_each(|kind| loaded.add(*kind));
            RequiredColumn::ALL.iter().for_each(|column| loaded.add_column(*column));
            loaded
        },
        venues: 0xff,
        ..Tally::default()
    };
    // As the program was that wrote the stored texts: it did not count what came later.
    let later = |c: &&Counter| {
        matches!(c.row().travels, Travel::Block { .. }) && tally.loaded.has(c.row().origin.kind)
    };
    tally.absent = Counter::ALL.iter().filter(later).copied().collect();
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
    let counts = [(Counter::Volunteers, 120), (Counter::VolunteerTeams, 1), (Counter::JointPartyGroups, 10)];
    let township = VillageTally { counts: counts.into_iter().collect(), ..VillageTally::default() };
    tally.villages.insert(String::new(), township);
    for (which, people) in [(Body::Party, 40), (Body::Congress, 55), (Body::Consultative, 13)] {
        tally.bodies.insert(which, body(random, people));
    }
    let township = [
        (Counter::Items, 36),
        (Counter::ItemsOwned, 36),
        (Counter::ItemsDone, 27),
        (Counter::Stations, 6),
        (Counter::StationsStandard, 6),
    ];
    tally.township = township.into_iter().collect();
    months(random, &mut tally);
    tally.loaded = tally.loaded.with_body_bits(tally.body_bits_by_counts());
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
    let all = |counter| tally.villages.values().map(|v| v.counts.get(counter)).sum::<i64>();
    let matters = tally.bodies.values().map(|b| b.counts.get(Counter::Matters)).sum::<i64>();
    let mut left = [
        (Counter::Visits, all(Counter::Visits)),
        (Counter::Cases, all(Counter::Cases)),
        (Counter::CasesClosed, all(Counter::CasesClosed)),
        (Counter::Activities, all(Counter::Activities)),
        (Counter::LawEvents, all(Counter::Lectures) + all(Counter::LawTrainings)),
        (Counter::Matters, matters),
    ];
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
        let counts = left.each_mut().map(|(counter, left)| (*counter, part(left))).into_iter().collect();
        tally.months.insert(2024 * 12 + month, counts);
    }
}

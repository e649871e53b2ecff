//! Counters: every number that is counted from rows, as one table.
//!
//! A row says how a counter merges, for which units it is kept, whether and how it travels in a snapshot, from which
//! table it comes, which counts are kept back together with it, its unit and its words. Merging, sealing, the
//! snapshot's columns and the evaluation of every figure are loops over this table.

use super::Text;
use crate::model::kind::{Field, Kind};
use crate::model::loaded::RequiredColumn;
use serde::{Deserialize, Serialize};

/// How the values of two parts give the value of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeRule {
    /// They are added up.
    Sum,
    /// Known values are added up; the sum is not known where neither is.
    OptionalSum,
    /// A yes outlasts every no; not known where no row speaks of it. Kept as the number of rows that say yes.
    Flag,
    /// The members are united, and each counts once.
    Set,
}

/// What a counter is kept for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Each village, and the township itself for what belongs to no village.
    Village,
    /// Each grid.
    Grid,
    /// Each body of representatives.
    Body,
    /// Each representative.
    Person,
    /// Each month.
    Month,
    /// The township as a whole: what has no place.
    Township,
}

/// Whether a counter travels in a snapshot. Every row decides it: a row without it does not compile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Travel {
    /// At every level, as a column of format 1 or 2, whose predictor stands in the snapshot's list of columns.
    Always,
    /// The same, for bodies at level 全量 only.
    Full,
    /// At every level, in a tagged block of format 3.
    Block {
        /// The tag, which no other counter has.
        tag: u32,
        /// From what a unit's value is predicted.
        predictor: Predictor,
    },
    /// Not at all.
    Never,
}

/// From what a snapshot predicts a value: the better the guess, the shorter the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Predictor {
    /// The value is mostly the expected one.
    Number(Expected),
    /// The value is a share of the expected one that is learned; the number is the share at first.
    Share(Expected, f64),
    /// The value is a part of the expected one, never more, in a proportion that is learned.
    Part(Expected),
    /// Nothing is known of the value.
    Magnitude,
}

/// What a predictor starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A constant.
    Constant(i64),
    /// Another counter of the same unit.
    Like(Counter),
    /// The sum of two counters of the same unit.
    Sum(Counter, Counter),
    /// What is left of the first counter of the same unit without the others.
    Rest(Counter, &'static [Counter]),
    /// Of a village, the sum of a counter over its grids.
    SumOfGrids(Counter),
}

/// Counts that are kept back together where the sender of a snapshot keeps small ones back: one tells of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PrivacyGroup {
    /// Visits of the period, their minutes, households visited.
    Visits,
    /// Cases, and what came of them.
    Cases,
    /// What representatives did.
    Duty,
    /// Matters that representatives raised, and what came of them.
    Matters,
    /// Visits of all dates: together with those of the period they tell how many are of other dates.
    OtherDates,
}

impl PrivacyGroup {
    /// All of them, in the order of the snapshot's marks.
    pub const ALL: [Self; 5] = [Self::Visits, Self::Cases, Self::Duty, Self::Matters, Self::OtherDates];

    /// The table from which they are counted.
    pub fn kind(self) -> Kind {
        match self {
            Self::Visits | Self::OtherDates => Kind::Visits,
            Self::Cases => Kind::Cases,
            Self::Duty => Kind::Duty,
            Self::Matters => Kind::Matters,
        }
    }
}

/// From where the rows of a counter come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterOrigin {
    /// The kind of table.
    pub kind: Kind,
    /// The column without which the counter is not known.
    pub column: Option<RequiredColumn>,
    /// The column that is added up and its unit: a ratio over the counter is refused where it holds another one.
    pub amount: Option<(Field, &'static str)>,
}

/// What the table says of a counter, but for its names: see [`Counter::id`], [`Counter::unit`], [`Counter::words`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CounterRow {
    /// How it merges.
    pub merge: MergeRule,
    /// For which units it is kept.
    pub kept: &'static [Level],
    /// Whether and how it travels.
    pub travels: Travel,
    /// From where it comes.
    pub origin: CounterOrigin,
    /// With which counts it is kept back; `None` where it is public.
    pub privacy: Option<PrivacyGroup>,
}

/// A counter that is mostly 0.
const fn block(tag: u32) -> Travel {
    Travel::Block { tag, predictor: Predictor::Number(Expected::Constant(0)) }
}

/// Rows that are counted one by one or whose things are counted once.
const fn rows(kind: Kind) -> CounterOrigin {
    CounterOrigin { kind, column: None, amount: None }
}

/// A column that is added up.
const fn amount(kind: Kind, field: Field, unit: &'static str) -> CounterOrigin {
    CounterOrigin { kind, column: None, amount: Some((field, unit)) }
}

/// The same, of a column that the counter needs.
const fn required(kind: Kind, column: RequiredColumn, field: Field, unit: &'static str) -> CounterOrigin {
    CounterOrigin { kind, column: Some(column), amount: Some((field, unit)) }
}

/// Rows that are not known without a column.
const fn rows_with(kind: Kind, column: RequiredColumn) -> CounterOrigin {
    CounterOrigin { kind, column: Some(column), amount: None }
}

const VILLAGES: &[Level] = &[Level::Village];
const GRIDS: &[Level] = &[Level::Grid];
const PLACES: &[Level] = &[Level::Village, Level::Grid];
const PLACES_AND_MONTHS: &[Level] = &[Level::Village, Level::Grid, Level::Month];
const VILLAGES_AND_MONTHS: &[Level] = &[Level::Village, Level::Month];
const MONTHS: &[Level] = &[Level::Month];
const TOWNSHIP: &[Level] = &[Level::Township];
const BODIES: &[Level] = &[Level::Body];
const REPS: &[Level] = &[Level::Body, Level::Person];
const REPS_AND_MONTHS: &[Level] = &[Level::Body, Level::Person, Level::Month];

macro_rules! counters {
    ($($variant:ident $id:literal, $merge:ident, $kept:expr, $travels:expr, $origin:expr, $privacy:expr,
        $unit:literal $zh:literal $en:literal;)*) => {
        /// A number that is counted from rows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Counter { $(#[doc = $en] $variant,)* }

        impl Counter {
            /// All of them, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What the table says of it.
            pub const fn row(self) -> &'static CounterRow {
                match self {
                    $(Self::$variant => {
                        const ROW: CounterRow = CounterRow {
                            merge: MergeRule::$merge, kept: $kept, travels: $travels, origin: $origin, privacy: $privacy,
                        };
                        &ROW
                    })*
                }
            }

            /// Its stable name.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }

            /// Its unit in Chinese.
            pub fn unit(self) -> &'static str { match self { $(Self::$variant => $unit),* } }

            /// What it counts.
            pub fn words(self) -> Text { match self { $(Self::$variant => Text { zh: $zh, en: $en }),* } }
        }
    };
}

use PrivacyGroup as P;
use RequiredColumn as C;
use Travel::{Always, Full};

counters! {
    Households "households", OptionalSum, PLACES, Always, amount(Kind::Grids, Field::Households, "户"), None,
        "户" "名单写明的户数" "households as the lists state them";
    People "people", OptionalSum, PLACES, Always, rows(Kind::Grids), None,
        "人" "名单写明的人口" "people as the lists state them";
    Centre "centre", Flag, VILLAGES, Always, rows(Kind::Villages), None,
        "村" "有综治中心" "has a governance centre";
    Rules "rules", Flag, VILLAGES, Always, rows(Kind::SelfGovernance), None,
        "村" "已修订村规民约" "has revised its rules";
    Ethics "ethics", Flag, VILLAGES, Always, rows(Kind::SelfGovernance), None,
        "村" "有道德评议会" "has a moral council";
    Assembly "assembly", Flag, VILLAGES, Always, rows(Kind::SelfGovernance), None,
        "村" "有村民议事会" "has a villagers' assembly";
    Ceremonies "ceremonies", Flag, VILLAGES, Always, rows(Kind::SelfGovernance), None,
        "村" "有红白理事会" "has a ceremonies council";
    Officers "officers", Set, PLACES, Always, rows(Kind::Officers), None,
        "人" "网格员，每人一次" "officers, each once";
    Heads "heads", Set, PLACES, Always, rows(Kind::Heads), None,
        "人" "联户长，每人一次；写明网格的记在网格，其余记在村" "heads, each once: in the grid that the row names, else in the village";
    Cadres "cadres", Set, VILLAGES, Always, rows(Kind::Cadres), None,
        "人" "村干部，每人一次" "village cadres, each once";
    CadresTrained "cadres_trained", Set, VILLAGES, Always, required(Kind::Cadres, C::Trained, Field::Times, "次"), None,
        "人" "至少参训一次的村干部" "village cadres trained at least once, each once";
    Lecturers "lecturers", Set, VILLAGES, Always, rows(Kind::Lecturers), None,
        "人" "普法宣讲员，每人一次" "law lecturers, each once";
    Models "models", Set, VILLAGES, Always, rows(Kind::Models), None,
        "人" "先进典型，每人一次" "models, each once";
    Linked "linked", Sum, GRIDS, Always, required(Kind::Heads, C::Linked, Field::Households, "户"), None,
        "户" "联户长联系的户数" "households that heads link, as stated";
    PartyGroups "party_groups", Sum, PLACES, Always, rows(Kind::PartyGroups), None,
        "个" "独立党小组" "party groups of a single grid";
    JointPartyGroups "joint_party_groups", Sum, PLACES, Always, rows(Kind::PartyGroups), None,
        "个" "联合党小组" "joint party groups; of a grid those that cover it";
    Volunteers "volunteers", Sum, VILLAGES, Always, rows(Kind::VolunteerTeams), None,
        "人" "志愿服务队的人数" "members of the volunteer teams";
    VolunteerTeams "volunteer_teams", Sum, VILLAGES, Always, rows(Kind::VolunteerTeams), None,
        "支" "志愿服务队" "volunteer teams";
    Activities "activities", Sum, VILLAGES_AND_MONTHS, Always, rows(Kind::VolunteerActivities), None,
        "次" "期内的志愿服务活动" "volunteer activities in the period";
    Lectures "lectures", Sum, VILLAGES, Always, rows(Kind::LawPublicity), None,
        "场" "期内的普法宣讲" "law lectures in the period";
    LawTrainings "law_trainings", Sum, VILLAGES, Always, rows(Kind::LawPublicity), None,
        "场" "期内的普法培训" "law trainings in the period";
    LawEvents "law_events", Sum, MONTHS, Always, rows(Kind::LawPublicity), None,
        "场" "普法活动" "law publicity of any kind";
    Handouts "handouts", Sum, VILLAGES, Always, rows(Kind::LawPublicity), None,
        "份" "期内发放的资料" "handouts in the period";
    Visits "visits", Sum, PLACES_AND_MONTHS, Always, rows(Kind::Visits), Some(P::Visits),
        "户次" "期内的走访" "visits in the period";
    VisitsAll "visits_all", Sum, VILLAGES, Always, rows(Kind::Visits), Some(P::OtherDates),
        "户次" "全部日期的走访" "visits of all dates";
    Minutes "minutes", Sum, PLACES, Always, rows_with(Kind::Visits, C::Minutes), Some(P::Visits),
        "分钟" "期内走访的时长" "minutes of the visits in the period";
    Timed "timed", OptionalSum, GRIDS, Always, rows(Kind::Visits), Some(P::Visits),
        "户次" "记有时长的走访" "visits in the period whose minutes are recorded; not known without visits";
    Visited "visited", Set, PLACES, Always, required(Kind::Visits, C::Visited, Field::Household, "户"), Some(P::Visits),
        "户" "期内走访过的户，每户一次；没有写明网格的记在村" "households visited in the period, each once: in the grid that the row names, else in the village";
    Cases "cases", Sum, PLACES_AND_MONTHS, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "期内受理的诉求" "cases received in the period";
    CasesClosed "cases_closed", Sum, PLACES_AND_MONTHS, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "已办结" "cases closed";
    CasesOnTime "cases_on_time", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "按期办结" "cases closed no later than their deadline";
    CasesOverdue "cases_overdue", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "超期" "cases open past their deadline at the period's end, or closed after it";
    CasesWithoutDeadline "cases_without_deadline", Sum, VILLAGES, block(2), rows(Kind::Cases), Some(P::Cases),
        "件" "没有写明期限" "cases without a deadline";
    CasesUndated "cases_undated", Sum, VILLAGES, block(3), rows(Kind::Cases), Some(P::Cases),
        "件" "有期限、办结而没有写明日期" "cases with a deadline that are closed on no known day";
    CasesReferred "cases_referred", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "转办而没有办结" "cases passed on to another office and not closed";
    CasesSatisfied "cases_satisfied", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "评价为满意" "cases rated satisfied";
    CasesMostly "cases_mostly_satisfied", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "评价为基本满意" "cases rated mostly satisfied";
    CasesDissatisfied "cases_dissatisfied", Sum, PLACES, Always, rows(Kind::Cases), Some(P::Cases),
        "件" "评价为不满意" "cases rated dissatisfied";
    Items "items", Sum, TOWNSHIP, Always, rows(Kind::DutyLists), None,
        "项" "三张清单的事项" "items of the three lists";
    ItemsOwned "items_owned", Sum, TOWNSHIP, Always, rows(Kind::DutyLists), None,
        "项" "有责任领导和责任站所的事项" "items with a responsible leader and office";
    ItemsDone "items_done", Sum, TOWNSHIP, Always, rows_with(Kind::DutyLists, C::Done), None,
        "项" "有完成日期的事项" "items with a completion date";
    Stations "stations", Sum, TOWNSHIP, Always, rows(Kind::Stations), None,
        "个" "代表联络站室" "stations and rooms";
    StationsStandard "stations_standard", Sum, TOWNSHIP, Always, rows(Kind::Stations), None,
        "个" "规范达标的站室" "stations and rooms up to standard";
    Reps "reps", Set, BODIES, Always, rows(Kind::Representatives), None,
        "人" "名册上的人，每人一次" "people on the roster, each once";
    DutyVisits "duty_visits", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "人次" "走访选民" "visits to voters";
    Receptions "receptions", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "人次" "接待选民" "receptions of voters";
    VisitsToDeputies "visits_to_deputies", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "人次" "走访代表" "visits to deputies";
    GroupActivities "group_activities", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "次" "小组活动" "group activities";
    Talks "talks", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "期" "主题宣讲" "talks";
    Trained "trained", Sum, REPS, Always, rows(Kind::Duty), Some(P::Duty),
        "人次" "技能培训" "people trained";
    Matters "matters", Sum, REPS_AND_MONTHS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "反映事项" "matters raised: problems, suggestions, disputes";
    Solved "solved", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "已解决" "matters closed";
    MattersReferred "matters_referred", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "转办而没有解决" "matters passed on to another office and not closed";
    Suggestions "suggestions", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "条" "意见建议" "matters that are suggestions or opinions";
    DisputesSolved "disputes_solved", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "起" "化解纠纷" "disputes closed";
    MattersOnTime "matters_on_time", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "按期答复" "matters closed no later than their deadline";
    WithDeadline "with_deadline", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "有期限的事项" "matters with a deadline";
    MattersSatisfied "matters_satisfied", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "评价为满意" "matters rated satisfied";
    MattersMostly "matters_mostly_satisfied", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "评价为基本满意" "matters rated mostly satisfied";
    MattersDissatisfied "matters_dissatisfied", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "评价为不满意" "matters rated dissatisfied";
    Followed "followed", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "知道怎样答复的事项" "matters of which is known how they were answered; all of them unless a snapshot lacks it";
    Judged "judged", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "能判定是否按期的事项" "matters with a deadline, closed on a known day, or open and past it";
    Rated "rated", Sum, REPS, Always, rows(Kind::Matters), Some(P::Matters),
        "件" "有满意度评价的事项" "matters with a rating of any kind";
    Dated "dated", Sum, REPS, Full, rows(Kind::Matters), Some(P::Matters),
        "件" "知道天数的事项" "matters of which the days are known; all of them unless a snapshot is a summary";
}

impl Counter {
    /// How many counters there are.
    pub const COUNT: usize = Self::ALL.len();

    /// How many of them are sets.
    pub const SETS: usize = {
        let (mut sets, mut at) = (0, 0);
        while at < Self::COUNT {
            if matches!(Self::ALL[at].row().merge, MergeRule::Set) {
                sets += 1;
            }
            at += 1;
        }
        sets
    };

    /// Its place among the sets; [`Self::SETS`] where it is none.
    pub fn set_index(self) -> usize {
        SET_INDEX.get(self as usize).map_or(Self::SETS, |at| usize::from(*at))
    }

    /// Whether it is kept for units of the level.
    pub fn is_kept(self, level: Level) -> bool {
        self.row().kept.contains(&level)
    }

    /// The counters that are kept for units of the level.
    pub fn of_level(level: Level) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |counter| counter.is_kept(level))
    }

    /// The counters of a group that is kept back together.
    pub fn of_group(group: PrivacyGroup) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |counter| counter.row().privacy == Some(group))
    }
}

/// The place among the sets, by counter.
const SET_INDEX: [u8; Counter::COUNT] = {
    let mut places = [Counter::SETS as u8; Counter::COUNT];
    let (mut next, mut at) = (0, 0);
    while at < Counter::COUNT {
        if matches!(Counter::ALL[at].row().merge, MergeRule::Set) {
            places[at] = next;
            next += 1;
        }
        at += 1;
    }
    places
};

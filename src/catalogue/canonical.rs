//! The canonical tables: rows as they are counted, after all reading of words, places and persons; and by which of
//! them each counter is counted.
//!
//! Counting goes through these rows ([`crate::count`]), `gelan export` writes them, and `gelan sql` prints for another
//! engine the queries that count them. One table says for each counter which rows count, how much, and where.

use super::{Counter, Level};

/// The type of a canonical column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// A whole number.
    Integer,
    /// A day.
    Day,
    /// A text.
    Text,
}

macro_rules! columns {
    ($($variant:ident $id:literal $type:ident, $zh:literal $en:literal;)*) => {
        /// A column of a canonical table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $(#[doc = $en] $variant,)* }

        impl Column {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in the tables.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }

            /// Its type.
            pub fn kind(self) -> ColumnType { match self { $(Self::$variant => ColumnType::$type),* } }

            /// What it holds, in Chinese and in English.
            pub fn words(self) -> super::Text { match self { $(Self::$variant => super::Text { zh: $zh, en: $en }),* } }
        }
    };
}

columns! {
    Village "village" Text, "村；空为乡镇本身" "the village; empty for the township itself";
    Grid "grid" Text, "网格；空为没有写明网格" "the grid; empty where none is named";
    Body "body" Text, "党代表、人大代表、政协委员之一" "one of the three bodies";
    Person "person" Text, "代表的姓名，重名的带村；空为没有写明" "the representative's name, with the village where two share it; empty where none is named";
    Label "label" Text, "事项或站室的名称" "what the item or station is called";
    Name "name" Text, "名单上的名称" "the name as the list has it";
    Code "code" Text, "名单上的编码；没有为空" "the code in the list; empty for none";
    Sort "kind" Text, "网格类型；没有为空" "the kind of the grid; empty for none";
    Rank "rank" Integer, "在名单中的先后；空为不在名单上" "its position in the list; none where no list has it";
    Households "households" Integer, "户数" "households";
    People "people" Integer, "人口" "people";
    Centre "centre" Integer, "有综治中心为 1，没有为 0，表中没有这一列为空" "1 with a governance centre, 0 without, none where the table has no such column";
    Rules "rules" Integer, "已修订村规民约为 1" "1 where the rules are revised";
    Ethics "ethics" Integer, "有道德评议会为 1" "1 with a moral council";
    Assembly "assembly" Integer, "有村民议事会为 1" "1 with a villagers' assembly";
    Ceremonies "ceremonies" Integer, "有红白理事会为 1" "1 with a ceremonies council";
    InVillage "in_village" Integer, "这个人在本村中的编号：同一人同一号" "the person's number within the village: one person, one number";
    InGrid "in_grid" Integer, "这个人在本网格中的编号" "the person's number within the grid";
    InBody "in_body" Integer, "这个人在本类代表中的编号" "the person's number within the body";
    InTrained "in_trained" Integer, "这个人在本村参训人员中的编号" "the person's number among the trained of the village";
    Head "head" Integer, "联户长在本网格中的编号，同名而号码不同的分开" "the head's number within the grid, told apart by marks";
    Linked "linked" Integer, "联系的户数；没有写为空" "households linked; none where not stated";
    Trained "trained" Integer, "参训过为 1" "1 if trained at least once";
    Joint "joint" Integer, "联合党小组为 1，独立的为 0" "1 for a joint party group, 0 for one of a single grid";
    Own "own" Integer, "没有写明网格的独立党小组" "single groups that name no grid";
    JointLoose "loose_joint" Integer, "没有写明网格的联合党小组" "joint groups that name no grid";
    Unsaid "unsaid" Integer, "没有写明网格、也没有写明哪一种的党小组" "groups that name neither grid nor sort";
    StatedOwn "stated_own" Integer, "统计表写明的独立党小组数" "single groups as a table of numbers states them";
    StatedJoint "stated_joint" Integer, "统计表写明的联合党小组数" "joint groups as a table of numbers states them";
    Members "members" Integer, "队员人数" "members of the team";
    Day "day" Day, "日期" "the day";
    Month "month" Integer, "所在月：年×12＋月−1，按每月截止日" "its month: year × 12 + month − 1, by the day on which months end";
    Lecture "lecture" Integer, "宣讲为 1" "1 for a lecture";
    LawTraining "training" Integer, "培训为 1" "1 for a training";
    Handouts "handouts" Integer, "发放资料的份数" "handouts";
    Venues "venues" Integer, "“八进”场所，每类一位" "the kinds of venue, a bit each";
    Owned "owned" Integer, "有责任领导和责任站所为 1" "1 with a responsible leader and office";
    Done "done" Integer, "有完成日期为 1" "1 with a completion date";
    Standard "standard" Integer, "规范达标为 1" "1 if up to standard";
    Since "since" Day, "任职日期" "first day of the term";
    Until "until" Day, "离任日期；空为未写" "last day of the term; none where not stated";
    Activity "activity" Integer, "活动：1 走访选民，2 接待选民，3 走访代表，4 小组活动，5 主题宣讲，6 技能培训" "1 visit to voters, 2 reception, 3 visit to deputies, 4 group activity, 5 talk, 6 training";
    Amount "amount" Integer, "数量" "the amount";
    Closed "closed" Integer, "已办结为 1" "1 if closed";
    Referred "referred" Integer, "转办为 1" "1 if passed on";
    ClosedOn "closed_on" Day, "办结日期" "the day it was closed";
    Deadline "deadline" Day, "期限" "the deadline";
    Satisfaction "satisfaction" Integer, "1 满意，2 基本满意，3 一般，4 不满意；没有评价为空" "1 satisfied, 2 mostly, 3 neutral, 4 dissatisfied; none without a rating";
    Suggestion "suggestion" Integer, "建议或意见为 1" "1 for a suggestion or opinion";
    Dispute "dispute" Integer, "纠纷为 1" "1 for a dispute";
    Minutes "minutes" Integer, "时长，分钟；没有写为 0" "minutes; 0 where not stated";
    Household "household" Integer, "户的编号：同一户同一号；没有写为空" "the household's number: one household, one number; none where not named";
    Kinds "kinds" Integer, "放入了哪些表，每类一位" "which kinds of table were loaded, a bit each";
    Columns "columns" Integer, "有哪些必要的列，每列一位" "which required columns were there, a bit each";
    Bodies "bodies" Integer, "履职和事项的表能写、写了哪几类代表，每类一位" "which bodies the logs can name and do name, a bit each";
    MonthEnd "month_end" Integer, "每月截止日，31 为自然月" "the day on which months end; 31 for the calendar";
    FirstDay "first_day" Day, "各表最早的日期" "the first day in the dated tables";
    LastDay "last_day" Day, "各表最晚的日期" "the last day in the dated tables";
    MadeOn "made_on" Day, "写出这些表的日期" "the day on which these tables were written";
    Misfits "misfits" Text, "单位不符、不计入的列：表类.列.单位，用分号隔开" "columns whose unit does not fit: kind.field.unit, semicolons between";
}

/// What has to hold of a row. A comparison with a value that is not there does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Always.
    All,
    /// The column has this value.
    Is(Column, i64),
    /// The column has a value.
    Known(Column),
    /// The column is above 0.
    Positive(Column),
    /// The first is no later or greater than the second.
    AtMost(Column, Column),
    /// The first is later or greater than the second.
    Above(Column, Column),
    /// The column's day is after the day for which is judged.
    AfterJudged(Column),
    /// The column's day is before the day for which is judged.
    BeforeJudged(Column),
    /// The row names no grid.
    NoGrid,
    /// One of them does not hold.
    Not(&'static Test),
    /// All of them hold.
    And(&'static [Test]),
    /// One of them holds.
    Or(&'static [Test]),
}

/// What a row that counts adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adds {
    /// One.
    One,
    /// The column's number; nothing, and nothing known, where it has none.
    Sum(Column),
    /// One where the test holds, 0 where not: known as soon as there is a row.
    OneIf(&'static Test),
    /// The thing that the column numbers, once.
    Once(Column),
}

/// Rows that a counter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The table.
    pub table: Table,
    /// For which units.
    pub levels: &'static [Level],
    /// Which rows.
    pub when: Test,
    /// How much each adds.
    pub adds: Adds,
    /// Whether rows of all days count, whatever the period.
    pub any_day: bool,
}

macro_rules! tables {
    ($($variant:ident $id:literal [$($column:ident)*] $zh:literal $en:literal;)*) => {
        /// A canonical table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table { $(#[doc = $en] $variant,)* }

        impl Table {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name.
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }

            /// Its columns behind those of the township.
            pub fn columns(self) -> &'static [Column] {
                match self { $(Self::$variant => &[$(Column::$column),*]),* }
            }

            /// What a row is, in Chinese and in English.
            pub fn words(self) -> super::Text { match self { $(Self::$variant => super::Text { zh: $zh, en: $en }),* } }
        }
    };
}

tables! {
    Towns "towns" [Kinds Columns Bodies MonthEnd FirstDay LastDay MadeOn Misfits]
        "一个乡镇" "a township";
    Villages "villages" [Village Rank Name Code Households People Centre]
        "村名单的一行" "a row of the list of villages";
    Grids "grids" [Village Grid Rank Name Code Sort Households People]
        "网格名单的一行" "a row of the list of grids";
    Officers "officers" [Village Grid InVillage InGrid]
        "网格员的一处任职" "a post of an officer";
    Heads "heads" [Village Grid InVillage InGrid Head Linked]
        "联户长的一行" "a row of the list of heads";
    PartyGroups "party_groups" [Village Grid Joint]
        "一个党小组，独立的在网格，联合的在乡镇" "a party group: a single one in its grid, a joint one in the township";
    PartyCovers "party_covers" [Village Grid Joint]
        "党小组覆盖的一个网格" "a grid that a party group covers";
    PartyUnplaced "party_unplaced" [Village Own JointLoose Unsaid StatedOwn StatedJoint]
        "没有落到网格的党小组" "party groups without their grids";
    Teams "volunteer_teams" [Village Grid Members]
        "一支志愿服务队" "a volunteer team";
    Activities "volunteer_activities" [Village Grid Day Month]
        "一次志愿服务活动" "a volunteer activity";
    Law "law_publicity" [Village Grid Day Month Lecture LawTraining Handouts Venues]
        "一次普法活动" "an event of law publicity";
    SelfGovernance "self_governance" [Village Grid Rules Ethics Assembly Ceremonies]
        "一个村的村规民约和几会" "a village's rules and councils";
    Cadres "cadres" [Village Grid InVillage InTrained Trained]
        "村干部的一行" "a row of the list of cadres";
    Lecturers "lecturers" [Village Grid InVillage]
        "普法宣讲员的一行" "a row of the list of law lecturers";
    Models "models" [Village Grid InVillage]
        "先进典型的一行" "a row of the list of models";
    Items "duty_list_items" [Label Owned Done]
        "三张清单的一项" "an item of the three lists";
    Stations "stations" [Label Standard]
        "一个代表联络站室" "a station or room";
    Representatives "representatives" [Body Person InBody Rank Name Village]
        "代表名册的一行" "a row of a roster";
    Terms "terms" [Body Person Since Until]
        "一位代表的一段任期，各段不重叠" "a term in office; terms of a person do not overlap";
    Duty "duty_log" [Body Person Day Activity Amount]
        "一次履职" "an entry of the duty log";
    Matters "matters" [Body Person Day Month Deadline ClosedOn Closed Referred Satisfaction Suggestion Dispute]
        "一件反映事项" "a matter that was raised";
    Visits "visits" [Village Grid Day Month Minutes Household]
        "一次走访" "a visit";
    Cases "cases" [Village Grid Day Month Deadline ClosedOn Closed Referred Satisfaction]
        "一件诉求" "a case";
}

impl Table {
    /// Whether its rows count in the period of their day.
    pub fn is_dated(self) -> bool {
        self.columns().contains(&Column::Day)
    }

    /// The counters that count its rows, each with how.
    pub fn counted(self) -> impl Iterator<Item = (Counter, &'static Counted)> {
        let of = |counter: &Counter| counter.counted().iter().map(|c| (*counter, c)).collect::<Vec<_>>();
        Counter::ALL.iter().flat_map(of).filter(move |(_, counted)| counted.table == self)
    }
}

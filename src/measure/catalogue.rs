//! The catalogue: every count and coverage measure as data. The page's 口径, exports and the JSON take their names from here.

use crate::recognise::schema::Kind;
use serde::{Deserialize, Serialize};

macro_rules! counts {
    ($($variant:ident $id:literal $title:literal $unit:literal [$($kind:ident),*] $dated:literal,)*) => {
        /// A count of the township.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Count { $(#[doc = $title] $variant,)* }

        impl Count {
            /// All, in the order of the results JSON.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// The name in the results JSON.
            #[must_use]
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }
            /// The name on the page.
            #[must_use]
            pub fn title(self) -> &'static str { match self { $(Self::$variant => $title),* } }
            /// The unit, in Chinese.
            #[must_use]
            pub fn unit(self) -> &'static str { match self { $(Self::$variant => $unit),* } }
            /// The kinds of table of which one must be loaded.
            #[must_use]
            pub fn needs(self) -> &'static [Kind] { match self { $(Self::$variant => &[$(Kind::$kind),*]),* } }
            /// Whether only rows of the chosen period count.
            #[must_use]
            pub fn dated(self) -> bool { match self { $(Self::$variant => $dated),* } }
        }
    };
}

counts! {
    Villages "villages" "行政村" "个" [Villages, Grids] false,
    Grids "grids" "网格" "个" [Grids] false,
    Officers "officers" "网格员" "人" [Officers] false,
    Heads "heads" "联户长" "人" [Heads] false,
    PartyGroupsIndependent "party_groups_independent" "独立党小组" "个" [PartyGroups] false,
    PartyGroupsJoint "party_groups_joint" "联合党小组" "个" [PartyGroups] false,
    Households "households" "户数" "户" [Grids, Villages] false,
    People "people" "人口" "人" [Grids, Villages] false,
    Cadres "cadres" "村干部" "人" [Cadres] false,
    Volunteers "volunteers" "志愿者" "人" [VolunteerTeams] false,
    VolunteerTeams "volunteer_teams" "志愿服务队" "支" [VolunteerTeams] false,
    VolunteerActivities "volunteer_activities" "志愿服务活动" "次" [VolunteerActivities] true,
    Models "models" "先进典型" "人" [Models] false,
    Lecturers "lecturers" "普法宣讲员" "人" [Lecturers] false,
    Lectures "lectures" "普法宣讲" "场" [LawPublicity] true,
    LawTrainings "law_trainings" "普法培训" "场" [LawPublicity] true,
    Handouts "handouts" "发放资料" "份" [LawPublicity] true,
    VisitsInPeriod "visits_in_period" "入户走访" "户次" [Visits] true,
    VisitsAll "visits_all" "入户走访（全部日期）" "户次" [Visits] false,
    Cases "cases" "矛盾纠纷和诉求" "件" [Cases] true,
}

macro_rules! measures {
    ($($variant:ident $id:literal $title:literal $unit:literal $target:literal [$($kind:ident),*]
        $numerator:literal $denominator:literal $rule:literal)*) => {
        /// A coverage measure.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Measure { $(#[doc = $title] $variant,)* }

        impl Measure {
            /// All, in the order of the results JSON.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// The id in the results JSON (`coverage.officer`).
            #[must_use]
            pub fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }
            /// The name on the page.
            #[must_use]
            pub fn title(self) -> &'static str { match self { $(Self::$variant => $title),* } }
            /// The unit of numerator and denominator, in Chinese.
            #[must_use]
            pub fn unit(self) -> &'static str { match self { $(Self::$variant => $unit),* } }
            /// The default target in percent.
            #[must_use]
            pub fn target(self) -> u32 { match self { $(Self::$variant => $target),* } }
            /// The kinds of table that it needs, all of them.
            #[must_use]
            pub fn needs(self) -> &'static [Kind] { match self { $(Self::$variant => &[$(Kind::$kind),*]),* } }
            /// What the numerator counts, in Chinese.
            #[must_use]
            pub fn numerator(self) -> &'static str { match self { $(Self::$variant => $numerator),* } }
            /// What the denominator counts, in Chinese.
            #[must_use]
            pub fn denominator(self) -> &'static str { match self { $(Self::$variant => $denominator),* } }
            /// What else to know of the rule (口径), in Chinese; may be empty.
            #[must_use]
            pub fn rule(self) -> &'static str { match self { $(Self::$variant => $rule),* } }
        }
    };
}

measures! {
    Officer "coverage.officer" "网格员覆盖率" "格" 100 [Grids, Officers]
        "至少有一名网格员的网格" "全部网格" "一格多名、一人多格另行指出，不影响比率"
    PartyGroup "coverage.party_group" "党小组覆盖率" "格" 100 [Grids, PartyGroups]
        "有党小组覆盖的网格，每格只算一次" "全部网格" "联合党小组覆盖它列出的全部网格；不能用党小组个数除以网格数"
    PartyGroupIndependent "coverage.party_group_independent" "独立建组率" "格" 80 [Grids, PartyGroups]
        "有独立党小组的网格" "全部网格" ""
    Head "coverage.head" "联户长覆盖率" "格" 100 [Grids, Heads]
        "至少有一名联户长的网格" "全部网格" ""
    LinkedHouseholds "coverage.linked_households" "联户覆盖率" "户" 100 [Grids, Heads]
        "联户长联系的户数，每格至多算到该格户数" "各网格户数之和" ""
    Triangle "coverage.triangle" "“铁三角”齐备率" "格" 100 [Grids, Officers, PartyGroups, Heads]
        "党小组、网格员、联户长三者齐备的网格" "全部网格" ""
    Centre "coverage.centre" "综治中心覆盖率" "村" 100 [Villages]
        "有综治中心的村" "全部村" ""
    VillageRules "coverage.village_rules" "村规民约修订率" "村" 100 [SelfGovernance]
        "已修订村规民约的村" "全部村" ""
    SelfGovernance "coverage.self_governance" "“1+N”自治组织覆盖率" "村" 100 [SelfGovernance]
        "道德评议会、村民议事会、红白理事会三者都有的村" "全部村" ""
    HouseholdVisits "coverage.household_visits" "入户走访覆盖率" "户" 80 [Grids, Visits]
        "期内走访过的户，每户只算一次" "各网格户数之和" ""
    CadreTraining "coverage.cadre_training" "村干部轮训覆盖率" "人" 100 [Cadres]
        "至少参训一次的村干部" "全部村干部" ""
    Venues "coverage.venues" "“八进”覆盖" "类" 100 [LawPublicity]
        "期内进入过的场所类别" "机关、农村、工厂、企业、学校、院落、单位、院校八类" ""
    StationStandard "coverage.station_standard" "站室规范达标率" "个" 100 [Stations]
        "一箱、五簿、八有都达到的站室" "全部站室" ""
    DutyOwned "coverage.duty_owned" "清单责任落实率" "项" 100 [DutyLists]
        "有责任领导和责任站所的事项" "三张清单的全部事项" ""
    DutyDone "coverage.duty_done" "清单完成率" "项" 90 [DutyLists]
        "有完成日期的事项" "三张清单的全部事项" ""
}

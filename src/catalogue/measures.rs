//! Coverage measures.

use super::Way::{Fixed, Once, Rows, Sum};
use super::expression::{
    ALL_GRIDS, ALL_VILLAGES, Amount, Term, Units, grids, grids_with, own, villages, villages_with,
};
use super::{CaseFigure, Counter as C, PartyFigure};
use crate::model::kind::Kind;
use crate::model::kind::Kind::*;

const GRIDS: (&str, &str) = ("全部网格", "all grids");
const VILLAGES: (&str, &str) = ("全部村", "all villages");
const HOUSEHOLDS: (&str, &str) = ("各网格户数之和", "households of all grids, added up");

/// A party group of any kind.
const GROUPS: &[C] = &[C::PartyGroups, C::JointPartyGroups];

super::figures! {
    /// A coverage measure.
    Measure {
        Officer "coverage.officer" "网格员覆盖率" =>
            Definition::count("Officer coverage", "格", &[Grids, Officers], Once("格"),
            "至少有一名网格员的网格", "grids with at least one officer")
            .from(&[grids_with(&[&[C::Officers]])])
            .over(Once("格"), GRIDS.0, GRIDS.1, ALL_GRIDS)
            .rule("一格多名、一人多格另行指出，不影响比率",
            "several officers of a grid and several grids of an officer are findings and do not change the ratio");
        PartyGroup "coverage.party_group" "党小组覆盖率" =>
            Definition::count("Party group coverage", "格", &[Grids, PartyGroups], Once("格"),
            "有党小组覆盖的网格，每格只算一次", "grids that any party group covers, each once")
            .from(&[grids_with(&[GROUPS]), Term::UnplacedGroups]).bounded(PartyFigure::Any)
            .over(Once("格"), GRIDS.0, GRIDS.1, ALL_GRIDS)
            .rule("联合党小组覆盖它列出的全部网格；不能用党小组个数除以网格数",
            "a joint group covers all grids that it lists; groups divided by grids is no coverage");
        PartyGroupIndependent "coverage.party_group_independent" "独立建组率" =>
            Definition::count("Independent party group coverage", "格", &[Grids, PartyGroups], Once("格"),
            "有独立党小组的网格", "grids with a party group of their own")
            .from(&[grids_with(&[&[C::PartyGroups]]), Term::UnplacedGroups]).township_only().bounded(PartyFigure::Own)
            .over(Once("格"), GRIDS.0, GRIDS.1, ALL_GRIDS);
        Head "coverage.head" "联户长覆盖率" =>
            Definition::count("Household-linkage head coverage", "格", &[Grids, Heads], Once("格"),
            "至少有一名联户长的网格", "grids with at least one household-linkage head")
            .from(&[grids_with(&[&[C::Heads]])])
            .over(Once("格"), GRIDS.0, GRIDS.1, ALL_GRIDS);
        LinkedHouseholds "coverage.linked_households" "联户覆盖率" =>
            Definition::count("Linked households", "户", &[Grids, Heads], Sum("联系户数"),
            "联户长联系的户数，每格至多算到该格户数", "households that heads link, at most the grid's own in each grid")
            .from(&[Term::Sum(Units::Grids, Amount::AtMost(C::Linked, C::Households))])
            .over(Sum("户数"), HOUSEHOLDS.0, HOUSEHOLDS.1, &[Term::StatedOfGrids(C::Households)]);
        Triangle "coverage.triangle" "“铁三角”齐备率" =>
            Definition::count("Grids with all three", "格", &[Grids, Officers, PartyGroups, Heads], Once("格"),
            "党小组、网格员、联户长三者齐备的网格", "grids that have a party group, an officer and a head")
            .from(&[grids_with(&[GROUPS, &[C::Officers], &[C::Heads]])]).bounded(PartyFigure::Triangle)
            .over(Once("格"), GRIDS.0, GRIDS.1, ALL_GRIDS);
        Centre "coverage.centre" "综治中心覆盖率" =>
            Definition::count("Governance centre coverage", "村", &[Villages], Once("村"),
            "有综治中心的村", "villages with a governance centre")
            .from(&[villages_with(&[&[C::Centre]])])
            .over(Once("村"), VILLAGES.0, VILLAGES.1, ALL_VILLAGES);
        VillageRules "coverage.village_rules" "村规民约修订率" =>
            Definition::count("Revised village rules", "村", &[Kind::SelfGovernance], Once("村"),
            "已修订村规民约的村", "villages with revised rules")
            .from(&[villages_with(&[&[C::Rules]])])
            .over(Once("村"), VILLAGES.0, VILLAGES.1, ALL_VILLAGES);
        SelfGovernance "coverage.self_governance" "“1+N”自治组织覆盖率" =>
            Definition::count("Self-governance bodies", "村", &[Kind::SelfGovernance], Once("村"),
            "道德评议会、村民议事会、红白理事会三者都有的村",
            "villages with all three: moral council, villagers' assembly, ceremonies council")
            .from(&[villages_with(&[&[C::Ethics], &[C::Assembly], &[C::Ceremonies]])])
            .over(Once("村"), VILLAGES.0, VILLAGES.1, ALL_VILLAGES);
        HouseholdVisits "coverage.household_visits" "入户走访覆盖率" =>
            Definition::count("Households visited", "户", &[Grids, Visits], Once("户"),
            "期内走访过的户，每户只算一次", "households visited in the period, each once")
            .from(&[grids(C::Visited), villages(C::Visited)])
            .over(Sum("户数"), HOUSEHOLDS.0, HOUSEHOLDS.1, &[Term::StatedOfGrids(C::Households)]).dated();
        CadreTraining "coverage.cadre_training" "村干部轮训覆盖率" =>
            Definition::count("Cadres trained", "人", &[Cadres], Once("人"),
            "至少参训一次的村干部", "village cadres trained at least once")
            .from(&[villages(C::CadresTrained)])
            .over(Once("人"), "全部村干部", "all village cadres", &[villages(C::Cadres)]);
        CasesOnTime "cases.on_time_rate" "诉求按期办结率" =>
            Definition::count("Cases closed on time", "件", &[Cases], Rows,
            "期内受理、在期限之内办结的", "cases of the period closed no later than their deadline")
            .from(&[villages(C::CasesOnTime)])
            .over(Rows, "其中能判定是否按期的：按期办结的和超期的", "those that can be judged: closed on time or overdue",
            &[villages(C::CasesOnTime), villages(C::CasesOverdue)])
            .rule("截至期末（期末在今天以后的，截至今天）；没有写明期限的、办结没有写明日期的、没有到期的，不算在内，另行列出；在那以后才办结的，当时算未办结",
            "as of the period's end, or today where that is earlier; without a deadline, closed on no known day, or not yet due is left out and named beside it; what is closed later was open then")
            .dated();
        Venues "coverage.venues" "“八进”覆盖" =>
            Definition::count("Kinds of venue reached", "类", &[LawPublicity], Once("类"),
            "期内进入过的场所类别", "kinds of venue reached in the period")
            .from(&[Term::VenuesReached]).township_only()
            .over(Fixed, "机关、农村、工厂、企业、学校、院落、单位、院校八类",
            "eight kinds: offices, villages, factories, enterprises, schools, courtyards, units, colleges", &[Term::VenueKinds]).dated();
        StationStandard "coverage.station_standard" "站室规范达标率" =>
            Definition::count("Stations up to standard", "个", &[Stations], Rows,
            "一箱、五簿、八有都达到的站室", "stations and rooms with a box, five ledgers and eight items")
            .from(&[own(C::StationsStandard)]).township_only()
            .over(Rows, "全部站室", "all stations and rooms", &[own(C::Stations)]);
        DutyOwned "coverage.duty_owned" "清单责任落实率" =>
            Definition::count("Items owned", "项", &[DutyLists], Rows,
            "有责任领导和责任站所的事项", "items with a responsible leader and office")
            .from(&[own(C::ItemsOwned)]).township_only()
            .over(Rows, "三张清单的全部事项", "all items of the three lists", &[own(C::Items)]);
        DutyDone "coverage.duty_done" "清单完成率" =>
            Definition::count("Items done", "项", &[DutyLists], Rows,
            "有完成日期的事项", "items with a completion date")
            .from(&[own(C::ItemsDone)]).township_only()
            .over(Rows, "三张清单的全部事项", "all items of the three lists", &[own(C::Items)]);
    }
}

impl Measure {
    /// The default target in percent.
    pub fn target(self) -> u32 {
        match self {
            Self::PartyGroupIndependent | Self::HouseholdVisits => 80,
            Self::DutyDone | Self::CasesOnTime => 90,
            _ => 100,
        }
    }

    /// Whether it grows with the period, so that a month cannot reach what a year can.
    pub fn grows(self) -> bool {
        matches!(self, Self::HouseholdVisits | Self::Venues)
    }

    /// Whether its numerator counts units of its denominator. Lists may state fewer households than were visited.
    pub fn is_part(self) -> bool {
        self != Self::HouseholdVisits
    }

    /// What is named beside it: of the rows that its denominator leaves out, all of them first, and then by cause.
    pub fn undecided(self) -> &'static [CaseFigure] {
        use CaseFigure::{NotDue, Undated, Undecided, WithoutDeadline};
        if self == Self::CasesOnTime { &[Undecided, NotDue, WithoutDeadline, Undated] } else { &[] }
    }

    /// Whether its missing units are places with numbers of households or cases, rather than the units that it counts.
    pub fn misses_amounts(self) -> bool {
        matches!(self.definition().unit, "户" | "件")
    }

    /// The kinds of table that it needs, all of them.
    pub fn needs(self) -> &'static [Kind] {
        self.definition().needs
    }

    /// What the numerator counts.
    pub fn numerator(self) -> &'static str {
        self.definition().numerator.said()
    }

    /// What the denominator counts.
    pub fn denominator(self) -> &'static str {
        self.definition().denominator.map_or("", super::Text::said)
    }

    /// What else to know of the rule (口径); may be empty.
    pub fn rule(self) -> &'static str {
        self.definition().rule.said()
    }
}

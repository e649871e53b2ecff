//! Counts of the township.

use super::Counter as C;
use super::Way::{Once, Rows, Sum};
use super::expression::{ALL_GRIDS, ALL_VILLAGES, Term, grids, villages};
use crate::model::kind::Kind;
use crate::model::kind::Kind::*;

super::figures! {
    /// A count of the township.
    Count {
        Villages "villages" "行政村" => Definition::count("Villages", "个", &[Villages, Grids], Once("村"),
            "行政村名单里的村和社区", "villages and communities on the list")
            .from(ALL_VILLAGES)
            .rule("没有行政村名单时，取网格名单里的村", "without a list of villages, those of the list of grids");
        Grids "grids" "网格" => Definition::count("Grids", "个", &[Kind::Grids], Once("格"),
            "网格名单里的网格", "grids on the list")
            .from(ALL_GRIDS);
        Officers "officers" "网格员" => Definition::count("Officers", "人", &[Kind::Officers], Once("人"),
            "网格员，一村之内每人只计一次", "officers, each once in a village")
            .from(&[villages(C::Officers)])
            .rule("同名的人以证件号或电话区分", "people of one name are told apart by identity or telephone number");
        Heads "heads" "联户长" => Definition::count("Household-linkage heads", "人", &[Kind::Heads], Once("人"),
            "联户长，一格之内每人只计一次", "heads, each once in a grid")
            .from(&[grids(C::Heads), villages(C::Heads)])
            .rule("同名的人以证件号或电话区分", "people of one name are told apart by identity or telephone number");
        PartyGroupsIndependent "party_groups_independent" "独立党小组" =>
            Definition::count("Independent party groups", "个", &[PartyGroups], Rows,
            "只覆盖一个网格的党小组，或写明独立的", "party groups of one grid, or named independent")
            .from(&[Term::PartyGroups { joint: false }]).township_only();
        PartyGroupsJoint "party_groups_joint" "联合党小组" =>
            Definition::count("Joint party groups", "个", &[PartyGroups], Rows,
            "覆盖几个网格的党小组，或写明联合的", "party groups of several grids, or named joint")
            .from(&[Term::PartyGroups { joint: true }]).township_only();
        Households "households" "户数" => Definition::count("Households", "户", &[Kind::Grids, Villages], Sum("户数"),
            "网格名单里的户数之和", "households that the list of grids states, added up")
            .from(&[Term::Stated(C::Households)])
            .rule("网格名单没有户数时，取行政村名单的", "where the list of grids states none, those of the list of villages");
        People "people" "人口" => Definition::count("People", "人", &[Kind::Grids, Villages], Sum("人口数"),
            "网格名单里的人口之和", "people that the list of grids states, added up")
            .from(&[Term::Stated(C::People)])
            .rule("网格名单没有人口时，取行政村名单的", "where the list of grids states none, those of the list of villages");
        Cadres "cadres" "村干部" => Definition::count("Village cadres", "人", &[Kind::Cadres], Once("人"),
            "村干部，一村之内每人只计一次", "village cadres, each once in a village")
            .from(&[villages(C::Cadres)]);
        Volunteers "volunteers" "志愿者" => Definition::count("Volunteers", "人", &[Kind::VolunteerTeams], Sum("人数"),
            "各志愿服务队的人数之和", "members of the volunteer teams, added up")
            .from(&[villages(C::Volunteers)])
            .rule("一人参加两支队伍的计两次", "a person in two teams counts twice");
        VolunteerTeams "volunteer_teams" "志愿服务队" =>
            Definition::count("Volunteer teams", "支", &[Kind::VolunteerTeams], Rows,
            "志愿服务队", "volunteer teams")
            .from(&[villages(C::VolunteerTeams)]);
        VolunteerActivities "volunteer_activities" "志愿服务活动" =>
            Definition::count("Volunteer activities", "次", &[Kind::VolunteerActivities], Rows,
            "期内的志愿服务活动", "volunteer activities in the period")
            .from(&[villages(C::Activities)]).dated();
        Models "models" "先进典型" => Definition::count("Models", "人", &[Kind::Models], Once("人"),
            "先进典型，一村之内每人只计一次", "models, each once in a village")
            .from(&[villages(C::Models)]);
        Lecturers "lecturers" "普法宣讲员" => Definition::count("Law lecturers", "人", &[Kind::Lecturers], Once("人"),
            "普法宣讲员，一村之内每人只计一次", "law lecturers, each once in a village")
            .from(&[villages(C::Lecturers)]);
        Lectures "lectures" "普法宣讲" => Definition::count("Law lectures", "场", &[LawPublicity], Rows,
            "期内类型为宣讲、讲座的普法活动", "lectures among the law publicity of the period")
            .from(&[villages(C::Lectures)]).dated();
        LawTrainings "law_trainings" "普法培训" => Definition::count("Law trainings", "场", &[LawPublicity], Rows,
            "期内类型为培训的普法活动", "trainings among the law publicity of the period")
            .from(&[villages(C::LawTrainings)]).dated();
        Handouts "handouts" "发放资料" => Definition::count("Handouts", "份", &[LawPublicity], Sum("发放资料"),
            "期内普法活动发放的资料之和", "handouts of the law publicity of the period, added up")
            .from(&[villages(C::Handouts)]).dated();
        VisitsInPeriod "visits_in_period" "入户走访" =>
            Definition::count("Household visits", "户次", &[Visits], Rows,
            "走访日期在期内的走访", "visits whose date lies in the period")
            .from(&[villages(C::Visits)]).dated()
            .rule("一户走访几次计几次；不知道在哪个村或网格的不计", "every visit counts; those at unlisted places do not");
        VisitsAll "visits_all" "入户走访（全部日期）" =>
            Definition::count("Household visits of all dates", "户次", &[Visits], Rows,
            "有走访日期的走访，不论期间", "visits with a date, whatever the period")
            .from(&[villages(C::VisitsAll)]).township_only();
        Cases "cases" "矛盾纠纷和诉求" => Definition::count("Cases", "件", &[Kind::Cases], Rows,
            "受理日期在期内的矛盾纠纷和诉求", "cases received in the period")
            .from(&[villages(C::Cases)]).dated();
    }
}

impl Count {
    /// The kinds of table of which one must be loaded.
    pub fn needs(self) -> &'static [Kind] {
        self.definition().needs
    }

    /// Whether only rows of the chosen period count.
    pub fn dated(self) -> bool {
        self.definition().dated
    }
}

//! Figures of grids, of cases, and of months.

use super::Counter as C;
use super::Way::{Index, Once, Rows, Sum};
use super::expression::{Amount, Term, Units, own, own_less, villages, villages_less};
use crate::model::kind::Kind;
use crate::model::kind::Kind::*;

super::figures! {
    /// A figure of one grid.
    GridFigure {
        Households "households" "户数" => Definition::count("Households", "户", &[Grids], Sum("户数"),
            "网格名单写明的户数", "households as the list of grids states them")
            .from(&[own(C::Households)]);
        People "people" "人口" => Definition::count("People", "人", &[Grids], Sum("人口数"),
            "网格名单写明的人口", "people as the list of grids states them")
            .from(&[own(C::People)]);
        Officers "officers" "网格员" => Definition::count("Officers", "人", &[Kind::Officers, Grids], Once("人"),
            "本格的网格员，每人只计一次", "officers of the grid, each once")
            .from(&[own(C::Officers)]);
        Heads "heads" "联户长" => Definition::count("Household-linkage heads", "人", &[Kind::Heads], Once("人"),
            "本格的联户长，每人只计一次", "heads of the grid, each once")
            .from(&[own(C::Heads)]);
        Linked "linked_households" "联系户数" =>
            Definition::count("Households linked", "户", &[Kind::Heads, Grids], Sum("联系户数"),
            "联户长联系的户数，至多算到本格户数", "households that heads link, at most the grid's own")
            .from(&[Term::Sum(Units::Own, Amount::AtMost(C::Linked, C::Households))]);
        PartyGroups "party_groups" "党小组" =>
            Definition::count("Party groups", "个", &[Kind::PartyGroups], Rows,
            "覆盖本格的党小组，独立和联合的都计", "party groups that cover the grid, independent and joint")
            .from(&[own(C::PartyGroups), own(C::JointPartyGroups)]);
        Visits "visits" "走访" => Definition::count("Visits", "户次", &[Kind::Visits], Rows,
            "期内在本格的走访", "visits in the period")
            .from(&[own(C::Visits)]).dated();
        VisitedHouseholds "visited_households" "走访到的户" =>
            Definition::count("Households visited", "户", &[Kind::Visits], Once("户"),
            "期内走访过的户，每户只计一次", "households visited in the period, each once")
            .from(&[own(C::Visited)]).dated();
        Minutes "minutes" "走访用时" => Definition::count("Minutes of visits", "分钟", &[Kind::Visits], Sum("时长"),
            "期内走访的时长之和", "minutes of the visits in the period, added up")
            .from(&[own(C::Minutes)]).dated();
        Work "work_minutes" "工作用时" =>
            Definition::count("Minutes of work", "分钟", &[Kind::Visits, Kind::Cases, Grids], Sum("用时"),
            "走访用时（没有记录的按每户次标准时间）、诉求件数×每件标准时间、户数×每户日常服务时间之和",
            "minutes of visits (standard time where none is recorded), cases and households times their standard times")
            .from(&[Term::Work]).dated()
            .rule("标准时间在“设置”里；负荷＝每名网格员的工作用时÷全镇平均，1.00 就是平均；写明标准的依据后另折合人力：工作用时÷(1－共同事务)÷网格员可用工时",
            "the standard times are settings; the load is the work of each officer over the township's mean, 1.00 is the mean; \
            once the standards' basis is named, officers' time is the work / (1 - common duties) / the officers' hours");
        Cases "cases" "受理诉求" => Definition::count("Cases received", "件", &[Kind::Cases], Rows,
            "受理日期在期内的矛盾纠纷和诉求", "cases received in the period")
            .from(&[own(C::Cases)]).dated();
        Closed "closed" "已办结" => Definition::count("Cases closed", "件", &[Kind::Cases], Rows,
            "期内受理、已经办结的", "cases of the period that are closed")
            .from(&[own(C::CasesClosed)]).dated();
        OnTime "on_time" "按期办结" => Definition::count("Cases closed on time", "件", &[Kind::Cases], Rows,
            "期内受理、在期限之内办结的", "cases of the period closed no later than their deadline")
            .from(&[own(C::CasesOnTime)]).dated();
        Open "open" "未办结" => Definition::count("Cases open", "件", &[Kind::Cases], Rows,
            "期内受理、没有办结的", "cases of the period that are not closed")
            .from(&[own(C::Cases), own_less(C::CasesClosed)]).dated();
        Overdue "overdue" "超期" => Definition::count("Cases overdue", "件", &[Kind::Cases], Rows,
            "到期末已过期限而没有办结的，和过了期限才办结的",
            "cases open past their deadline at the period's end, or closed after it")
            .from(&[own(C::CasesOverdue)]).dated();
    }
}

super::figures! {
    /// How evenly the work lies on the grids: of the minutes of work of each, as [`GridFigure::Work`] counts them.
    BalanceFigure {
        Largest "balance.largest" "最重÷平均" => Definition::count("Largest over mean", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "工作用时最多的网格÷各网格的平均，1 为完全一样", "the largest work of a grid over the mean, 1 where all have the same")
            .from(&[Term::Work]);
        Hoover "balance.hoover" "要移动的工作量" => Definition::count("Hoover index", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "各网格要一样，须从高于平均的网格移到低于平均的网格的工作量，占全部的比例（胡佛指数）",
            "the share of the work that would have to move for all grids to have the same")
            .from(&[Term::Work]);
        Gini "balance.gini" "基尼系数" => Definition::count("Gini coefficient", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "洛伦兹曲线与对角线之间的面积的两倍，0 为完全一样，越大越不均",
            "twice the area between the Lorenz curve and the diagonal, 0 where all have the same")
            .from(&[Term::Work]);
        Variation "balance.variation" "变异系数" => Definition::count("Coefficient of variation", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "各网格工作用时的标准差÷平均（按总体，除以 n）", "standard deviation of the grids' work over its mean, by n")
            .from(&[Term::Work]);
        Theil "balance.theil" "泰尔指数" => Definition::count("Theil's T", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "Σ 工作量占比×ln(工作量÷平均)，0 为完全一样；正好分为村与村之间、村内各网格之间两部分",
            "the sum of each share of the work times the logarithm of work over mean; between and within villages add up to it")
            .from(&[Term::Work]);
        Between "balance.between" "泰尔指数：村与村之间" => Definition::count("Theil's T between villages", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "每个网格都取本村平均时的泰尔指数", "Theil's T if each grid had the mean of its village")
            .from(&[Term::Work]);
        Within "balance.within" "泰尔指数：村内" => Definition::count("Theil's T within villages", "分钟", &[Kind::Visits, Kind::Cases],
            Index("用时"), "泰尔指数减去村与村之间的部分", "Theil's T less the part between villages")
            .from(&[Term::Work]);
    }
}

super::figures! {
    /// What officers beside grids show, one to one.
    PostFigure {
        Matched "posts.matched" "一格一员的网格" =>
            Definition::count("Grids with one officer of their own", "个", &[Kind::Officers, Grids], Once("网格"),
            "正好有一名网格员、而且他不在别的网格的网格", "grids with exactly one officer, who has no other grid")
            .from(&[Term::Posts]);
        Vacant "posts.vacant" "没有网格员的网格" =>
            Definition::count("Grids without an officer", "个", &[Grids, Kind::Officers], Once("网格"),
            "网格名单里没有网格员的网格", "grids of the list that no officer is named for")
            .from(&[Term::Posts]);
        Doubled "posts.doubled" "有两名以上网格员的网格" =>
            Definition::count("Grids with two officers or more", "个", &[Kind::Officers, Grids], Once("网格"),
            "有两名以上网格员的网格；第二名的行计入", "grids with two officers or more; the row of the second counts")
            .from(&[Term::Posts]);
        Shared "posts.shared" "一人在几个网格" =>
            Definition::count("Officers with several grids", "人", &[Kind::Officers, Grids], Once("人"),
            "在两个以上网格的网格员，每人只计一次", "officers with two grids or more, each once")
            .from(&[Term::Posts]);
        WithoutGrid "posts.without_grid" "没有写明网格的网格员" =>
            Definition::count("Officers without a grid", "人", &[Kind::Officers, Grids], Once("人"),
            "写明了村、没有写明网格的网格员", "officers whose row names a village and no grid")
            .from(&[Term::Posts]);
        Unlisted "posts.unlisted" "所在网格不在名单的网格员" =>
            Definition::count("Officers of unlisted grids", "人", &[Kind::Officers, Grids], Rows,
            "所写的村或网格不在名单里的网格员；这些行不计入其他指标",
            "officers whose village or grid is on no list; their rows count for nothing else")
            .from(&[Term::Posts]);
    }
}

super::figures! {
    /// A figure of the cases.
    CaseFigure {
        Received "cases" "受理诉求" => Definition::count("Cases received", "件", &[Kind::Cases], Rows,
            "受理日期在期内的矛盾纠纷和诉求", "cases received in the period")
            .from(&[villages(C::Cases)]).dated();
        Closed "closed" "已办结" => Definition::count("Cases closed", "件", &[Kind::Cases], Rows,
            "期内受理、已经办结的", "cases of the period that are closed")
            .from(&[villages(C::CasesClosed)]).share("cases", "诉求办结率", "Cases closed, share").dated();
        OnTime "on_time" "按期办结" => Definition::count("Cases closed on time", "件", &[Kind::Cases], Rows,
            "期内受理、在期限之内办结的", "cases of the period closed no later than their deadline")
            .from(&[villages(C::CasesOnTime)]).dated()
            .rule("期末以后才办结的，期末时算未办结", "what is closed after the period's end was open then");
        Open "open" "未办结" => Definition::count("Cases open", "件", &[Kind::Cases], Rows,
            "期内受理、没有办结的", "cases of the period that are not closed")
            .from(&[villages(C::Cases), villages_less(C::CasesClosed)]).dated();
        Overdue "overdue" "超期" => Definition::count("Cases overdue", "件", &[Kind::Cases], Rows,
            "到期末已过期限而没有办结的，和过了期限才办结的",
            "cases open past their deadline at the period's end, or closed after it")
            .from(&[villages(C::CasesOverdue)]).dated();
        Undecided "undecided" "不能判定是否按期" => Definition::count("Cases not judged", "件", &[Kind::Cases], Rows,
            "期内受理、到期末还不能判定是否按期的：没有写明期限的、办结没有写明日期的、未到期的",
            "cases that cannot be judged at the period's end: without a deadline, closed on no known day, or not yet due")
            .from(&[villages(C::Cases), villages_less(C::CasesOnTime), villages_less(C::CasesOverdue)]).dated();
        WithoutDeadline "without_deadline" "没有写明期限" =>
            Definition::count("Cases without a deadline", "件", &[Kind::Cases], Rows,
            "期内受理、没有写明期限的", "cases without a deadline")
            .from(&[villages(C::CasesWithoutDeadline)]).dated();
        Undated "undated" "办结没有写明日期" =>
            Definition::count("Cases closed on no known day", "件", &[Kind::Cases], Rows,
            "期内受理、有期限、办结而没有写明日期的", "cases with a deadline that are closed on no known day")
            .from(&[villages(C::CasesUndated)]).dated();
        NotDue "not_due" "未到期" => Definition::count("Cases not yet due", "件", &[Kind::Cases], Rows,
            "期内受理、到期末没有办结也没有到期的", "cases open and not due at the period's end")
            .from(&[villages(C::Cases), villages_less(C::CasesOnTime), villages_less(C::CasesOverdue),
                villages_less(C::CasesWithoutDeadline), villages_less(C::CasesUndated)]).dated();
        Referred "referred" "转办" => Definition::count("Cases referred", "件", &[Kind::Cases], Rows,
            "期内受理、转交其他部门而没有办结的", "cases of the period passed on and not closed")
            .from(&[villages(C::CasesReferred)]).dated();
        Satisfied "satisfied" "满意" => Definition::count("Rated satisfied", "件", &[Kind::Cases], Rows,
            "评价为满意的", "cases rated satisfied")
            .from(&[villages(C::CasesSatisfied)]).dated();
        MostlySatisfied "mostly_satisfied" "基本满意" =>
            Definition::count("Rated mostly satisfied", "件", &[Kind::Cases], Rows,
            "评价为基本满意的", "cases rated mostly satisfied")
            .from(&[villages(C::CasesMostly)]).dated();
        Dissatisfied "dissatisfied" "不满意" =>
            Definition::count("Rated dissatisfied", "件", &[Kind::Cases], Rows,
            "评价为不满意的", "cases rated dissatisfied")
            .from(&[villages(C::CasesDissatisfied)]).dated();
    }
}

super::figures! {
    /// A figure of a month.
    MonthFigure {
        Visits "visits" "入户走访" => Definition::count("Household visits", "户次", &[Kind::Visits], Rows,
            "走访日期在当月的走访", "visits of the month")
            .from(&[own(C::Visits)]).dated();
        Cases "cases" "受理诉求" => Definition::count("Cases received", "件", &[Kind::Cases], Rows,
            "受理日期在当月的矛盾纠纷和诉求", "cases received in the month")
            .from(&[own(C::Cases)]).dated();
        CasesClosed "cases_closed" "当月受理的已办结" =>
            Definition::count("Cases of the month that are closed", "件", &[Kind::Cases], Rows,
            "当月受理、已经办结的，不论何时办结", "cases received in the month and closed at any time")
            .from(&[own(C::CasesClosed)]).dated();
        Activities "activities" "志愿服务活动" =>
            Definition::count("Volunteer activities", "次", &[VolunteerActivities], Rows,
            "当月的志愿服务活动", "volunteer activities of the month")
            .from(&[own(C::Activities)]).dated();
        LawEvents "law_events" "普法活动" => Definition::count("Law publicity", "场", &[LawPublicity], Rows,
            "当月的普法宣讲和培训", "law lectures and trainings of the month")
            .from(&[own(C::LawEvents)]).dated();
        Matters "matters" "代表反映事项" =>
            Definition::count("Matters of representatives", "件", &[Kind::Matters], Rows,
            "代表在当月提出的事项", "matters that representatives raised in the month")
            .from(&[own(C::Matters)]).dated();
    }
}

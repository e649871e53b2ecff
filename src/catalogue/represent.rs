//! Figures of the bodies of representatives, and of each representative.

use super::Counter as C;
use super::Way::{Median, Once, Rows, Sum};
use super::expression::{Term, own};
use crate::model::kind::Kind::{Duty, Matters, Representatives};

super::figures! {
    /// A figure of a body of representatives, or of one of them. Bodies never share a denominator.
    RepFigure {
        Reps "reps" "代表委员" => Definition::count("Representatives", "人", &[Representatives], Once("人"),
            "名册上的人，每人只计一次", "people on the roster, each once")
            .from(&[own(C::Reps)]);
        Visits "visits" "走访选民" => Definition::count("Visits to voters", "人次", &[Duty], Sum("数量"),
            "期内履职登记里走访选民的人次之和", "people visited by the duty log of the period, added up")
            .from(&[own(C::DutyVisits)]).dated();
        Receptions "receptions" "接待选民" => Definition::count("Receptions of voters", "人次", &[Duty], Sum("数量"),
            "期内履职登记里接待选民的人次之和", "people received by the duty log of the period, added up")
            .from(&[own(C::Receptions)]).dated();
        VisitsToDeputies "visits_to_deputies" "走访代表" =>
            Definition::count("Visits to deputies", "人次", &[Duty], Sum("数量"),
            "期内履职登记里走访代表的人次之和", "deputies visited by the duty log of the period, added up")
            .from(&[own(C::VisitsToDeputies)]).dated();
        GroupActivities "group_activities" "小组活动" =>
            Definition::count("Group activities", "次", &[Duty], Sum("数量"),
            "期内履职登记里代表小组活动的次数之和", "activities of deputies' groups in the period, added up")
            .from(&[own(C::GroupActivities)]).dated();
        Talks "talks" "主题宣讲" => Definition::count("Talks", "期", &[Duty], Sum("数量"),
            "期内履职登记里主题宣讲的期数之和", "talks of the period, added up")
            .from(&[own(C::Talks)]).dated();
        Trained "trained" "技能培训" => Definition::count("People trained", "人次", &[Duty], Sum("数量"),
            "期内履职登记里技能培训的人次之和", "people trained in the period, added up")
            .from(&[own(C::Trained)]).dated();
        Matters "matters" "反映事项" => Definition::count("Matters raised", "件", &[Matters], Rows,
            "提出日期在期内的问题、建议、意见、纠纷", "problems, suggestions, opinions and disputes raised in the period")
            .from(&[own(C::Matters)])
            .dated();
        Solved "solved" "已解决" => Definition::count("Matters solved", "件", &[Matters], Rows,
            "期内提出、已经解决的", "matters of the period that are solved")
            .from(&[own(C::Solved)]).share("matters", "解决比例", "Share solved").dated();
        Referred "referred" "转办" => Definition::count("Matters referred", "件", &[Matters], Rows,
            "期内提出、转交其他部门而没有解决的", "matters of the period passed on and not solved")
            .from(&[own(C::MattersReferred)]).dated();
        Suggestions "suggestions" "意见建议" => Definition::count("Suggestions", "条", &[Matters], Rows,
            "期内提出、类型为建议或意见的", "matters of the period that are suggestions or opinions")
            .from(&[own(C::Suggestions)]).dated();
        DisputesSolved "disputes_solved" "化解纠纷" =>
            Definition::count("Disputes solved", "起", &[Matters], Rows,
            "期内提出、类型为纠纷、已经解决的", "disputes of the period that are solved")
            .from(&[own(C::DisputesSolved)]).dated();
        OnTime "on_time" "按期答复" => Definition::count("Answered on time", "件", &[Matters], Rows,
            "期内提出、在期限之内解决的", "matters of the period solved no later than their deadline")
            .from(&[own(C::MattersOnTime)]).share("judged", "按期答复", "Answered in time").dated();
        WithDeadline "with_deadline" "有期限的事项" =>
            Definition::count("Matters with a deadline", "件", &[Matters], Rows,
            "期内提出、写明期限的", "matters of the period that have a deadline")
            .from(&[own(C::WithDeadline)]).dated();
        Satisfied "satisfied" "满意" => Definition::count("Rated satisfied", "件", &[Matters], Rows,
            "评价为满意的", "matters rated satisfied")
            .from(&[own(C::MattersSatisfied)]).share("rated", "满意", "Rated satisfied").dated();
        MostlySatisfied "mostly_satisfied" "基本满意" =>
            Definition::count("Rated mostly satisfied", "件", &[Matters], Rows,
            "评价为基本满意的", "matters rated mostly satisfied")
            .from(&[own(C::MattersMostly)]).share("rated", "基本满意", "Rated mostly satisfied").dated();
        Dissatisfied "dissatisfied" "不满意" => Definition::count("Rated dissatisfied", "件", &[Matters], Rows,
            "评价为不满意的", "matters rated dissatisfied")
            .from(&[own(C::MattersDissatisfied)]).share("rated", "不满意", "Rated dissatisfied").dated();
        Judged "judged" "能判定是否按期的事项" =>
            Definition::count("matters judged by their deadline", "件", &[Matters], Rows,
            "期内提出、写明期限，并且已经办结或者过了期限的",
            "matters of the period with a deadline that are closed on a known day, or open and past it")
            .from(&[own(C::Judged)])
            .rule("未办结而期限未到的不算在内；未办结而过了期限的算未按期；没有写明办结日期的不算在内；截至期末",
                "open and not due is left out; open and overdue counts against; closed on no known day is left out; as of the end of the period")
            .dated();
        Rated "rated" "有满意度评价的事项" => Definition::count("matters rated", "件", &[Matters], Rows,
            "期内提出、填了满意度的，含“一般”和“不满意”",
            "matters of the period with a rating of any kind")
            .from(&[own(C::Rated)]).dated();
        MedianDays "median_days" "办结天数中位数" => Definition::count("median days to close", "天", &[Matters], Median,
            "期内提出的事项从提出到办结的天数，按 Kaplan–Meier 法取中位数，未办结的一并计入",
            "median of the days from raising to closing, by Kaplan and Meier, open matters included")
            .from(&[Term::DaysOfClosed]).beside(&[Term::DaysOfOpen])
            .rule("未办结的按截至期末已过的天数计；期末以后才办结的，期末时算未办结；办结而没有日期、或办结早于提出的不计入；一半以上没有办结就没有中位数",
                "open matters count with the days up to the end of the period, and so do those closed after it; closed on no known day, or before it was raised, is left out; where more than half are open there is no median")
            .dated();
        DaysInOffice "days_in_office" "在任天数" =>
            Definition::count("days in office", "天", &[Representatives], Once("天"),
            "名册写明的任期落在期间内的天数", "days of the terms in the roster that lie in the period")
            .from(&[Term::DaysInOffice])
            .rule("名册没有写任职、离任日期的不计；离任日期空白的算到期末；期间选“全部”时，从表中最早的日期算到最晚的日期；30.4 天折一个月",
                "not known where the roster states no days; without a last day the term lasts to the end of the period; for all dates, from the first to the last date in the tables; 30.4 days are a month")
            .dated();
    }
}

impl RepFigure {
    /// Whether the duty log tells of it; otherwise the roster or the ledger of matters.
    pub fn is_logged(self) -> bool {
        self.definition().needs == [Duty]
    }
}

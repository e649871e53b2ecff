//! 通报文字: the figures as text for a document. Clauses whose figures are not known are left out.

use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::{Figures, MeasureValue, State, Subject};
use crate::text::format::percent;
use crate::text::{say, t};
use crate::view::parts::bodies::bodies;
use crate::view::parts::sentence::open_overdue;
use crate::view::parts::shortfalls::own_targets;

/// A clause with its figures, so that each can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The words.
    pub text: String,
    /// Its figures, in their order.
    pub subjects: Vec<Subject>,
}

/// The text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulletin {
    /// Its title.
    pub title: String,
    /// Paragraphs of sentences of clauses.
    pub paragraphs: Vec<Vec<Vec<Clause>>>,
}

impl Bulletin {
    /// Returns the text, a line for each paragraph.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.title);
        for paragraph in &self.paragraphs {
            for sentence in paragraph {
                let clauses: Vec<&str> = sentence.iter().map(|c| c.text.as_str()).collect();
                out += &clauses.join(t("，"));
                out += t("。");
            }
            out.push('\n');
        }
        out
    }
}

/// Puts clauses together, without those whose figures are not known.
struct Writer<'a> {
    figures: &'a Figures,
    clauses: Vec<Clause>,
    sentences: Vec<Vec<Clause>>,
}

impl Writer<'_> {
    fn clause(&mut self, text: String, subjects: impl IntoIterator<Item = Subject>) {
        self.clauses.push(Clause { text, subjects: subjects.into_iter().collect() });
    }

    fn count(&mut self, count: Count, say: fn(i64) -> String) {
        if let Some(n) = self.figures.count(count).filter(|n| *n > 0) {
            self.clause(say(n), [Subject::Count(count)]);
        }
    }

    fn measure(&mut self, measure: Measure, say: fn(&MeasureValue, &str) -> String) {
        let known = |m: &&MeasureValue| m.state == State::Value && m.denominator > 0;
        if let Some(m) = self.figures.measure(measure).filter(known)
            && let Some(p) = percent(m.numerator, m.denominator)
        {
            self.clause(say(m, &p), [Subject::Measure(measure)]);
        }
    }

    /// Ends the sentence.
    fn stop(&mut self) {
        if !self.clauses.is_empty() {
            self.sentences.push(std::mem::take(&mut self.clauses));
        }
    }

    fn paragraph(&mut self) -> Option<Vec<Vec<Clause>>> {
        self.stop();
        (!self.sentences.is_empty()).then(|| std::mem::take(&mut self.sentences))
    }
}

/// Returns the text of the figures.
pub fn bulletin(figures: &Figures) -> Bulletin {
    let town = figures.township.clone().unwrap_or_else(|| t("本镇").to_owned());
    let period = figures.period.map_or_else(String::new, |p| figures.named(p).title());
    let mut w = Writer { figures, clauses: Vec::new(), sentences: Vec::new() };
    let paragraphs = [grids, work, three, representatives, short].into_iter().filter_map(|write| {
        write(&mut w);
        w.paragraph()
    });
    Bulletin {
        paragraphs: paragraphs.collect(), title: say!("{town}{period}基层治理情况", town, period)
    }
}

fn grids(w: &mut Writer<'_>) {
    w.count(Count::Villages, |n| say!("全镇有行政村{n}个", n));
    w.count(Count::Grids, |n| say!("划分网格{n}个", n));
    w.count(Count::Households, |n| say!("共有农户{n}户", n));
    w.count(Count::People, |n| say!("人口{n}人", n));
    w.stop();
    w.count(Count::Officers, |n| say!("配备网格员{n}名", n));
    w.measure(Measure::Officer, |_, p| say!("网格员覆盖率{p}%", p));
    w.count(Count::Heads, |n| say!("推选联户长{n}名", n));
    w.measure(Measure::LinkedHouseholds, |m, p| say!("联系农户{n}户，联户覆盖率{p}%", n = m.numerator, p));
    w.stop();
    w.count(Count::PartyGroupsIndependent, |n| say!("独立组建网格党小组{n}个", n));
    w.count(Count::PartyGroupsJoint, |n| say!("联合组建网格党小组{n}个", n));
    w.measure(Measure::PartyGroup, |_, p| say!("党小组覆盖率{p}%", p));
    w.measure(Measure::Triangle, |m, p| {
        say!("党小组、网格员、联户长三者齐备的网格{n}个，占{p}%", n = m.numerator, p)
    });
    w.measure(Measure::Centre, |m, _| say!("建成村级综治中心{n}个", n = m.numerator));
}

fn work(w: &mut Writer<'_>) {
    w.count(Count::VisitsInPeriod, |n| say!("网格员入户走访{n}户次", n));
    w.measure(Measure::HouseholdVisits, |m, p| say!("走访农户{n}户，占{p}%", n = m.numerator, p));
    w.stop();
    let case = |figure| w.figures.case(figure).unwrap_or(0);
    let [received, closed, on_time, overdue] =
        [CaseFigure::Received, CaseFigure::Closed, CaseFigure::OnTime, CaseFigure::Overdue].map(case);
    if received > 0 {
        let subject = Subject::Cases;
        w.clause(say!("受理矛盾纠纷和诉求{n}件", n = received), [subject(CaseFigure::Received)]);
        w.clause(say!("办结{n}件", n = closed), [subject(CaseFigure::Closed)]);
        if let Some(p) = percent(on_time, on_time + overdue) {
            let share = Subject::Measure(Measure::CasesOnTime);
            w.clause(say!("按期办结{n}件，按期办结率{p}%", n = on_time, p), [share]);
        }
        let undecided = case(CaseFigure::Undecided);
        if undecided > 0 {
            w.clause(say!("另有{n}件还不能判定", n = undecided), [subject(CaseFigure::Undecided)]);
        }
        overdue_cases(w, |n| say!("超期{n}件（含迟办结的）", n));
    }
}

/// Writes how many cases are overdue: those that are open as the overview counts them, and those that were closed late; in
/// one number, said by `together`, where the figures do not tell them apart.
fn overdue_cases(w: &mut Writer<'_>, together: fn(i64) -> String) {
    let Some(overdue) = w.figures.case(CaseFigure::Overdue).filter(|n| *n > 0) else { return };
    let all = Subject::Cases(CaseFigure::Overdue);
    let least = w.figures.sent.as_ref().map_or(0, |sent| i64::from(sent.least));
    let told = open_overdue(w.figures).map(|(open, subject)| (open, overdue - open, subject));
    match told.filter(|(_, late, _)| *late == 0 || *late >= least) {
        None => w.clause(together(overdue), [all]),
        Some((open, late, subject)) => {
            w.clause(say!("超期未办结{n}件", n = open), [subject]);
            if late > 0 {
                w.clause(say!("另有{n}件已办结但超期", n = late), []);
            }
        }
    }
}

fn three(w: &mut Writer<'_>) {
    w.measure(Measure::VillageRules, |m, _| say!("{n}个村修订了村规民约", n = m.numerator));
    w.measure(Measure::SelfGovernance, |m, _| say!("{n}个村建齐自治组织", n = m.numerator));
    w.stop();
    w.count(Count::Lecturers, |n| say!("有普法宣讲员{n}人", n));
    w.count(Count::Lectures, |n| say!("开展普法宣讲{n}场", n));
    w.count(Count::LawTrainings, |n| say!("开展普法培训{n}场", n));
    w.count(Count::Handouts, |n| say!("发放宣传资料{n}份", n));
    w.stop();
    w.count(Count::VolunteerTeams, |n| say!("有志愿服务队{n}支", n));
    w.count(Count::Volunteers, |n| say!("志愿者{n}人", n));
    w.count(Count::VolunteerActivities, |n| say!("开展志愿服务活动{n}次", n));
    w.count(Count::Models, |n| say!("评选先进典型{n}人", n));
    w.stop();
    w.measure(Measure::CadreTraining, |m, p| say!("村干部参加轮训{n}人，占{p}%", n = m.numerator, p));
}

fn representatives(w: &mut Writer<'_>) {
    use crate::catalogue::RepFigure;
    for view in bodies(w.figures) {
        let Some(body) = w.figures.bodies.iter().find(|b| b.body == view.body) else { continue };
        let name = body.body.label();
        let before = w.clauses.len();
        if let Some(n) = body.get(RepFigure::Reps).filter(|n| *n > 0) {
            w.clause(say!("{name}{n}名", name, n), [Subject::Body(body.body, RepFigure::Reps)]);
        }
        for fact in &view.facts {
            let n = fact.number.replace(',', "");
            let text = say!("{title}{n}{unit}", n, title = fact.title, unit = fact.unit);
            w.clause(text, [view.subject(fact)]);
        }
        // A body's sentence says whose it is.
        if body.get(RepFigure::Reps).is_none()
            && let Some(first) = w.clauses.get_mut(before)
        {
            first.text = format!("{name}{}", first.text);
        }
        w.stop();
    }
}

/// Writes which measures fall short of their targets, and which villages of their own.
fn short(w: &mut Writer<'_>) {
    for m in w.figures.measures.iter().filter(|m| m.state == State::Value) {
        let own = own_targets(w.figures, m.measure).into_iter().filter(|(_, _, short)| *short > 0);
        let own: Vec<&str> = own.map(|(village, ..)| village).collect();
        let low = m.target.short_of(m.numerator, m.denominator) > 0;
        let Some(p) = percent(m.numerator, m.denominator).filter(|_| low || !own.is_empty()) else {
            continue;
        };
        let title = m.measure.title();
        let text = if low {
            say!("{title}{p}%，未达到{}%的目标", m.target, title, p)
        } else {
            format!("{title}{p}%")
        };
        let first = if w.clauses.is_empty() { t("需要关注的是：") } else { "" };
        w.clause(format!("{first}{text}"), [Subject::Measure(m.measure)]);
        if !own.is_empty() {
            w.clause(say!("{villages}未达到本村的目标", villages = own.join(t("、"))), []);
        }
    }
    if !w.clauses.is_empty() {
        if let Some(n) = w.figures.case(CaseFigure::Open).filter(|n| *n > 0) {
            w.clause(say!("诉求未办结{n}件", n), [Subject::Cases(CaseFigure::Open)]);
        }
        overdue_cases(w, |n| say!("诉求超期{n}件", n));
    }
}

//! The columns of grids, villages and bodies: what each figure is to be expected from.

use super::model::{Model, Place};
use super::range::Coder;
use crate::count::{BodyTally, Cases, GridTally, Items, Performance, VillageTally};

impl<C: Coder> Model<'_, C> {
    pub(super) fn grid(&mut self, grid: &mut GridTally) {
        let GridTally {
            listed: _,
            households,
            people,
            officers,
            heads,
            linked,
            party_groups,
            joint_party_groups,
            visits,
            minutes,
            visited,
            cases,
            timed: _,
            groups: _,
        } = grid;
        self.option("grid.households", households, |m, v| m.near("grid.households", 0, v, 80.0));
        let homes = households.unwrap_or(0);
        self.option("grid.people", people, |m, v| m.n.share(m.c, ("grid.people", 0), v, homes, 4.0));
        self.distinct("grid.officers", officers, |m, v| m.n.number(m.c, ("grid.officers", 0), v, 1));
        self.distinct("grid.heads", heads, |m, v| m.n.share(m.c, ("grid.heads", 0), v, homes, 0.08));
        self.n.number(self.c, ("grid.linked", 0), linked, homes);
        self.n.number(self.c, ("grid.party_groups", 0), party_groups, 1);
        self.n.number(
            self.c,
            ("grid.joint_party_groups", usize::from(*party_groups > 0)),
            joint_party_groups,
            0,
        );
        self.n.share(self.c, ("grid.visits", 0), visits, homes, 1.0);
        let (visits, homes) = (*visits, homes);
        let mut units = minutes.checked_div(self.unit).unwrap_or(0);
        self.n.share(self.c, ("grid.minutes", 0), &mut units, visits, 4.0);
        *minutes = units.wrapping_mul(self.unit);
        self.distinct("grid.visited", visited, |m, v| {
            m.n.share(m.c, ("grid.visited", 0), v, visits, 0.7);
        });
        let Cases { received, .. } = cases;
        self.n.share(self.c, ("grid.cases", 0), received, homes, 0.05);
        self.cases(cases);
    }

    /// All but how many were received.
    pub(super) fn cases(&mut self, cases: &mut Cases) {
        let Cases { received, closed, on_time, overdue, referred, satisfied, mostly_satisfied, dissatisfied } =
            cases;
        let rest = |a: i64, b: i64| a.saturating_sub(b);
        let (c, n) = (&mut *self.c, &mut self.n);
        n.part(c, "cases.closed", closed, *received);
        n.part(c, "cases.on_time", on_time, *closed);
        n.part(c, "cases.overdue", overdue, rest(*received, *on_time));
        n.part(c, "cases.referred", referred, rest(*received, *closed));
        n.part(c, "cases.satisfied", satisfied, *closed);
        n.part(c, "cases.mostly", mostly_satisfied, rest(*closed, *satisfied));
        n.part(c, "cases.dissatisfied", dissatisfied, rest(rest(*closed, *satisfied), *mostly_satisfied));
    }

    pub(super) fn village(&mut self, village: &mut VillageTally, place: &Place, t: usize) {
        let VillageTally {
            listed: _,
            households,
            people,
            centre,
            rules,
            ethics,
            assembly,
            ceremonies,
            officers,
            heads,
            cadres,
            cadres_trained,
            lecturers,
            models,
            party_groups,
            joint_party_groups,
            volunteers,
            volunteer_teams,
            activities,
            lectures,
            law_trainings,
            handouts,
            visits,
            visits_all,
            minutes,
            visited,
            cases,
        } = village;
        let of_grids = place.sum(|g| g.households.unwrap_or(0));
        self.option("village.households", households, |m, v| {
            m.n.number(m.c, ("village.households", 0), v, of_grids);
        });
        let of_grids = place.sum(|g| g.people.unwrap_or(0));
        self.option("village.people", people, |m, v| m.n.number(m.c, ("village.people", 0), v, of_grids));
        for (name, flag) in [
            ("village.centre", centre),
            ("village.rules", rules),
            ("village.ethics", ethics),
            ("village.assembly", assembly),
            ("village.ceremonies", ceremonies),
        ] {
            self.three(name, t, flag);
        }
        let of_grids = place.sum(|g| g.officers.count().unwrap_or(0));
        self.distinct("village.officers", officers, |m, v| {
            m.n.number(m.c, ("village.officers", t), v, of_grids)
        });
        self.distinct("village.heads", heads, |m, v| m.near("village.heads", t, v, 0.0));
        self.distinct("village.cadres", cadres, |m, v| m.near("village.cadres", t, v, 5.0));
        let all = cadres.count().unwrap_or(0);
        self.distinct("village.trained", cadres_trained, |m, v| {
            m.n.number(m.c, ("village.trained", 0), v, all)
        });
        self.distinct("village.lecturers", lecturers, |m, v| m.near("village.lecturers", t, v, 3.0));
        self.distinct("village.models", models, |m, v| m.near("village.models", t, v, 3.0));
        let of_grids = place.sum(|g| g.party_groups);
        self.n.number(self.c, ("village.party_groups", t), party_groups, of_grids);
        let joint = usize::from(place.sum(|g| g.joint_party_groups) > 0);
        self.n.number(self.c, ("village.joint", joint), joint_party_groups, 0);
        self.n.number(self.c, ("village.teams", 0), volunteer_teams, 1);
        let team = usize::from(*volunteer_teams > 0);
        self.near("village.volunteers", team + 2 * t, volunteers, 40.0);
        self.near("village.activities", t, activities, 20.0);
        self.near("village.lectures", t, lectures, 2.0);
        self.near("village.trainings", t, law_trainings, 1.0);
        let law = lectures.saturating_add(*law_trainings);
        self.n.share(self.c, ("village.handouts", 0), handouts, law, 100.0);
        let of_grids = place.sum(|g| g.visits);
        self.n.number(self.c, ("village.visits", t), visits, of_grids);
        let mut others = visits_all.wrapping_sub(*visits);
        self.n.share(self.c, ("village.visits_all", t), &mut others, *visits, 0.03);
        *visits_all = visits.wrapping_add(others);
        let of_grids = place.sum(|g| g.minutes);
        self.n.number(self.c, ("village.minutes", t), minutes, of_grids);
        self.distinct("village.visited", visited, |m, v| m.near("village.visited", t, v, 0.0));
        self.village_cases(cases, place, t);
    }

    pub(super) fn village_cases(&mut self, cases: &mut Cases, place: &Place, t: usize) {
        let Cases { received, closed, on_time, overdue, referred, satisfied, mostly_satisfied, dissatisfied } =
            cases;
        type Count = fn(&Cases) -> i64;
        let fields: [(&'static str, &mut i64, Count); 8] = [
            ("village.received", received, |c| c.received),
            ("village.closed", closed, |c| c.closed),
            ("village.on_time", on_time, |c| c.on_time),
            ("village.overdue", overdue, |c| c.overdue),
            ("village.referred", referred, |c| c.referred),
            ("village.satisfied", satisfied, |c| c.satisfied),
            ("village.mostly", mostly_satisfied, |c| c.mostly_satisfied),
            ("village.dissatisfied", dissatisfied, |c| c.dissatisfied),
        ];
        for (name, value, count) in fields {
            let of_grids = place.sum(|g| count(&g.cases));
            self.n.number(self.c, (name, t), value, of_grids);
        }
    }

    pub(super) fn body(&mut self, BodyTally { people, performance, answers: _ }: &mut BodyTally) {
        self.distinct("body.people", people, |m, v| m.near("body.people", 0, v, 30.0));
        self.performance(performance);
    }

    pub(super) fn performance(&mut self, performance: &mut Performance) {
        let Performance {
            visits,
            receptions,
            visits_to_deputies,
            group_activities,
            talks,
            trained,
            matters,
            solved,
            referred,
            suggestions,
            disputes_solved,
            on_time,
            with_deadline,
            satisfied,
            mostly_satisfied,
            dissatisfied,
        } = performance;
        for value in [visits, receptions, visits_to_deputies, group_activities, talks, trained] {
            self.n.magnitude(self.c, "duty", value);
        }
        self.n.magnitude(self.c, "matters", matters);
        let (c, n) = (&mut *self.c, &mut self.n);
        n.share(c, ("matters.solved", 0), solved, *matters, 0.8);
        n.share(c, ("matters.referred", 0), referred, matters.saturating_sub(*solved), 0.5);
        n.share(c, ("matters.suggestions", 0), suggestions, *matters, 0.3);
        n.share(c, ("matters.disputes", 0), disputes_solved, *solved, 0.3);
        n.share(c, ("matters.with_deadline", 0), with_deadline, *matters, 0.5);
        n.share(c, ("matters.on_time", 0), on_time, *with_deadline, 0.7);
        n.share(c, ("matters.satisfied", 0), satisfied, *solved, 0.7);
        let rest = solved.saturating_sub(*satisfied);
        n.share(c, ("matters.mostly", 0), mostly_satisfied, rest, 0.7);
        n.number(c, ("matters.dissatisfied", 0), dissatisfied, rest.saturating_sub(*mostly_satisfied));
    }

    pub(super) fn items(&mut self, name: &'static str, items: &mut Items) {
        // The labels are free text of the source and stay out; sealing has emptied them.
        let Items { total, first, second, missing_first: _, missing_second: _ } = items;
        self.n.number(self.c, (name, 0), total, 20);
        self.n.number(self.c, (name, 1), first, *total);
        self.n.number(self.c, (name, 1), second, *total);
    }
}

/// The fields of a performance, in their order.
pub(super) fn figures(performance: &mut Performance) -> Vec<&mut i64> {
    let Performance {
        visits,
        receptions,
        visits_to_deputies,
        group_activities,
        talks,
        trained,
        matters,
        solved,
        referred,
        suggestions,
        disputes_solved,
        on_time,
        with_deadline,
        satisfied,
        mostly_satisfied,
        dissatisfied,
    } = performance;
    vec![
        visits,
        receptions,
        visits_to_deputies,
        group_activities,
        talks,
        trained,
        matters,
        solved,
        referred,
        suggestions,
        disputes_solved,
        on_time,
        with_deadline,
        satisfied,
        mostly_satisfied,
        dissatisfied,
    ]
}

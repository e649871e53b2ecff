//! Remarks on figures that other figures of the draft contradict.

use super::{Checked, Verdict};
use crate::catalogue::{CaseFigure, Count, Measure};
use crate::figures::{Figures, Subject};
use crate::{say, text::t};

fn add_to(figure: &mut Checked, note: &str) {
    if !figure.reason.is_empty() {
        figure.reason.push('；');
    }
    figure.reason.push_str(note);
}

/// Adds remarks: one value in two bodies, parts that do not add up, 全部 that is not all.
pub(super) fn add(all: &mut [Checked], figures: &Figures) {
    same_in_two_bodies(all);
    sums(all);
    let training = figures.measure(Measure::CadreTraining);
    if let Some((n, d)) = training.filter(|m| m.ratio().is_some()).map(|m| (m.numerator, m.denominator))
        && n < d
    {
        for figure in all
            .iter_mut()
            .filter(|f| f.subject == Some(Subject::Count(Count::Cadres)) && f.text.contains("训"))
        {
            add_to(figure, &say!("参加轮训的只有 {n} 人，不是全部", n));
        }
    }
}

/// Points out a value that two bodies share, 接待选民153人次, without calling it wrong.
fn same_in_two_bodies(all: &mut [Checked]) {
    let deeds: Vec<_> = all
        .iter()
        .map(|f| match &f.subject {
            Some(Subject::Body(body, deed)) => Some((*body, *deed, f.stated.value())),
            _ => None,
        })
        .collect();
    for (i, figure) in all.iter_mut().enumerate() {
        let Some((body, deed, value)) = deeds.get(i).copied().flatten() else { continue };
        let other =
            deeds.iter().flatten().find(|(b, d, v)| *b != body && *d == deed && *v == value && value >= 20.0);
        if let Some((other, ..)) = other {
            add_to(figure, &say!("与{body}的数相同，请确认没有抄错", body = other.title()));
        }
    }
}

/// Compares stated parts with their stated total.
fn sums(all: &mut [Checked]) {
    let value = |all: &[Checked], subject: &Subject| {
        let mut found = all.iter().filter(|f| f.subject.as_ref() == Some(subject));
        found.next().and_then(|f| f.stated.whole())
    };
    let independent = Subject::Count(Count::PartyGroupsIndependent);
    let joint = Subject::Count(Count::PartyGroupsJoint);
    let wholes = [
        (Subject::Sum(vec![independent.clone(), joint.clone()]), independent, joint),
        (
            Subject::Cases(CaseFigure::Received),
            Subject::Cases(CaseFigure::Closed),
            Subject::Cases(CaseFigure::Open),
        ),
    ];
    for (whole, one, other) in wholes {
        let (Some(sum), Some(a), Some(b)) = (value(all, &whole), value(all, &one), value(all, &other)) else {
            continue;
        };
        if a + b != sum
            && let Some(figure) = all.iter_mut().find(|f| f.subject.as_ref() == Some(&whole))
        {
            add_to(figure, &say!("稿中分项 {a} 与 {b} 之和是 {sum}，与它不等", a, b, sum = a + b));
        }
    }
    // As many solved as raised is no error; more is.
    for i in 0..all.len() {
        let Some(Subject::Body(body, crate::catalogue::RepFigure::Solved)) =
            all.get(i).and_then(|f| f.subject.clone())
        else {
            continue;
        };
        let raised = value(all, &Subject::Body(body, crate::catalogue::RepFigure::Matters));
        if let (Some(raised), Some(figure)) = (raised, all.get_mut(i))
            && figure.stated.whole().is_some_and(|solved| solved > raised)
            && figure.verdict != Verdict::Agrees
        {
            add_to(figure, t("解决的比反映的还多"));
        }
    }
}

//! Reasons for which a figure in a draft states no total: it is a change, a plan, a part, a standard, a condition.

use super::around::Around;
use super::phrases::{
    BECOMES, BOUNDS, CHANGES, EACH, FLAWS, KINDS, LACKS, MEANS, PLAN_HEADS, PLANS, RATES, THOSE,
};
use crate::input::value::Exactness;
use crate::text::t;
use std::ops::Range;

impl Around<'_> {
    /// Returns why the figure states no total, whatever the words name; `None` where it may.
    pub(super) fn hindrance(&self) -> Option<String> {
        let own = self.own();
        let end = self.fillers(own.end);
        let ends = |words: &[&str]| {
            words.iter().any(|w| {
                let n = w.chars().count();
                end >= own.start + n && self.text.has(end - n, w)
            })
        };
        if self.text.any(&own, &RATES) {
            return Some(t("不知道是按什么平均的").to_owned());
        }
        // 由880人增至916人: the first is of the past.
        let rest = self.found.range.end..self.text.clause_end(self.found.range.end);
        let from = self.text.any(&own, &["由", "从"]) && self.text.any(&rest, &BECOMES);
        if from {
            return Some(t("这是以前的数，没有那时的数据").to_owned());
        }
        let becomes = self.text.any(&own, &BECOMES) && !ends(&["比例提高", "同比增长"]);
        if self.unit == "个百分点" || (!becomes && ends(&CHANGES)) {
            return Some(t("这是增减数，要与另一期比较").to_owned());
        }
        if let Some(why) = self.condition() {
            return Some(why);
        }
        if self.found.ranged {
            return Some(t("这是一个范围，不是一个数").to_owned());
        }
        // (3)计划到2025年底.
        let begins =
            |at: usize| self.text.begins_clause(at) || self.text.get(at.wrapping_sub(1)) == Some(')');
        let plans = |at: usize| begins(at) && self.text.first(at, &PLANS).is_some();
        let now = self.text.any(&own, &["目前", "现有", "现已", "已有"]);
        let heading = self.text.line(self.clause)..self.clause;
        let planned = self.text.any(&heading, &PLAN_HEADS);
        if !now && (planned || (self.sentence..=self.clause).any(plans)) {
            return Some(t("这是打算做的，还没有数据").to_owned());
        }
        if !self.runs_on && self.text.any(&self.after, &FLAWS) {
            return Some(t("说的是没有做好的，没有这一项的数").to_owned());
        }
        let standard = t("这是每个单位的标准，不是总数");
        if self.text.any(&own, &EACH) && !self.text.any(&own, &MEANS) {
            return Some(standard.to_owned());
        }
        // 每个网格配备1名网格员、6名联户长: what is listed behind a standard is one too.
        let last = self.earlier.last().filter(|m| m.hindrance.as_deref() == Some(standard));
        let between = last.map(|m| self.text.text(m.claimed..self.found.range.start));
        let listed = between.is_some_and(|words| {
            ["、", ",", "和", "及", "以及", "与", "", "、配备", "和配备", ",配备"].contains(&words.as_str())
        });
        listed.then(|| standard.to_owned())
    }

    /// Returns why, where the figure is a condition, or counts those that meet one: 3个网格走访不足20户次, 100户以上的网格有20个.
    fn condition(&self) -> Option<String> {
        let (own, end) = (self.own(), self.text.clause_end(self.found.range.end));
        let clause = self.clause..self.found.range.start;
        let rest = self.found.range.end..end;
        let bounded = |range: &Range<usize>| self.text.any(range, &BOUNDS);
        let some = |range: &Range<usize>| self.text.any(range, &["个网格", "个村", "名网格员"]);
        let first = self.unit == "个"
            && self.text.first(self.found.range.end, &["网格", "村"]).is_some()
            && bounded(&rest);
        let then = some(&clause) && bounded(&self.found.range);
        let of =
            self.text.get(self.found.range.end) == Some('的') && self.found.exactness != Exactness::Exact;
        let those = self.text.any(&clause, &THOSE) && self.scope.places(&own).next().is_none();
        if first || then || of || those {
            return Some(t("这是条件，或只是其中的一部分，没有这一项的数").to_owned());
        }
        // 每10至15户推选1名, 1名网格员管理100户.
        let each = clause.clone().any(|i| {
            self.text.get(i) == Some('每') && self.text.get(i + 1).is_some_and(|c| c.is_ascii_digit())
        });
        let one = self.found.stated.whole() == Some(1)
            && matches!(self.unit, "名" | "个" | "支")
            && self.found.exactness == Exactness::Exact
            && !self.after.is_empty()
            && !self.text.any(&own, &MEANS);
        (each || (one && self.runs_on)).then(|| t("这是每个单位的标准，不是总数").to_owned())
    }

    /// Whether words make a part of what a key names: 党员网格员, 邻里矛盾纠纷.
    pub(super) fn is_kind(&self, key: &Range<usize>) -> bool {
        KINDS.iter().any(|w| {
            let n = w.chars().count();
            key.start >= self.sentence + n && self.text.has(key.start - n, w)
        })
    }

    pub(super) fn lacks(&self, key: &Range<usize>) -> bool {
        // 没有网格员: the key itself may be 有网格员.
        let shared = usize::from(self.text.get(key.start) == Some('有'));
        let before = key.start.saturating_sub(4).max(self.clause)..key.start + shared;
        self.text.any(&before, &LACKS) || (!self.runs_on && self.text.any(&(key.end..self.after.end), &LACKS))
    }
}

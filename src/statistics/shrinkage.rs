//! Rates of persons with few matters, shrunken towards the rate of their body.
//!
//! Beta-binomial empirical Bayes. The prior is estimated by moments as in J. C. Kleinman, “Proportions with
//! extraneous variance: single and independent samples”, Journal of the American Statistical Association 68
//! (1973), 46–54, with weights nᵢ: with p the pooled rate and N = Σnᵢ over m persons,
//! γ = [Σnᵢ(pᵢ−p)² − p(1−p)(m−1)] / [p(1−p)(N − Σnᵢ²/N − (m−1))], and α + β = 1/γ − 1.
//! The interval is that of the posterior; it takes the prior as known, so it is somewhat too narrow.

use super::binomial::beta_quantile;
use super::{ConfidenceLevel, Interval, Proportion};
use serde::{Deserialize, Serialize};

/// How a prior was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// The persons differ by more than chance; how much is estimated by moments.
    Moments,
    /// The persons differ by no more than chance: the body's rate counts as much as all its matters.
    NoExcess,
    /// Fewer than two persons with matters: the uninformed prior ½, ½ of Jeffreys.
    TooFew,
}

/// A beta prior: the rates that persons of a body have.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// Its mean, 0 to 1.
    pub mean: f64,
    /// α + β: as many matters of one's own weigh as much as the body does.
    pub strength: f64,
    /// How it was found.
    pub basis: Basis,
}

/// A person's rate, shrunken.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shrunken {
    /// Between one's own rate and the body's.
    pub rate: f64,
    /// Its interval.
    pub interval: Interval,
    /// The share of one's own matters in it, 0 to 1; the rest is the body's.
    pub own_weight: f64,
}

/// Returns the prior of a body from its persons; those without matters are left out.
pub fn prior(persons: &[Proportion]) -> Prior {
    let known: Vec<(f64, f64)> =
        persons.iter().filter_map(|p| p.rate().map(|rate| (rate, p.trials() as f64))).collect();
    if known.len() < 2 {
        return Prior { mean: 0.5, strength: 1.0, basis: Basis::TooFew };
    }
    let total: f64 = known.iter().map(|(_, n)| n).sum();
    let pooled = known.iter().map(|(rate, n)| rate * n).sum::<f64>() / total;
    let chance = pooled * (1.0 - pooled);
    let freedom = known.len() as f64 - 1.0;
    let spread: f64 = known.iter().map(|(rate, n)| n * (rate - pooled).powi(2)).sum();
    let room = total - known.iter().map(|(_, n)| n * n).sum::<f64>() / total - freedom;
    let gamma = (spread - chance * freedom) / (chance * room);
    if gamma.is_finite() && gamma > 0.0 && room > 0.0 && 1.0 / gamma - 1.0 < total {
        // All rates 0 or 1 give γ = 1 and no prior at all; that of Jeffreys is the least.
        return Prior { mean: pooled, strength: (1.0 / gamma - 1.0).max(1.0), basis: Basis::Moments };
    }
    // A pooled rate of 0 or 1 has no beta distribution; half a matter on either side gives it one.
    let open = 0.0 < pooled && pooled < 1.0;
    let mean = if open { pooled } else { (pooled * total + 0.5) / (total + 1.0) };
    Prior { mean, strength: total, basis: Basis::NoExcess }
}

/// Returns a person's rate under a prior, with an interval of this confidence; `None` if the person has no matters, since
/// the body's rate is not the person's.
///
/// ```
/// use gelan_core::statistics::{ConfidenceLevel, Proportion, shrinkage::{prior, shrink}};
/// let persons = [(3, 3), (9, 10), (2, 8)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// // Three of three solved is no certainty beside a body that solves two thirds.
/// let found = shrink(persons[0], &prior(&persons), ConfidenceLevel::P95).unwrap();
/// assert!(found.rate > 2.0 / 3.0 && found.rate < 1.0);
/// ```
pub fn shrink(person: Proportion, prior: &Prior, confidence: ConfidenceLevel) -> Option<Shrunken> {
    person.rate()?;
    let (k, n) = (person.successes() as f64, person.trials() as f64);
    let alpha = k + prior.strength * prior.mean;
    let beta = n - k + prior.strength * (1.0 - prior.mean);
    let quantile = |level| beta_quantile(level, alpha, beta);
    Some(Shrunken {
        rate: alpha / (alpha + beta),
        interval: Interval { lower: quantile(confidence.tail())?, upper: quantile(1.0 - confidence.tail())? },
        own_weight: n / (n + prior.strength),
    })
}

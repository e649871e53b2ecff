//! What an attacker of snapshots writes down and works out.

use std::collections::BTreeMap;

/// What an attacker writes down: numbers with what they are, bounds, and sums.
#[derive(Default)]
pub struct Paper {
    pub names: Vec<String>,
    pub truth: Vec<i64>,
    pub bounds: Vec<(i64, i64)>,
    pub secret: Vec<bool>,
    /// A whole and its parts.
    pub sums: Vec<(usize, Vec<usize>)>,
    /// Whether what is noted now is not shown to him.
    pub blind: bool,
}

impl Paper {
    /// `shown` is what the receiver's page has; `truth` what it is.
    pub fn note(&mut self, name: String, truth: i64, shown: Option<i64>, most: i64, secret: bool) -> usize {
        if let Some(shown) = shown {
            assert_eq!(shown, truth, "{name}");
        }
        let shown = shown.filter(|_| !self.blind);
        self.names.push(name);
        self.truth.push(truth);
        self.bounds.push(shown.map_or((0, most), |n| (n, n)));
        self.secret.push(secret);
        self.names.len() - 1
    }

    pub fn spread(&self) -> Vec<(i64, i64)> {
        let mut bounds = self.bounds.clone();
        for _ in 0..400 {
            let before = bounds.clone();
            for (whole, parts) in &self.sums {
                let low: i64 = parts.iter().map(|p| bounds[*p].0).sum();
                let high: i64 = parts.iter().map(|p| bounds[*p].1).sum();
                bounds[*whole] = (bounds[*whole].0.max(low), bounds[*whole].1.min(high));
                for part in parts {
                    let others: (i64, i64) = parts
                        .iter()
                        .filter(|p| *p != part)
                        .fold((0, 0), |sum, p| (sum.0 + bounds[*p].0, sum.1 + bounds[*p].1));
                    let around = bounds[*whole];
                    let own = &mut bounds[*part];
                    *own = (own.0.max(around.0 - others.1), own.1.min(around.1 - others.0));
                }
            }
            if bounds == before {
                break;
            }
        }
        bounds
    }

    /// The numbers that have one solution, by elimination with fractions of whole numbers.
    pub fn solved(&self, bounds: &[(i64, i64)]) -> Vec<usize> {
        let unknown: Vec<usize> = (0..self.names.len()).filter(|i| bounds[*i].0 != bounds[*i].1).collect();
        let column: BTreeMap<usize, usize> = unknown.iter().enumerate().map(|(c, i)| (*i, c)).collect();
        let mut rows: Vec<Vec<f64>> = self
            .sums
            .iter()
            .map(|(whole, parts)| {
                let mut row = vec![0.0; unknown.len()];
                parts.iter().filter_map(|p| column.get(p)).for_each(|c| row[*c] += 1.0);
                column.get(whole).into_iter().for_each(|c| row[*c] -= 1.0);
                row
            })
            .filter(|row| row.iter().any(|n| *n != 0.0))
            .collect();
        let mut done = 0;
        for c in 0..unknown.len() {
            let Some(at) = (done..rows.len()).max_by(|a, b| rows[*a][c].abs().total_cmp(&rows[*b][c].abs()))
            else {
                break;
            };
            if rows[at][c].abs() < 1e-9 {
                continue;
            }
            rows.swap(done, at);
            let pivot: Vec<f64> = rows[done].iter().map(|n| n / rows[done][c]).collect();
            for (i, row) in rows.iter_mut().enumerate() {
                let factor = row[c];
                if i == done {
                    row.clone_from(&pivot);
                } else if factor != 0.0 {
                    row.iter_mut().zip(&pivot).for_each(|(n, p)| *n -= factor * p);
                }
            }
            done += 1;
        }
        let alone = |row: &Vec<f64>| {
            let mut used = row.iter().enumerate().filter(|(_, n)| n.abs() > 1e-9).map(|(c, _)| unknown[c]);
            used.next().filter(|_| used.next().is_none())
        };
        rows.iter().filter_map(alone).collect()
    }

    /// The small numbers that are told, and how: bounds leave only small ones, or none of the smallest, or there is one
    /// solution.
    pub fn told(&self, least: i64) -> BTreeMap<String, String> {
        let spread = self.spread();
        let secret = |i: &usize| self.secret[*i] && (1..least).contains(&self.truth[*i]);
        let mut out = BTreeMap::new();
        for i in (0..self.names.len()).filter(secret) {
            let ((low, high), (base, most)) = (spread[i], self.bounds[i]);
            if low > base.max(1) || high < least.min(most) || low == high {
                out.insert(self.names[i].clone(), format!("is {} and lies in {low}..={high}", self.truth[i]));
            }
        }
        for i in self.solved(&spread).into_iter().filter(secret) {
            out.insert(self.names[i].clone(), format!("is {} by equations", self.truth[i]));
        }
        out
    }
}

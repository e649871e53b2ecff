//! How near the entropy a snapshot's grids are written: `cargo run --release --example entropy -- '#s=…'`.
//!
//! Of each column its empirical zeroth-order entropy of its values and of their simple differences, neither with the cost of
//! telling the distribution, beside the bits that it takes in the payload, all learning included.

use gelan::catalogue::Counter::{self, *};
use gelan::count::GridTally;
use gelan::snapshot::meter::costs;
use gelan::snapshot::{carrier, decode};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

type Of = fn(&dyn Fn(Counter) -> i64) -> i64;

/// The payload's name of a column, the column, and what a simple rule lets expect of it.
const COLUMNS: [(&str, Of, Of); 18] = [
    ("grid.households", |g| g(Households), |_| 0),
    ("grid.people", |g| g(People), |g| 4 * g(Households)),
    ("grid.officers", |g| g(Officers), |_| 1),
    ("grid.heads", |g| g(Heads), |g| g(Households) / 12),
    ("grid.linked", |g| g(Linked), |g| g(Households)),
    ("grid.party_groups", |g| g(PartyGroups), |_| 1),
    ("grid.joint_party_groups", |g| g(JointPartyGroups), |g| i64::from(g(PartyGroups) == 0)),
    ("grid.visits", |g| g(Visits), |g| g(Households)),
    ("grid.minutes", |g| g(Minutes) / 5, |g| 4 * g(Visits)),
    ("grid.visited", |g| g(Visited), |g| g(Visits) * 6 / 10),
    ("grid.cases", |g| g(Cases), |_| 0),
    ("cases.closed", |g| g(CasesClosed), |g| g(Cases)),
    ("cases.on_time", |g| g(CasesOnTime), |g| g(CasesClosed)),
    ("cases.overdue", |g| g(CasesOverdue), |g| g(Cases) - g(CasesOnTime)),
    ("cases.referred", |g| g(CasesReferred), |g| g(Cases) - g(CasesClosed)),
    ("cases.satisfied", |g| g(CasesSatisfied), |g| g(CasesClosed)),
    ("cases.mostly", |g| g(CasesMostly), |g| g(CasesClosed) - g(CasesSatisfied)),
    ("cases.dissatisfied", |g| g(CasesDissatisfied), |g| g(CasesClosed) - g(CasesSatisfied) - g(CasesMostly)),
];

/// Bits of all values together, each at the cost of how rare it is.
fn entropy(values: &[i64]) -> f64 {
    let mut counts = BTreeMap::<i64, f64>::new();
    values.iter().for_each(|v| *counts.entry(*v).or_default() += 1.0);
    let all = values.len() as f64;
    counts.values().map(|n| n * (all / n).log2()).sum()
}

fn varint(out: &mut Vec<u8>, value: i64) {
    let mut rest = (value << 1 ^ value >> 63).cast_unsigned();
    while rest > 127 {
        out.push(rest as u8 | 128);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Bits of the bytes, deflated.
fn deflated(bytes: &[u8]) -> Result<u64, Box<dyn std::error::Error>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a", SimpleFileOptions::default().compression_level(Some(9)))?;
    zip.write_all(bytes)?;
    let packed = zip.finish()?;
    Ok(ZipArchive::new(packed)?.by_index(0)?.compressed_size() * 8)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::args().nth(1).ok_or("which snapshot?")?;
    let text = carrier::find(&given)?;
    let snapshot = decode(&text)?;
    let (bits, bytes) = costs(&snapshot);
    let grids: Vec<&GridTally> = snapshot.tally.grids.values().collect();
    let (mut plain, mut apart, mut here) = (0.0, 0.0, 0.0);
    let (mut as_they_stand, mut differences) = (Vec::new(), Vec::new());
    println!("{:26}{:>10}{:>12}{:>12}", "column", "as it is", "difference", "payload");
    for (name, of, expected) in COLUMNS {
        let values: Vec<i64> = grids.iter().map(|g| of(&|c| g.counts.get(c))).collect();
        let off: Vec<i64> =
            grids.iter().map(|g| of(&|c| g.counts.get(c)) - expected(&|c| g.counts.get(c))).collect();
        values.iter().for_each(|v| varint(&mut as_they_stand, *v));
        off.iter().for_each(|v| varint(&mut differences, *v));
        let taken = bits.get(name).copied().unwrap_or(0.0);
        let (own, difference) = (entropy(&values), entropy(&off));
        println!("{name:26}{own:10.0}{difference:12.0}{taken:12.0}");
        (plain, apart, here) = (plain + own, apart + difference, here + taken);
    }
    println!("{:26}{plain:10.0}{apart:12.0}{here:12.0}", "all");
    println!("the same as varints, deflated{:7}{:12}", deflated(&as_they_stand)?, deflated(&differences)?);
    let all: f64 = bits.values().sum();
    println!(
        "{} grids; the payload {:.0} bits, coded in {}; the text {} characters",
        grids.len(),
        all,
        bytes * 8,
        text.len()
    );
    let whole = deflated(&postcard::to_allocvec(&snapshot.tally)?)?;
    println!("the tally by postcard, deflated: {whole} bits, {} characters of base 64", whole.div_ceil(6));
    Ok(())
}

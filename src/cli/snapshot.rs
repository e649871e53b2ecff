//! `gelan snapshot`: the figures as a snapshot, printed as the end of a link or written as a file.

use super::data::{DataArgs, today};
use super::failed;
use super::output::{Output, print};
use super::stored::{given_password, no_password, snapshot_of};
use crate::catalogue::Count;
use crate::figures::settings::Settings;
use crate::session::County;
use crate::snapshot::{Choices, Locked, Made, Snapshot, carrier, encode, figures, password};
use crate::text::{say, t};
use lexopt::{Error, Parser};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Reads, computes, and prints `#s=…` or writes a file.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut choices, mut locked, mut out, mut beside) = (Choices::default(), false, None, Vec::new());
    let args = DataArgs::parse(parser, |option, parser| {
        match option {
            "full" => choices.full = true,
            "names" => (choices.full, choices.names) = (true, true),
            "least" => choices.least = least(parser)?,
            "password" => locked = true,
            "beside" => beside.push(parser.value()?.to_string_lossy().into_owned()),
            "out" => out = Some(PathBuf::from(parser.value()?)),
            _ => return Ok(false),
        }
        Ok(true)
    })?
    .with_data_or("请写出文件或文件夹，或用 --sample 看示例")?;
    let (mut county, any) = args.county();
    let earlier = match earlier(&mut county, &beside) {
        Ok(earlier) => earlier,
        Err(sentence) => return Ok(failed(&sentence)),
    };
    county.compute(args.choice(), today());
    let Some((tally, computed)) = county.last().filter(|_| any) else {
        return Ok(failed(t("没有一个文件能读，没有做快照")));
    };
    let snapshot = Made::of(tally, &computed.figures, today(), choices, &earlier).snapshot;
    let read: Vec<PathBuf> = beside.iter().map(PathBuf::from).collect();
    let delivered =
        written(&snapshot, locked).and_then(|text| deliver(&text, out.as_deref(), &args.output(&read)));
    Ok(delivered.unwrap_or_else(|sentence| failed(&sentence)))
}

/// Earlier snapshots of the same files, each with what it keeps back: that is counted anew, of its period.
fn earlier(county: &mut County, beside: &[String]) -> Result<Vec<Made>, String> {
    let mut out = Vec::new();
    for argument in beside {
        let snapshot = snapshot_of(argument)?;
        county.compute(snapshot.choice(), today());
        let Some((tally, computed)) = county.last() else { continue };
        let (own, theirs) = (&computed.figures, figures(&snapshot, &Settings::default()));
        let shown: String = argument.chars().take(60).collect();
        if own.township != theirs.township {
            let name = theirs.township.unwrap_or_default();
            eprintln!("gelan: {shown}：是另一个乡镇（{name}）的快照，没有用它");
            continue;
        }
        let differs = |(count, value): &(Count, Option<i64>)| {
            value.is_some() && own.count(*count).is_some() && own.count(*count) != *value
        };
        if theirs.counts.iter().any(differs) {
            eprintln!("gelan: {shown}：现在的文件在它的期间算出的数与它不同，按现在的数推算");
        }
        out.push(Made::elsewhere(snapshot, tally));
    }
    Ok(out)
}

fn least(parser: &mut Parser) -> Result<u32, Error> {
    let text = parser.value()?.to_string_lossy().into_owned();
    // Below 3 the mark itself would tell the figure.
    let fits = text.parse().ok().filter(|n| (3..=1_000).contains(n));
    Ok(fits.ok_or_else(|| format!("--least 后的“{text}”应是 3～1000 之间的整数"))?)
}

fn written(snapshot: &Snapshot, locked: bool) -> Result<String, String> {
    if !locked {
        return Ok(encode(snapshot));
    }
    let word = given_password().ok_or_else(no_password)?;
    let locked = password::lock(snapshot, &word).ok_or_else(|| say!("系统没有给出随机数，没有加密"))?;
    Ok(Locked::text(&locked))
}

fn deliver(text: &str, out: Option<&Path>, output: &Output) -> Result<ExitCode, String> {
    let Some(path) = out else {
        print(&format!("#s={text}\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let bytes = carrier::to_file(text).map_err(|error| error.to_string())?;
    Ok(output.save(path, &bytes))
}

//! The fuzz targets on arbitrary bytes, and on bytes that begin like files.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The first bytes of files of each format.
const STARTS: [&[u8]; 12] = [
    b"",
    b"PK\x03\x04",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"\x09\x08\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x04\x02",
    b"\x09\x00\x04\x00\x02\x00\x10\x00\x04\x00",
    b"\x09\x08\x08\x00\x00\x06\x05\x00\x00\x00\x00\x00\x2F\x00\x36\x00\x01\x00\x01\x00",
    b"<html><style>.a {mso-number-format:\"\\00\";}</style><table><td class=a x:num=",
    b"<html><table><tr><td>",
    b"<?xml version=\"1.0\"?><Workbook><Worksheet><Table><Row>",
    "村,网格,走访日期\n甲村,第一网格,".as_bytes(),
    "走访记录\t\n村\t户数\n合计\t".as_bytes(),
];

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let start = prop::sample::select(STARTS.to_vec());
    (start, prop::collection::vec(any::<u8>(), 0..200)).prop_map(|(start, rest)| [start, &rest].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_and_tables_of_any_bytes_are_answered(bytes in bytes()) {
        targets::any_file(&bytes);
        targets::any_table(&bytes);
    }

    #[test]
    fn packages_of_any_parts_are_answered(format in 0u8..3, parts in "<[a-z:=/\" <>0-9]{0,200}") {
        targets::any_package(&[&[format], parts.as_bytes()].concat());
    }

    #[test]
    fn cells_of_any_text_are_answered(text in "[年月日0-9一二三村第网格号:：/.\\-（）()户 a-z%~～、]{0,24}", any in any::<[u8; 8]>()) {
        targets::any_cell(text.as_bytes());
        targets::any_cell(&any);
    }
}

/// A target with what it begins from.
type Target = (&'static str, fn(&[u8]), Vec<Vec<u8>>);

fn of_text(text: &str) -> Vec<u8> {
    let version = text.as_bytes()[1] - b'B';
    [&[version][..], &gelan::snapshot::meter::unframed(text.trim()).unwrap()].concat()
}

fn all() -> Vec<Target> {
    let texts = [
        include_str!("../files/snapshot-v1.txt"),
        include_str!("../files/snapshot-v2.txt"),
        include_str!("../files/snapshot-v3.txt"),
        include_str!("../files/snapshot-v3-totals.txt"),
        include_str!("../files/contract/snapshot-v2-full.txt"),
        include_str!("../files/contract/snapshot-v2-hiding.txt"),
    ];
    let starts = || STARTS.map(<[u8]>::to_vec).to_vec();
    let draft =
        "2024年上半年，全镇划分网格157个，走访1.2万户次，党代表40名，化解率92.7%（不含转办）；约100余起。";
    let document =
        format!("<w:document><w:body><w:p><w:r><w:t>{draft}</w:t></w:r></w:p></w:body></w:document>");
    let geo = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲村"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1.5e1],[1,1]]]}}]}"#;
    let mapping = gelan::input::recognise::Mappings::default().to_file();
    vec![
        ("snapshot", targets::any_snapshot, texts.map(of_text).to_vec()),
        ("draft", targets::any_draft, vec![draft.into(), document.into_bytes()]),
        ("json", targets::any_json, vec![geo.into(), mapping.into_bytes()]),
        ("read", targets::any_file, starts()),
        ("tables", targets::any_table, starts()),
    ]
}

/// Changes a text as a fuzzer would: bits, bytes, cuts, repetitions.
fn changed(seed: &[u8], random: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random(6) {
        if bytes.is_empty() {
            bytes.push(0);
        }
        let (at, to) = (random(bytes.len()), random(bytes.len()));
        match random(6) {
            0 => bytes[at] ^= 1 << random(8),
            1 => bytes[at] = random(256) as u8,
            2 => bytes.insert(at, random(256) as u8),
            3 => bytes.truncate(at),
            4 => drop(bytes.drain(at.min(to)..at.max(to).min(at.min(to) + 40))),
            _ => {
                let part = bytes[at.min(to)..at.max(to).min(at.min(to) + 200)].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

fn run(target: &Target, seed: u64, until: impl Fn(usize) -> bool) -> usize {
    let (_, ask, seeds) = target;
    let mut state = seed;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut done = 0;
    while !until(done) {
        let seed = &seeds[random(seeds.len())];
        ask(&changed(seed, &mut random));
        done += 1;
    }
    done
}

#[test]
fn changed_snapshots_drafts_maps_and_mappings_are_answered() {
    for target in all() {
        run(&target, 2024, |done| done == 60);
    }
}

/// What the fuzzers begin from, and what they found.
#[test]
fn kept_inputs_are_answered() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let all = all();
    type Try = fn(&[u8]);
    let more: [(&str, Try); 2] = [("read_package", targets::any_package), ("values", targets::any_cell)];
    let targets = || all.iter().map(|(name, ask, _)| (*name, *ask)).chain(more);
    let mut asked = 0;
    for folder in std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let (_, ask) =
            targets().find(|(target, _)| *target == name).unwrap_or_else(|| panic!("no target {name}"));
        for input in std::fs::read_dir(&folder).unwrap() {
            let start = Instant::now();
            ask(&std::fs::read(input.unwrap().path()).unwrap());
            assert!(start.elapsed() < Duration::from_secs(20), "{name} is slow");
            asked += 1;
        }
    }
    assert!(asked > 10, "{asked}");
}

/// `FUZZ_SECONDS=900 cargo test --release --test core -- --ignored --nocapture fuzz::for_a_while`
#[test]
#[ignore = "takes as long as it is told"]
fn for_a_while() {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(60);
    for target in all() {
        let end = Instant::now() + Duration::from_secs(seconds);
        let seed = std::process::id().into();
        let done = run(&target, seed, |_| Instant::now() > end);
        println!("{}: {done} inputs in {seconds} s from seed {seed}", target.0);
    }
}

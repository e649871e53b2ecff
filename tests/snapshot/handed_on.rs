//! What was handed on in a session counts for what is made later, until a person leaves it out; so do earlier snapshots
//! that the command line is told of.

use crate::common::session::today;
use gelan::catalogue::PrivacyGroup;
use gelan::figures::settings::Settings;
use gelan::model::period::PeriodChoice;
use gelan::model::place::GridKey;
use gelan::session::handler::{Asked, Handler};
use gelan::session::protocol::{Request, Response};
use gelan::snapshot::{Choices, Snapshot, decode, figures};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A grid with 20 visits in the first quarter and 3 in the second, beside others with many.
fn files() -> [(&'static str, String); 2] {
    let list = "所属村,网格名称,户数,人口\n青石村,第一网格,100,300\n青石村,第二网格,100,300\n青石村,第三网格,100,300\n";
    let mut visits = String::from("走访日期,村,网格,网格员,户编号,走访类型\n");
    for (grid, month, n) in
        [("第一", 2, 20), ("第一", 5, 3), ("第二", 2, 30), ("第二", 5, 31), ("第三", 2, 25), ("第三", 5, 26)]
    {
        for i in 0..n {
            visits +=
                &format!("2024-0{month}-{:02},青石村,{grid}网格,张三,H{month}{i},日常走访\n", i % 28 + 1);
        }
    }
    [("柳河镇网格.csv", list.to_owned()), ("柳河镇入户走访记录.csv", visits)]
}

const QUARTER: PeriodChoice = PeriodChoice::Quarter(2024, 1);
const HALF: PeriodChoice = PeriodChoice::Half(2024, 1);

fn loaded() -> Handler {
    let mut worker = Handler::new(gelan::export::write);
    for (id, (name, text)) in (0..).zip(files()) {
        let request = Request::Read { name: name.to_owned(), choices: Default::default(), is_shared: false };
        let mut file = text.as_bytes();
        let read = worker.answer(Asked { request, file: Some(&mut file), reading: None }, &mut |_| {});
        worker.answer(Asked { request: Request::Keep(id), file: None, reading: read.reading }, &mut |_| {});
    }
    worker
}

fn ask(worker: &mut Handler, request: Request) -> Response {
    worker.answer(Asked { request, file: None, reading: None }, &mut |_| {}).response
}

fn snapshot(worker: &mut Handler, period: PeriodChoice, least: u32) -> Snapshot {
    ask(worker, Request::Compute { period: Some(period), today: today() });
    let choices = Choices { least, ..Choices::default() };
    match ask(worker, Request::Snapshot { choices, today: today() }) {
        Response::Snapshot(Some(text)) => decode(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn list(response: Response) -> Vec<String> {
    match response {
        Response::HandedOn(list) => list,
        other => panic!("{other:?}"),
    }
}

fn hides(snapshot: &Snapshot, grid: &str) -> bool {
    let key = GridKey { village: "青石村".to_owned(), grid: grid.to_owned() };
    assert!(snapshot.tally.grids.contains_key(&key), "{:?}", snapshot.tally.grids.keys());
    snapshot.hidden.grid(&key).has(PrivacyGroup::Visits)
}

#[test]
fn a_snapshot_is_made_beside_what_was_handed_on() {
    let mut worker = loaded();
    assert!(!hides(&snapshot(&mut worker, HALF, 5), "第1网格"));
    let first = snapshot(&mut worker, QUARTER, 5);
    assert!(!hides(&first, "第1网格"));
    // What was only made is with nobody.
    assert!(!hides(&snapshot(&mut worker, HALF, 5), "第1网格"));
    snapshot(&mut worker, QUARTER, 5);
    let titles = list(ask(&mut worker, Request::HandOn));
    assert_eq!(titles.len(), 1, "{titles:?}");
    assert!(titles[0].contains("柳河镇") && titles[0].contains("隐去少于 5"), "{titles:?}");
    // Handed on in another carrier it is the same one.
    assert_eq!(list(ask(&mut worker, Request::HandOn)), titles);
    let beside = snapshot(&mut worker, HALF, 5);
    assert!(hides(&beside, "第1网格"));
    // Nothing is kept back where nothing was asked for, whatever was handed on.
    assert!(snapshot(&mut worker, HALF, 0).hidden.is_empty());
    snapshot(&mut worker, HALF, 5);
    assert_eq!(list(ask(&mut worker, Request::HandOn)).len(), 2);
    assert_eq!(list(ask(&mut worker, Request::LeaveOut(7))).len(), 2);
    assert_eq!(list(ask(&mut worker, Request::LeaveOut(0))).len(), 1);
    assert_eq!(list(ask(&mut worker, Request::LeaveOut(0))).len(), 0);
    assert!(!hides(&snapshot(&mut worker, HALF, 5), "第1网格"));
}

fn gelan(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_gelan")).current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.success(), text(out.stdout).trim().to_owned(), text(out.stderr))
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gelan-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("表")).unwrap();
    files().iter().for_each(|(name, text)| std::fs::write(folder.join("表").join(name), text).unwrap());
    folder
}

#[test]
fn the_command_line_is_told_of_earlier_ones() {
    let folder = folder("beside");
    let half = ["snapshot", "--from", "2024-01-01", "--to", "2024-06-30", "--least", "5", "表"];
    let run = |arguments: &[&str]| gelan(&folder, arguments);
    let quarter = ["snapshot", "--from", "2024-01-01", "--to", "2024-03-31", "--least", "5"];
    let (made, first, _) = run(&[&quarter[..], &["表"]].concat());
    assert!(made);
    assert!(run(&[&quarter[..], &["--out", "一季度.gelan", "表"]].concat()).0);
    let opened = |text: &str| decode(text.trim_start_matches("#s=")).unwrap();
    assert!(!hides(&opened(&run(&half).1), "第1网格"));
    for earlier in [first.as_str(), "一季度.gelan"] {
        let (made, text, said) = run(&[&half[..], &["--beside", earlier]].concat());
        assert!(made && said.is_empty(), "{said}");
        assert!(hides(&opened(&text), "第1网格"), "{earlier}");
        let shown = figures(&opened(&text), &Settings::default());
        assert!(
            shown.count(gelan::catalogue::Count::VisitsInPeriod).is_some()
                || !opened(&text).hidden.is_empty()
        );
    }
    // Another town's says nothing, and what does not open is an error.
    let (_, other, _) = run(&["snapshot", "--sample", "--least", "5"]);
    let (made, text, said) = run(&[&half[..], &["--beside", &other]].concat());
    assert!(made && said.contains("好花红镇"), "{said}");
    assert!(!hides(&opened(&text), "第1网格"));
    let (made, text, said) = run(&[&half[..], &["--beside", "没有.gelan"]].concat());
    assert!(!made && text.is_empty() && said.contains("没有.gelan"), "{said}");
    std::fs::remove_dir_all(&folder).unwrap();
}

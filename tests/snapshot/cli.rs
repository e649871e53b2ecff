//! `gelan snapshot` and `gelan open`.

use crate::common::{session, town};
use serde_json::Value;
use std::process::{Command, Output};

fn gelan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gelan")).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The results of the folder, and of its snapshot opened again.
fn both(folder: &str, more: &[&str]) -> (Value, Value) {
    let period = ["--from", "2024-01-01", "--to", "2024-06-30", folder];
    let report = stdout(&gelan(&[&["report", "--json"], period.as_slice()].concat()));
    let written = gelan(&[&["snapshot"], more, period.as_slice()].concat());
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    let text = stdout(&written);
    let opened = stdout(&gelan(&["open", "--json", text.trim()]));
    (serde_json::from_str(&report).unwrap(), serde_json::from_str(&opened).unwrap())
}

#[test]
fn a_snapshot_opens_with_the_figures_of_its_files() {
    let folder = town::folder();
    let (report, summary) = both(folder.to_str().unwrap(), &[]);
    for part in ["format", "version", "township", "period", "counts", "grids", "load_basis"] {
        assert_eq!(summary[part], report[part], "{part}");
    }
    assert_eq!(session::without_days(&summary["bodies"]), session::without_days(&report["bodies"]));
    for (id, measure) in report["measures"].as_object().unwrap() {
        for part in ["state", "numerator", "denominator"] {
            assert_eq!(summary["measures"][id][part], measure[part], "{id}");
        }
    }
    assert_eq!(summary["representatives"], Value::Array(Vec::new()));
    let (_, named) = both(folder.to_str().unwrap(), &["--names"]);
    assert_eq!(named["representatives"], report["representatives"]);
    assert_eq!(named["bodies"], report["bodies"]);
    let (_, numbered) = both(folder.to_str().unwrap(), &["--full"]);
    let persons = |results: &Value| results["representatives"].as_array().unwrap().clone();
    assert_eq!(persons(&numbered).len(), persons(&report).len());
    for person in persons(&report) {
        assert!(!numbered.to_string().contains(person["name"].as_str().unwrap()), "{person}");
    }
}

#[test]
fn a_snapshot_travels_as_a_file_and_behind_a_password() {
    let folder = town::folder();
    let file = std::env::temp_dir().join(format!("gelan-cli-snapshot-{}.gelan", std::process::id()));
    let run = |args: &[&str], word: &str| {
        Command::new(env!("CARGO_BIN_EXE_gelan")).args(args).env("GELAN_PASSWORD", word).output().unwrap()
    };
    let (folder, path) = (folder.to_str().unwrap(), file.to_str().unwrap());
    let written = run(&["snapshot", "--password", "--out", path, folder], "一二三四");
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    let opened = run(&["open", "--json", path], "一二三四");
    let plain = stdout(&gelan(&["snapshot", folder]));
    assert_eq!(stdout(&opened), stdout(&gelan(&["open", "--json", plain.trim()])));
    for (word, sentence) in [("别的", "密码不对"), ("", "这个快照有密码")] {
        let refused = run(&["open", path], word);
        assert_eq!(refused.status.code(), Some(1));
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(told.contains(sentence) && refused.stdout.is_empty(), "{told}");
    }
    std::fs::remove_file(&file).unwrap();
    let cut = plain.trim();
    let refused = gelan(&["open", &cut[..cut.len() - 9]]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("链接不完整"));
}

#[test]
fn what_is_kept_back_is_said_in_the_text_too() {
    let folder = std::env::temp_dir().join(format!("gelan-kept-back-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let log = "日期,代表类型,姓名,履职形式,数量\n2024-03-05,党代表,王一,走访选民,30人次\n";
    let matters = "编号,代表类别,代表姓名,提出日期,类型,办理期限,办理情况,办结日期,满意度\n\
        J0,党代表,王一,2024-02-01,问题,,已解决,2024-03-20,满意\nJ1,党代表,王一,2024-02-02,建议,,已解决,2024-03-20,满意\n";
    std::fs::write(folder.join("履职登记.csv"), log).unwrap();
    std::fs::write(folder.join("意见建议办理台账.csv"), matters).unwrap();
    let text = stdout(&gelan(&["snapshot", "--least", "5", folder.to_str().unwrap()]));
    let opened = stdout(&gelan(&["open", text.trim()]));
    let row = opened.lines().find(|line| line.trim_start().starts_with("党代表")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells[2..], ["30", "0", "0", "0", "0", "0", "隐去", "隐去", "隐去"], "{row}");
    std::fs::remove_dir_all(&folder).unwrap();
}

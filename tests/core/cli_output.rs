//! What commands write, what they pass over, and how they end where a disk is full or a pipe is closed.

#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GRIDS: &str = "村,网格名称,户数,人口\n甲村,第一网格,10,30\n乙村,第一网格,20,60\n";

/// A folder of this test with a list of grids in it.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gelan-output-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("网格.csv"), GRIDS).unwrap();
    folder
}

fn gelan(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_gelan")).current_dir(folder).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn nothing_that_was_read_is_overwritten_and_another_file_on_request_alone() {
    let folder = folder("overwrite");
    fs::write(folder.join("通报.txt"), "全镇有2个网格。").unwrap();
    let (code, _, told) = gelan(&folder, &["report", "网格.csv", "--xlsx", "网格.csv", "--force"]);
    assert_eq!((code, told.contains("是读入的文件")), (Some(1), true), "{told}");
    let (code, ..) = gelan(&folder, &["snapshot", ".", "--out", "通报.txt", "--force"]);
    assert_eq!(code, Some(1), "it lies in the folder that was read");
    let (code, ..) = gelan(&folder, &["check", "通报.txt", "网格.csv", "--copy", "通报.txt", "--force"]);
    assert_eq!(code, Some(1), "the draft was read");
    assert_eq!(fs::read_to_string(folder.join("网格.csv")).unwrap(), GRIDS);
    assert_eq!(fs::read_to_string(folder.join("通报.txt")).unwrap(), "全镇有2个网格。");

    fs::write(folder.join("报表.xlsx"), "旧").unwrap();
    for args in [vec!["report", "网格.csv", "--xlsx", "报表.xlsx"], vec!["template", "报表.xlsx"]] {
        let (code, _, told) = gelan(&folder, &args);
        assert_eq!((code, told.contains("--force")), (Some(1), true), "{told}");
        assert_eq!(fs::read_to_string(folder.join("报表.xlsx")).unwrap(), "旧");
        assert_eq!(gelan(&folder, &[&args[..], &["--force"]].concat()).0, Some(0));
        assert!(fs::read(folder.join("报表.xlsx")).unwrap().starts_with(b"PK"));
        fs::write(folder.join("报表.xlsx"), "旧").unwrap();
    }
    let left = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(left.len(), 3, "nothing is left beside: {left:?}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_has_its_own_exit_code() {
    let folder = folder("full");
    let (code, _, told) = gelan(&folder, &["report", "网格.csv", "--xlsx", "/dev/full"]);
    assert_eq!((code, told.contains("磁盘已满")), (Some(3), true), "{told}");
    for verb in ["report", "cells"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gelan"));
        let status = command.current_dir(&folder).args([verb, "网格.csv"]).stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(3), "{verb}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder("pipe");
    for verb in ["report", "tables", "cells"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gelan"))
            .current_dir(&folder)
            .args([verb, "网格.csv"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
            (Some(0), ""),
            "{verb}"
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_standard_input_is_a_file() {
    let folder = folder("stdin");
    let mut child = Command::new(env!("CARGO_BIN_EXE_gelan"))
        .current_dir(&folder)
        .args(["tables", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(GRIDS.as_bytes()).unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(text.contains("\"kind\":\"grids\"") && text.contains("标准输入"), "{text}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn links_are_read_once_and_what_is_no_file_is_named() {
    let folder = folder("links");
    let outside = std::env::temp_dir().join(format!("gelan-output-outside-{}.csv", std::process::id()));
    fs::write(&outside, "村,网格名称,户数,人口\n丙村,第一网格,5,9\n").unwrap();
    symlink(folder.join("网格.csv"), folder.join("网格（链接）.csv")).unwrap();
    symlink(&outside, folder.join("网格外.csv")).unwrap();
    symlink(&outside, folder.join("网格外2.csv")).unwrap();
    symlink(folder.join("没有"), folder.join("断了.csv")).unwrap();
    symlink(&folder, folder.join("回来")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("管道.csv")).status().unwrap().success());
    let (code, out, told) = gelan(&folder, &["report", "--json", "."]);
    let counts = serde_json::from_str::<serde_json::Value>(&out).unwrap()["counts"].clone();
    assert_eq!((code, counts["grids"].as_i64()), (Some(0), Some(3)), "{told}");
    for sentence in ["回来：是到文件夹的链接", "管道.csv：不是普通文件", "断了.csv：链接指向的文件打不开"]
    {
        assert!(told.contains(sentence), "no {sentence} in {told}");
    }
    fs::remove_file(&outside).unwrap();
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn canonical_tables_overwrite_nothing_and_open_as_sums() {
    let folder = folder("canonical");
    let export = ["export", "--canonical", "标准表", "--township", "甲镇", "网格.csv"];
    let (code, said, told) = gelan(&folder, &export);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        said.starts_with("23 类标准表写到 标准表；提示 ") && said.contains("findings/甲镇.csv"),
        "{said}"
    );
    let (code, _, told) = gelan(&folder, &["export", "--canonical", "另处", "没有这个文件夹"]);
    assert_eq!((code, told.contains("没有一个文件能读")), (Some(1), true), "{told}");
    let files = ["grids", "towns", "findings"].map(|table| folder.join(format!("标准表/{table}/甲镇.csv")));
    for file in &files {
        assert!(file.is_file(), "{}", file.display());
        fs::write(file, "旧").unwrap();
    }
    // Where one of the files is there, none is written.
    for file in files.get(..2).unwrap() {
        fs::remove_file(file).unwrap();
    }
    fs::remove_dir_all(folder.join("标准表/visits")).unwrap();
    let kept = || fs::read_to_string(&files[2]).unwrap();
    let (code, _, told) = gelan(&folder, &export);
    assert_eq!((code, told.contains("已经存在")), (Some(1), true), "{told}");
    assert_eq!((files[0].exists(), kept().as_str()), (false, "旧"));
    let forced = [export.as_slice(), &["--force"]].concat();
    assert_eq!(gelan(&folder, &forced).0, Some(0));
    assert!(files[0].is_file() && kept() != "旧");
    let parquet = ["export", "--canonical", "另存", "--format", "parquet", "网格.csv"];
    assert_eq!(gelan(&folder, &parquet).0, Some(0));
    let begun = fs::read_dir(folder.join("另存/grids")).unwrap().map(|entry| entry.unwrap().path());
    assert!(begun.collect::<Vec<_>>().iter().all(|path| path.extension().unwrap() == "parquet"));
    let (code, sums, _) = gelan(&folder, &["partials", "--township", "甲镇", "网格.csv"]);
    assert_eq!(code, Some(0));
    fs::write(folder.join("汇总.csv"), sums).unwrap();
    let (code, shown, told) = gelan(&folder, &["open", "--json", "汇总.csv"]);
    assert_eq!((code, shown.contains("甲镇")), (Some(0), true), "{told}");
    let (code, _, told) = gelan(&folder, &["open", "--period", "2024", "汇总.csv"]);
    assert_eq!((code, told.contains("没有这一期")), (Some(1), true), "{told}");
    let of = |county: &str, town: &str| {
        let key = ["--province", "某省", "--county", county, "--township", town];
        gelan(&folder, &[&["partials"][..], &key, &["网格.csv"]].concat()).1
    };
    let towns = [of("一县", "甲镇"), of("一县", "乙镇"), of("二县", "丙镇")];
    let header = towns[0].lines().next().unwrap();
    let rows: Vec<&str> = towns.iter().flat_map(|text| text.lines().skip(1)).collect();
    fs::write(folder.join("省.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    let (code, shown, told) = gelan(&folder, &["open", "省.csv"]);
    assert_eq!(
        (code, shown.starts_with("某省\n一县（2 个）　全部日期\n二县（1 个）　全部日期\n\n合计 3 个\n")),
        (Some(0), true),
        "{shown}{told}"
    );
    let (_, shown, _) = gelan(&folder, &["open", "--within", "某省 一县", "省.csv"]);
    assert!(shown.starts_with("某省 一县\n甲镇　全部日期\n乙镇　全部日期\n\n合计 2 个\n"), "{shown}");
    let (code, shown, told) = gelan(&folder, &["open", "--within", "某省 三县", "省.csv"]);
    assert_eq!((code, shown.as_str(), told.contains("没有“某省 三县”")), (Some(1), "", true), "{told}");
    let (code, _, told) = gelan(&folder, &["open", "没有.csv"]);
    assert_eq!((code, told.contains("没有“没有.csv”这个文件")), (Some(1), true), "{told}");
    let (code, _, told) = gelan(&folder, &["sql", "--dialect", "duckdb", "--year", "24"]);
    assert_eq!((code, told.contains("四位数")), (Some(2), true), "{told}");
    let (code, query, _) =
        gelan(&folder, &["sql", "--dialect", "duckdb", "--over", "标准表", "--year", "2024"]);
    assert_eq!((code, query.contains("read_csv('标准表/grids/*.csv'")), (Some(0), true));
    assert_eq!(gelan(&folder, &["sql", "--dialect", "oracle"]).0, Some(2));
}

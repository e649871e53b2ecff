//! The command line: exit codes, and what it prints.

use crate::common::town;
use serde_json::Value;
use std::process::{Command, Output};

fn gelan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gelan")).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn report_gives_the_results_json_of_a_folder() {
    let folder = town::folder();
    let output =
        gelan(&["report", "--json", "--from", "2024-01-01", "--to", "2024-06-30", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let results: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let differences = town::differences(&town::expected(), &results);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn report_prints_tables_for_people() {
    let folder = town::folder();
    let text = stdout(&gelan(&["report", folder.to_str().unwrap()]));
    for part in ["青石镇", "全部日期", "网格员覆盖率", "柳溪村第一网格", "党代表", "提示"]
    {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
}

#[test]
fn the_sample_needs_no_files() {
    let output = gelan(&["report", "--sample", "--from", "2024-01-01", "--to", "2024-06-30"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("11251"));
}

#[test]
fn cells_prints_a_json_line_a_cell() {
    let file = town::folder().join("行政村基本情况.xls");
    let output = gelan(&["cells", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<Value> = stdout(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let cell = lines.iter().find(|c| c["text"] == "柳溪村").unwrap();
    assert_eq!(cell["kind"], "text");
    assert!(cell["row"].as_u64().unwrap() > 1 && cell["column"].as_u64() == Some(1));
    assert!(lines.iter().any(|c| c["kind"] == "number"));
}

#[test]
fn tables_say_how_they_were_understood() {
    let file = town::folder().join("网格基本情况表.xlsx");
    let output = gelan(&["tables", "--records", file.to_str().unwrap()]);
    let table: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    assert_eq!(table["kind"], "grids");
    assert_eq!(table["header_rows"], serde_json::json!([3, 4]));
    assert_eq!(table["records"].as_array().unwrap().len(), 8);
    assert_eq!(table["records"][0]["households"], 40);
}

#[test]
fn a_file_without_a_table_is_told_of() {
    let folder = std::env::temp_dir().join(format!("gelan-no-table-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("说明.txt");
    std::fs::write(&file, "本表由各村填报。\n请于月底前交回。\n").unwrap();
    let output = gelan(&["tables", file.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), b"".as_slice()));
    assert!(told.lines().count() == 1 && told.contains("说明.txt：只有文字"), "{told}");
}

#[test]
fn exit_codes_tell_nothing_read_from_bad_usage() {
    let folder = std::env::temp_dir().join(format!("gelan-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("空.csv");
    std::fs::write(&file, b"").unwrap();
    let path = file.to_str().unwrap();
    assert_eq!(gelan(&["report", path]).status.code(), Some(1));
    let cells = gelan(&["cells", path]);
    assert_eq!(cells.status.code(), Some(1));
    assert_eq!(String::from_utf8(cells.stderr).unwrap().lines().count(), 1);
    assert_eq!(gelan(&["report", folder.join("没有.csv").to_str().unwrap()]).status.code(), Some(1));
    std::fs::remove_dir_all(&folder).unwrap();

    for bad in [
        &["report"][..],
        &["report", "--from", "2024-02-30", path],
        &["report", "--from", "2024-06-30", "--to", "2024-01-01", path],
        &["report", "--sample", path],
        &["cells"],
        &["cells", path, path],
        &["tables"],
        &["nothing"],
        &[],
    ] {
        let output = gelan(bad);
        assert_eq!(output.status.code(), Some(2), "{bad:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("用法"), "{bad:?}");
    }
    for (bad, sentence) in [
        (&["report", "--formt", path][..], "没有 --formt 这个选项"),
        (&["opne"], "不认识“opne”"),
        (&["report", "--from"], "--from 后面没有写内容"),
        (&["sql", "--dialect", "duckdb", "--year", "今年"], "“今年”不是整数"),
    ] {
        let told = String::from_utf8(gelan(bad).stderr).unwrap();
        assert!(told.starts_with("gelan: ") && told.contains(sentence), "{told}");
    }
    assert_eq!(gelan(&["--help"]).status.code(), Some(0));
}

#[test]
fn settings_of_a_file_change_the_load() {
    let folder = std::env::temp_dir().join(format!("gelan-settings-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("gelan-settings.json");
    let mut settings = gelan::figures::settings::Settings::default();
    settings.set(gelan::figures::settings::Key::of("wisn.grid_share").unwrap(), "0.5").unwrap();
    std::fs::write(&file, settings.to_file()).unwrap();
    let town = town::folder();
    let load = |extra: &[&str]| -> f64 {
        let args = [
            &["report", "--json", "--from", "2024-01-01", "--to", "2024-06-30"],
            extra,
            &[town.to_str().unwrap()],
        ];
        let output = gelan(&args.concat());
        let results: Value = serde_json::from_str(&stdout(&output)).unwrap();
        results["grids"][0]["load"].as_f64().unwrap()
    };
    let (whole, half) = (load(&[]), load(&["--settings", file.to_str().unwrap()]));
    assert!(whole > 0.0 && (half / whole - 2.0).abs() < 0.01, "{whole} {half}");
    std::fs::write(&file, "{}").unwrap();
    let output = gelan(&["report", "--settings", file.to_str().unwrap(), "--sample"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("设置文件"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn check_gives_the_figures_of_a_draft_in_order() {
    let folder = town::folder();
    let draft = std::env::temp_dir().join(format!("gelan-draft-{}.txt", std::process::id()));
    std::fs::write(&draft, "青石镇2024年上半年情况\n网格8个，联户长19名，入户走访10余户次，投入3万元。")
        .unwrap();
    let output = gelan(&["check", "--json", draft.to_str().unwrap(), folder.to_str().unwrap()]);
    std::fs::remove_file(&draft).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2024年上半年"));
    let list: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let parts = |key: &str| list.as_array().unwrap().iter().map(|f| f[key].clone()).collect::<Vec<_>>();
    assert_eq!(parts("text"), ["网格8个", "联户长19名", "入户走访10余户次", "投入3万元"]);
    assert_eq!(parts("verdict"), ["agrees", "differs", "at-least", "cannot-check"]);
    assert_eq!(parts("relation"), ["exact", "exact", "at-least", "exact"]);
    assert_eq!(parts("unit"), ["个", "名", "户次", "万元"]);
    assert_eq!(parts("value"), [8, 19, 10, 3]);
    assert_eq!(
        parts("measure"),
        [Value::from("grids"), "heads".into(), "visits_in_period".into(), Value::Null]
    );
    assert_eq!(parts("computed"), [Value::from(8), 18.into(), 14.into(), Value::Null]);
    let missing = gelan(&["check", "/nowhere/draft.txt", folder.to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(1));
    assert_eq!(gelan(&["check", "only.txt"]).status.code(), Some(2));
}

#[test]
fn records_are_typed_and_name_grids_one_way() {
    let folder = std::env::temp_dir().join(format!("gelan-cli-records-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("党小组.csv");
    let text = "所属支部,党小组名称,覆盖网格,党员数,成立时间,联系方式说明\n甲村党支部,甲村第一联合党小组,第一至第三网格,约１５人,2022年2月,每周一\n\
        乙村党支部,乙村党小组,全村网格,十八,2022-03-13,3次\n丙村党支部,丙村党小组,丙村一网格,6,2022.4,\n";
    std::fs::write(&file, text).unwrap();
    let output = gelan(&["tables", "--records", file.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    let table: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    assert_eq!(table["columns"]["since"], serde_json::json!(["成立时间"]));
    assert_eq!(table["other"], serde_json::json!([["联系方式说明"]]));
    let record = |i: usize| &table["records"][i];
    assert_eq!(record(0)["grids"], serde_json::json!(["甲01网格", "甲02网格", "甲03网格"]));
    assert_eq!(record(0)["grids_written"], "第一至第三网格");
    assert_eq!(record(0)["joint"], true);
    assert_eq!((&record(0)["members"], &record(0)["members_exactness"]), (&15.into(), &"about".into()));
    assert_eq!(record(0)["since"], "2022-02");
    assert_eq!(record(0)["other"]["联系方式说明"], "每周一");
    assert_eq!(record(1)["grids"], "all");
    assert_eq!((&record(1)["members"], &record(1)["since"]), (&18.into(), &"2022-03-13".into()));
    assert_eq!(record(1)["other"]["联系方式说明"], 3);
    assert_eq!((&record(2)["grids"], &record(2)["joint"]), (&serde_json::json!(["丙01网格"]), &false.into()));
}

#[test]
fn a_table_that_no_kind_knows_gives_its_rows_by_their_headings() {
    let folder = std::env::temp_dir().join(format!("gelan-cli-unknown-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("浇水.csv");
    std::fs::write(&file, "村,网格,浇水次数\n甲村委会,第一网格,10\n乙村,第二网格,11\n合计,,21\n").unwrap();
    let output = gelan(&["tables", "--records", file.to_str().unwrap()]);
    std::fs::remove_dir_all(&folder).unwrap();
    let table: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    assert_eq!(table["kind"], Value::Null);
    assert_eq!(
        table["records"],
        serde_json::json!([
            {"row": 2, "village": "甲村", "grid": "第一网格", "other": {"浇水次数": 10}},
            {"row": 3, "village": "乙村", "grid": "第二网格", "other": {"浇水次数": 11}},
        ])
    );
}

#[test]
fn sums_are_given_as_they_say() {
    let folder = std::env::temp_dir().join(format!("gelan-cli-sums-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let record = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        let output = gelan(&["tables", "--records", file.to_str().unwrap()]);
        let table: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
        table["records"][0].clone()
    };
    let visits = record("走访统计.csv", "村,网格,总户数,已走访户数,覆盖率\n甲村,第一网格,40,约30,\n");
    assert_eq!((&visits["coverage"], &visits["approx"]), (&0.75.into(), &true.into()));
    let duty = record("履职.csv", "姓名,所在村,应参加,实参加,建议提出,办结\n赵一,甲村,8,7,2,无\n");
    assert_eq!((&duty["meetings_attended"], &duty["proposals_done"]), (&7.into(), &0.into()));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn several_snapshots_open_together_and_two_compare() {
    let folder = std::env::temp_dir().join(format!("gelan-rollup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let link = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_gelan"))
            .arg("snapshot")
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    };
    let half = link(&["--from", "2024-01-01", "--to", "2024-06-30", "--sample"]);
    let quarter = link(&["--from", "2024-01-01", "--to", "2024-03-31", "--sample"]);
    let small = link(&[crate::common::town::folder().to_str().unwrap()]);
    let list = folder.join("links.txt");
    std::fs::write(&list, format!("各镇\n{half}\n{quarter}\n{small}\n{small}\n")).unwrap();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_gelan")).args(arguments).output().unwrap();
        assert!(out.status.success());
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let all = json(&["open", "--json", list.to_str().unwrap()]);
    assert_eq!(all["format"], "gelan-rollup");
    let counted: Vec<bool> =
        all["towns"].as_array().unwrap().iter().map(|t| t["counted"].as_bool().unwrap()).collect();
    assert_eq!(counted.iter().filter(|c| **c).count(), 2, "{counted:?}");
    assert_eq!((all["total"]["towns"].clone(), counted[0], counted[1]), (2.into(), true, false));
    // A line that was cut is named, and of a file in which nothing opens one sentence says why.
    std::fs::write(&list, format!("{half}\n{}\n", &small[..small.len() - 9])).unwrap();
    let open = |path: &str| {
        let out =
            std::process::Command::new(env!("CARGO_BIN_EXE_gelan")).args(["open", path]).output().unwrap();
        (out.status.success(), String::from_utf8(out.stderr).unwrap())
    };
    let (opened, said) = open(list.to_str().unwrap());
    assert!(opened && said.contains("第 2 行") && said.contains("不完整"), "{said}");
    std::fs::write(&list, "各镇\n").unwrap();
    let (opened, said) = open(list.to_str().unwrap());
    assert!(!opened && said.contains("不是格览的快照"), "{said}");
    let c = json(&["compare", "--json", &quarter, &half]);
    assert_eq!(c["format"], "gelan-comparison");
    assert_eq!(c["grids"]["came"].as_array().unwrap().len(), 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn several_folders_are_towns_as_in_the_folder_around_them() {
    let around = std::env::temp_dir().join(format!("gelan-cli-towns-{}", std::process::id()));
    let towns = ["青石镇", "柳河镇"].map(|town| around.join("全县").join(town));
    for (town, households) in towns.iter().zip([50, 60]) {
        std::fs::create_dir_all(town).unwrap();
        let grids = format!("村,网格名称,户数\n龙泉村,第一网格,{households}\n");
        std::fs::write(town.join("网格.csv"), grids).unwrap();
        std::fs::write(town.join("走访.csv"), "走访日期,村,网格,户编号\n2024-03-05,龙泉村,第一网格,A1\n")
            .unwrap();
    }
    let [first, second] = towns.each_ref().map(|town| town.to_str().unwrap());
    let report = |args: &[&str]| stdout(&gelan(&[&["report", "--json"], args].concat()));
    let whole = report(&[around.join("全县").to_str().unwrap()]);
    let [parts, parent] =
        [&report(&[first, second]), &whole].map(|text| serde_json::from_str::<Value>(text).unwrap());
    for part in ["counts", "measures", "grids", "findings"] {
        assert_eq!(parts[part], parent[part], "{part}");
    }
    assert_eq!((&parts["counts"]["villages"], &parts["counts"]["households"]), (&2.into(), &110.into()));
    std::fs::remove_dir_all(&around).unwrap();
}

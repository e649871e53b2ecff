//! `gelan check`: the figures of a draft against the data.

use super::data::{DataArgs, today};
use super::failed;
use super::output::print;
use super::text::table;
use crate::draft::{
    Checked, Draft, Verdict, as_html, as_text, check, corrected, named, own_period, read_draft,
};
use crate::figures::Figures;
use crate::model::period::{MonthEnd, PeriodChoice};
use lexopt::{Error, Parser};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Reads, checks and prints. The first path is the draft; the rest is the data. Exit codes: 0 where the draft was
/// checked, whatever the verdicts; 1 where it, or every file, cannot be read.
pub fn run(parser: Parser) -> Result<ExitCode, Error> {
    let (mut as_json, mut copy_to) = (false, None);
    let mut args = DataArgs::parse(parser, |option, parser| {
        match option {
            "json" => as_json = true,
            "copy" => copy_to = Some(PathBuf::from(parser.value()?)),
            "text" | "xlsx" => return Err("check 没有 --text 和 --xlsx；标出更正的稿子用 --copy".into()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    if args.paths.is_empty() {
        return Err("请写出要核的稿子".into());
    }
    let path = args.paths.remove(0);
    let args = args.with_data_or("请在稿子后面写出数据文件或文件夹，或用 --sample 与示例对照")?;
    let draft = match read_draft_file(&path) {
        Ok(draft) => draft,
        Err(sentence) => return Ok(failed(&format!("{}：{sentence}", path.display()))),
    };
    let (mut county, any) = args.county();
    if !any {
        return Ok(failed("没有一个数据文件能读"));
    }
    let end = args.settings.month_end;
    let choice = chosen(args.period, own_period(&draft.text), end);
    let mut figures_of = |choice| county.compute(choice, today()).figures.clone();
    let figures = figures_of(choice);
    let others: Vec<(PeriodChoice, Figures)> = named(&draft.text)
        .into_iter()
        .filter(|c| c.days(end) != figures.period)
        .take(24)
        .map(|c| (c, figures_of(c)))
        .collect();
    let checked = check(&draft.text, &figures, &others);
    if let Some(to) = copy_to {
        let bytes = match copy(&to, &draft, &checked) {
            Ok(bytes) => bytes,
            Err(sentence) => return Ok(failed(&sentence)),
        };
        if let Err(error) = args.output(&[path]).write(&to, &bytes) {
            return Ok(error.report());
        }
    }
    if as_json {
        let list: Vec<Value> = checked.iter().map(as_json_object).collect();
        print(&format!("{}\n", serde_json::to_string_pretty(&list).unwrap_or_default()));
    } else {
        print(&text(&checked, choice));
    }
    Ok(ExitCode::SUCCESS)
}

fn read_draft_file(path: &Path) -> Result<Draft, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("不能读取（{e}）"))?;
    read_draft(&bytes).map_err(|e| e.to_string())
}

/// Returns the draft with its corrections marked, in the format of the path's ending.
fn copy(path: &Path, draft: &Draft, checked: &[Checked]) -> Result<Vec<u8>, String> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    Ok(match (extension.as_str(), &draft.docx) {
        ("html" | "htm", _) => as_html(&draft.text, checked).into_bytes(),
        ("docx", Some(bytes)) => corrected(bytes, checked).map_err(|e| e.to_string())?,
        ("docx", None) => return Err("稿子不是 Word 文档，--copy 请写 .txt 或 .html".to_owned()),
        ("txt", _) => format!("\u{FEFF}{}", as_text(&draft.text, checked)).into_bytes(),
        _ => return Err("--copy 后的文件名请以 .txt、.html 或 .docx 结尾".to_owned()),
    })
}

/// Chooses the `given` period of the command line, else the draft's `own`, else all dates, and reports the choice.
fn chosen(given: Option<PeriodChoice>, own: Option<PeriodChoice>, end: MonthEnd) -> PeriodChoice {
    match (given, own) {
        (Some(given), Some(own)) if own.days(end) != given.days(end) => {
            eprintln!("gelan: 稿中写的是{}，按指定的 {} 核", own.title(), given.title());
            given
        }
        (Some(given), _) => given,
        (None, Some(own)) => {
            eprintln!("gelan: 没有写 --period，按稿中的{}核", own.title());
            own
        }
        (None, None) => {
            eprintln!("gelan: 稿中没有写期间，按全部日期核；要核一段时间请写 --period");
            PeriodChoice::All
        }
    }
}

/// Returns a figure as a JSON object.
fn as_json_object(f: &Checked) -> Value {
    let number = |value: f64| {
        // Whole figures are written as such, which 64-bit floats hold exactly.
        if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
    };
    json!({
        "text": f.text,
        "value": number(f.stated.value()),
        "unit": f.unit,
        "relation": f.exactness.id(),
        "measure": f.measure,
        "computed": f.computed_number().map(number),
        "verdict": f.verdict.id(),
        "reason": f.reason,
        "numerator": f.computed.map(|c| c.numerator),
        "denominator": f.computed.and_then(|c| c.denominator),
        "period": f.period.map(PeriodChoice::title),
        "start": f.figure.start,
        "end": f.figure.end,
    })
}

fn text(checked: &[Checked], choice: PeriodChoice) -> String {
    let count = |v| checked.iter().filter(|f| f.verdict == v).count();
    let out = format!(
        "{}　{} 个数：{} 个不符，{} 个相符，{} 个不低于，{} 个不能核\n\n",
        choice.title(),
        checked.len(),
        count(Verdict::Differs),
        count(Verdict::Agrees),
        count(Verdict::AtLeast),
        count(Verdict::CannotCheck)
    );
    let rows: Vec<Vec<String>> = checked
        .iter()
        .map(|f| {
            let verdict = match f.verdict {
                Verdict::Agrees => "相符",
                Verdict::Differs => "不符",
                Verdict::AtLeast => "不低于",
                Verdict::CannotCheck => "不能核",
            };
            vec![
                f.text.split_whitespace().collect::<Vec<_>>().join(" "),
                verdict.to_owned(),
                f.computed_text().unwrap_or_else(|| "—".to_owned()),
                f.measure.clone().unwrap_or_default(),
                f.reason.clone(),
            ]
        })
        .collect();
    out + &table(&["稿中", "结论", "算出", "指标", "说明"], &rows)
}

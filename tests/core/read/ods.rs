use super::support::*;
use gelan::input::read::{Format, NoteKind, ReadError, Visibility};

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn content(tables: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles><style:style style:name=\"ta2\">\
         <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

fn ods(tables: &str) -> Vec<u8> {
    zip(&[("mimetype", KIND.to_owned()), ("content.xml", content(tables))])
}

fn text(t: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>")
}

#[test]
fn every_type_of_cell() {
    let rows = "<table:table-row>\
        <table:table-cell office:value-type=\"float\" calcext:value-type=\"float\" office:value=\"12.5\"><text:p>12.50</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-05\"><text:p>3月5日</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"time\" office:time-value=\"PT08H30M00S\"><text:p>8:30</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>是</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注</text:p></office:annotation>\
        <text:p>甲<text:span>乙</text:span><text:s text:c=\"2\"/>丙</text:p><text:p>二<text:line-break/>三&amp;</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\" office:string-value=\"值\"/></table:table-row>";
    let kept = read_all(&ods(&format!("<table:table table:name=\"表\">{rows}</table:table>")));
    let expected = "1: 1=12.5 2=0.5 3=2024-03-05 4=08:30:00 5=TRUE 6=#N/A 7=甲乙  丙\n二\n三& 8=值";
    assert_eq!(kept.sheets[0].lines(), [expected]);
    let kinds = ["number", "number", "date", "date", "bool", "error", "text", "text"];
    assert_eq!(kept.sheets[0].kinds(), kinds);
}

#[test]
fn repeats_spans_and_hidden_rows() {
    let table = format!(
        "<table:table table:name=\"表\"><table:table-header-rows><table:table-row>\
         <table:table-cell table:number-columns-spanned=\"3\" office:value-type=\"string\"><text:p>标题</text:p></table:table-cell>\
         <table:covered-table-cell table:number-columns-repeated=\"2\"/></table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\" table:visibility=\"collapse\"><table:table-cell/>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/></table:table-row>\
         <table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>三都村</text:p></table:table-cell>{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
         </table:table>",
        text("第一网格")
    );
    let kept = read_all(&ods(&table));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=标题", "4*: 2=7 3=7", "5*: 2=7 3=7", "6: 1=三都村 2=第一网格"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 1, 3), (6, 1, 7, 1)]);
}

#[test]
fn sheets_hidden_and_shown() {
    let row = format!("<table:table-row>{}</table:table-row>", text("值"));
    let tables = format!(
        "<table:table table:name=\"甲&lt;\"><table:shapes><draw:frame><table:table><table:table-row/></table:table></draw:frame></table:shapes>{row}</table:table>\
         <table:table table:name=\"乙\" table:style-name=\"ta2\">{row}</table:table><table:table table:name=\"空\"/>"
    );
    let kept = read_all(&ods(&tables));
    let seen: Vec<_> =
        kept.sheets.iter().map(|s| (s.info.name.as_str(), s.info.visibility, s.rows.len())).collect();
    assert_eq!(seen[..2], [("甲<", Visibility::Visible, 1), ("乙", Visibility::Hidden, 1)]);
}

#[test]
fn an_empty_table_takes_nothing_of_the_next() {
    let row = format!("<table:table-row>{}</table:table-row>", text("值"));
    let kept = read_all(&ods(&format!(
        "<table:table table:name=\"空\"/><table:table table:name=\"有\">{row}</table:table>"
    )));
    let seen: Vec<_> = kept.sheets.iter().map(|s| (s.info.name.as_str(), s.rows.len())).collect();
    assert_eq!(seen, [("空", 0), ("有", 1)]);
}

#[test]
fn filled_rows_repeated_without_end_stop() {
    let cell = "<table:table-cell table:number-columns-repeated=\"1000\" office:value-type=\"float\" office:value=\"1\"/>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let mut kept = gelan_count(&ods(&format!("<table:table table:name=\"满\">{row}</table:table>")));
    assert_eq!(kept.1.pop().map(|n| n.kind), Some(NoteKind::Limit));
    assert!(kept.0 > 1_000 && kept.0 < 1_048_576);
}

/// The number of rows and the notes; the cells are too many to keep.
fn gelan_count(bytes: &[u8]) -> (usize, Vec<gelan::input::read::Note>) {
    struct Count(usize, Vec<gelan::input::read::Note>);
    impl gelan::input::read::Sink for Count {
        fn sheet(&mut self, _: gelan::input::read::SheetInfo) -> gelan::input::read::Flow {
            gelan::input::read::Flow::Continue
        }
        fn row(&mut self, _: u32, _: bool, _: &[gelan::model::cell::Cell<'_>]) -> gelan::input::read::Flow {
            self.0 += 1;
            gelan::input::read::Flow::Continue
        }
        fn note(&mut self, note: gelan::input::read::Note) {
            self.1.push(note);
        }
    }
    let mut count = Count(0, Vec::new());
    gelan::input::read::read(&mut &*bytes, "a.ods", &gelan::input::read::Options::default(), &mut count)
        .unwrap();
    (count.0, count.1)
}

#[test]
fn encrypted_and_other_documents() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = zip(&[("mimetype", KIND), ("META-INF/manifest.xml", manifest), ("content.xml", "garbage")]);
    assert_eq!(try_read(&locked).0, Err(ReadError::Encrypted));
    let document = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]);
    assert_eq!(try_read(&document).0, Err(ReadError::OtherKind("文字文档（ODT）".into())));
}

#[test]
fn one_flat_file() {
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:mimetype=\"{KIND}\">{}</office:document>",
        content(&format!(
            "<table:table table:name=\"表\"><table:table-row>{}</table:table-row></table:table>",
            text("值")
        ))
        .replace("<?xml version=\"1.0\"?>", "")
    );
    assert_eq!(try_read(flat.as_bytes()).0, Ok(Format::Ods));
    assert_eq!(lines(flat.as_bytes()), ["1: 1=值"]);
}

#[test]
fn iso_dates_and_durations() {
    let shown = |kind: &str, value: &str| {
        let cell = format!(
            "<table:table-cell office:value-type=\"{kind}\" office:{kind}-value=\"{value}\"><text:p>写</text:p></table:table-cell>"
        );
        let table =
            format!("<table:table table:name=\"表\"><table:table-row>{cell}</table:table-row></table:table>");
        lines(&ods(&table)).concat()
    };
    for (kind, value, expected) in [
        ("date", "2024-03-05", "2024-03-05"),
        ("date", "2024-03-05T08:30:00.000", "2024-03-05 08:30:00"),
        ("date", "1899-12-31T08:30:00.000", "08:30:00"),
        ("date", "08:30:00", "08:30:00"),
        ("date", "2024-02-30", "写"),
        ("time", "PT26H30M00S", "26:30:00"),
        ("time", "PT0H5M7.4S", "00:05:07"),
        ("time", "nonsense", "写"),
    ] {
        assert_eq!(shown(kind, value), format!("1: 1={expected}"), "{value}");
    }
}

#[test]
fn a_formula_without_its_result_is_told() {
    let cell =
        |inside: &str| format!("<table:table-cell table:formula=\"of:=1+1\"{inside}</table:table-cell>");
    let rows = [
        cell(" office:value-type=\"float\" office:value=\"2\">"),
        cell(">"),
        cell(" office:value-type=\"string\">"),
    ];
    let table = format!("<table:table><table:table-row>{}</table:table-row></table:table>", rows.concat());
    let kept = read_all(&ods(&table));
    assert_eq!(kept.sheets[0].lines(), ["1: 1=2"]);
    assert_eq!(kept.notes.len(), 1);
}

use super::support::*;
use gelan::input::read::{Format, ReadError, Visibility};

/// A workbook of parts that all have their usual names.
struct Book {
    sheet: String,
    workbook: Option<String>,
    relationships: Option<String>,
    strings: Option<String>,
    styles: Option<String>,
}

impl Book {
    fn of(sheet: &str) -> Self {
        let sheet = format!("<worksheet>{sheet}</worksheet>");
        Self { sheet, workbook: None, relationships: None, strings: None, styles: None }
    }

    fn zip(&self) -> Vec<u8> {
        let workbook = self.workbook.clone().unwrap_or_else(|| {
            "<workbook><sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                .to_owned()
        });
        let relationships = self.relationships.clone().unwrap_or_else(|| {
            rels(&[
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "sharedStrings", "sharedStrings.xml"),
                ("r3", "styles", "styles.xml"),
            ])
        });
        let mut parts = vec![
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", rels(&[("r1", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relationships),
            ("xl/worksheets/sheet1.xml", self.sheet.clone()),
        ];
        parts.extend(self.strings.clone().map(|s| ("xl/sharedStrings.xml", s)));
        parts.extend(self.styles.clone().map(|s| ("xl/styles.xml", s)));
        zip(&parts)
    }
}

fn rels(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/x/{kind}\" Target=\"{target}\"/>"
        )
    };
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

#[test]
fn every_type_of_cell() {
    let mut book = Book::of(
        "<dimension ref=\"A1\"/><sheetData><row r=\"2\">\
         <c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"inlineStr\"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>\
         <c r=\"C2\" t=\"str\"><f>A1&amp;B1</f><v>丙&lt;1</v></c><c r=\"D2\"><v>12.50</v></c>\
         <c r=\"E2\" t=\"b\"><v>1</v></c><c r=\"F2\" t=\"e\"><v>#N/A</v></c>\
         <c r=\"G2\" t=\"d\"><v>2024-03-05T08:30:00</v></c><c r=\"H2\" s=\"1\"/><c r=\"I2\" t=\"str\"><v></v></c>\
         <c r=\"J2\" t=\"n\"><f>1+1</f><v>2</v></c></row></sheetData>",
    );
    book.strings = Some(
        "<sst count=\"9999999\"><si><t>三都</t><rPh sb=\"0\" eb=\"1\"><t>SANDU</t></rPh></si></sst>".into(),
    );
    let kept = read_all(&book.zip());
    assert_eq!(
        kept.sheets[0].lines(),
        ["2: 1=三都 2=甲乙 3=丙<1 4=12.5 5=TRUE 6=#N/A 7=2024-03-05 08:30:00 10=2"]
    );
    let kinds = ["text", "text", "text", "number", "bool", "error", "date", "number"];
    assert_eq!(kept.sheets[0].kinds(), kinds);
    assert_eq!(kept.sheets[0].info.name, "台账");
}

#[test]
fn places_may_be_left_out() {
    let sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c>\
                 <c><v>4</v></c></row><row><c><v>5</v></c></row></sheetData>";
    assert_eq!(lines(&Book::of(sheet).zip()), ["1: 1=1 2=2", "5: 3=3 4=4", "6: 1=5"]);
    // A cell gives its row a number, but never leads back.
    let sheet = "<sheetData><row><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row>\
                 <row><c r=\"A3\"><v>3</v></c><c r=\"C3\"><v>4</v></c></row><row><c><v>5</v></c><c r=\"C9\"><v>6</v></c></row>\
                 <row><c r=\"B1\"><v>7</v></c><c r=\"D1\"><v>8</v></c></row></sheetData>";
    let expected = ["1: 1=1 3=2", "3: 1=3 3=4", "9: 1=5 3=6", "10: 2=7 4=8"];
    assert_eq!(lines(&Book::of(sheet).zip()), expected);
}

#[test]
fn cells_and_attributes_in_any_order() {
    let sheet = "<sheetData><row hidden=\"1\" r='3'><c t=\"str\" r=\"B3\"><v>乙</v></c><c r=\"A3\"><v>1</v></c></row></sheetData>";
    assert_eq!(lines(&Book::of(sheet).zip()), ["3*: 1=1 2=乙"]);
}

#[test]
fn merges_come_before_rows() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>sheetData&gt;</v></c></row></sheetData>\
                 <mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"$B$4:$A$2\"/></mergeCells>";
    let kept = read_all(&Book::of(sheet).zip());
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 1, 3), (2, 1, 4, 2)]);
}

#[test]
fn prefixed_names_are_the_same() {
    let mut book = Book::of("");
    book.sheet = "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row></x:sheetData>\
                  <x:mergeCells><x:mergeCell ref=\"A1:B1\"/></x:mergeCells></x:worksheet>"
        .into();
    let kept = read_all(&book.zip());
    assert_eq!(
        (kept.sheets[0].lines(), kept.sheets[0].merges()),
        (vec!["1: 1=7".to_owned()], vec![(1, 1, 1, 2)])
    );
}

#[test]
fn dates_by_style() {
    let cells: String = (0..6).map(|s| format!("<c s=\"{s}\"><v>45356.5</v></c>")).collect();
    let mut book = Book::of(&format!("<sheetData><row r=\"1\">{cells}</row></sheetData>"));
    book.styles = Some(
        "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>\
         <numFmt numFmtId=\"177\" formatCode=\"0&quot;day&quot;\"/><numFmt numFmtId=\"178\" formatCode=\"[h]:mm\"/></numFmts>\
         <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/><xf numFmtId=\"176\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/></cellXfs></styleSheet>"
            .into(),
    );
    let at = "2024-03-05 12:00:00";
    let expected = format!("1: 1=45356.5 2={at} 3={at} 4={at} 5=45356.5 6=1088556:00:00");
    assert_eq!(lines(&book.zip()), [expected]);
    book.workbook = Some(
        "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"
            .into(),
    );
    assert!(lines(&book.zip())[0].contains("2=2028-03-06 12:00:00"));
}

#[test]
fn escapes_and_line_ends() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D_\nb&#13;c</t></is></c>\
                 <c r=\"B1\" t=\"str\"><v>_x005F_x000D_</v></c></row></sheetData>";
    assert_eq!(lines(&Book::of(sheet).zip()), ["1: 1=a\nb\nc 2=_x000D_"]);
}

#[test]
fn sheets_of_all_sorts() {
    let mut book = Book::of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>");
    book.workbook = Some(
        "<workbook><sheets><sheet name=\"图\" r:id=\"c\"/><sheet name=\"隐&amp;藏\" state=\"hidden\" r:id=\"a\"/>\
         <sheet name=\"深藏\" state=\"veryHidden\" r:id=\"b\"/><sheet name=\"缺\" r:id=\"d\"/></sheets></workbook>"
            .into(),
    );
    book.relationships = Some(rels(&[
        ("a", "worksheet", "/xl/Worksheets/Sheet1.XML"),
        ("b", "worksheet", ".\\worksheets\\sheet1.xml"),
        ("c", "chartsheet", "chartsheets/sheet1.xml"),
        ("d", "worksheet", "worksheets/sheet9.xml"),
    ]));
    let kept = read_all(&book.zip());
    let seen: Vec<_> =
        kept.sheets.iter().map(|s| (s.info.name.as_str(), s.info.visibility, s.rows.len())).collect();
    assert_eq!(seen, [("隐&藏", Visibility::Hidden, 1), ("深藏", Visibility::VeryHidden, 1)]);
    assert_eq!(kept.notes.len(), 1);
    assert_eq!(kept.notes[0].sheet, "缺");
}

#[test]
fn a_text_that_is_not_there_is_told_once() {
    let sheet = "<sheetData><row r=\"1\"><c t=\"s\"><v>5</v></c><c t=\"s\"><v>6</v></c><c><v>1</v></c></row></sheetData>";
    let kept = read_all(&Book::of(sheet).zip());
    assert_eq!((kept.sheets[0].lines(), kept.notes.len()), (vec!["1: 3=1".to_owned()], 1));
}

#[test]
fn a_sheet_that_breaks_off_keeps_its_rows() {
    let mut book = Book::of("");
    book.sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2"
            .into();
    let kept = read_all(&book.zip());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1", "2: 1=2"]);
    assert_eq!(kept.notes.len(), 1);
}

#[test]
fn a_wrong_checksum_is_told() {
    let mut bytes = Book::of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>").zip();
    let name = b"xl/worksheets/sheet1.xml";
    let at = bytes.windows(name.len()).rposition(|w| w == name).unwrap();
    // In the central directory the checksum is 30 bytes before the name.
    bytes[at - 30] ^= 0xFF;
    let kept = read_all(&bytes);
    assert_eq!((kept.sheets[0].lines(), kept.notes.len()), (vec!["1: 1=1".to_owned()], 1));
}

#[test]
fn other_packages_are_named() {
    let package = |main: &str| {
        zip(&[
            ("[Content_Types].xml", ""),
            ("_rels/.rels", &rels(&[("r", "officeDocument", main)])),
            (main, "<a/>"),
        ])
    };
    assert_eq!(try_read(&package("word/document.xml")).0, Err(ReadError::OtherKind("Word 文档".into())));
    assert_eq!(try_read(&package("ppt/presentation.xml")).0, Err(ReadError::OtherKind("演示文稿".into())));
    let encrypted = compound_of(&[("EncryptionInfo", &[0; 64]), ("EncryptedPackage", &[0; 64])]);
    assert_eq!(try_read(&encrypted).0, Err(ReadError::Encrypted));
    assert_eq!(try_read(&Book::of("<sheetData/>").zip()).0, Ok(Format::Xlsx));
}

#[test]
fn a_cut_file_says_so() {
    let bytes = Book::of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>").zip();
    for length in [4, 30, bytes.len() / 2, bytes.len() - 30] {
        assert!(matches!(try_read(&bytes[..length]).0, Err(ReadError::Damaged(_))), "{length}");
    }
}

#[test]
fn escapes_that_are_none() {
    let sheet = "<sheetData><row r=\"1\"><c t=\"str\"><v>a_x000D__x000A_b</v></c><c t=\"str\"><v>_x005F_x000D_</v></c>\
                 <c t=\"str\"><v>_x12_ _xZZZZ_ 村_x</v></c><c t=\"str\"><v>a\r\nb\rc</v></c></row></sheetData>";
    let expected = "1: 1=a\nb 2=_x000D_ 3=_x12_ _xZZZZ_ 村_x 4=a\nb\nc";
    assert_eq!(lines(&Book::of(sheet).zip()), [expected]);
}

#[test]
fn targets_from_the_root() {
    let mut book = Book::of("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>");
    for target in [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "..\\xl\\worksheets\\sheet1.xml",
    ] {
        book.relationships = Some(rels(&[("r1", "worksheet", target)]));
        assert_eq!(lines(&book.zip()), ["1: 1=1"], "{target}");
    }
}

/// What a cell of `number` shows under the number format `code`; empty where it is no date.
fn shown(number: f64, code: &str, is_1904: bool) -> String {
    let escaped = code.replace('&', "&amp;").replace('"', "&quot;");
    let mut book =
        Book::of(&format!("<sheetData><row r=\"1\"><c s=\"1\"><v>{number}</v></c></row></sheetData>"));
    book.styles = Some(format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"{escaped}\"/></numFmts>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>"
    ));
    let date = if is_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    book.workbook =
        Some(format!("<workbook>{date}<sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"));
    lines(&book.zip())[0].trim_start_matches("1: 1=").to_owned()
}

#[test]
fn codes_of_dates_and_of_numbers() {
    for (expected, codes) in [
        (
            "2024-03-05 12:00:00",
            &[
                "yyyy\"年\"m\"月\"d\"日\"",
                "[$-804]yyyy/m/d;@",
                "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
                "m月d日",
                "mmm",
                "[DBNum1][$-804]yyyy\"年\"m\"月\"",
                "yyyy-mm-dd hh:mm:ss",
            ][..],
        ),
        ("12:00:00", &["h:mm", "[$-804]上午/下午h\"时\"mm\"分\";@", "mm:ss.0", "h:mm AM/PM"][..]),
        ("1088556:00:00", &["[h]:mm:ss", "[mm]:ss", "[s]"][..]),
        (
            "45356.5",
            &[
                "General",
                "G/通用格式",
                "0.00",
                "#,##0\"days\"",
                "0.00E+00",
                "[Red]0;[Blue]-0",
                "_ * #,##0_ ;_ * -#,##0_ ",
                "0\"户\"",
                "\\d0",
                "@",
                "0;yyyy",
            ][..],
        ),
        (
            "45356.5",
            &[
                "[DBNum2][$-804]General",
                "[Red]General",
                "\"第\"General\"网格\"",
                "\"约\"G/通用格式\"户\"",
                "[DBNum1][$-804]G/通用格式",
                "[>100]General;[Red]General",
                "general\\ \"户\"",
                "_-* General_-",
                "[=1]\"是\";[=0]\"否\";General",
                "0!d",
                "Standard",
            ],
        ),
        ("2024-03-05 12:00:00", &["yyyy-mm-dd;General", "aaaa", "[$-804]aaaa;@", "h AM/PM aaa"]),
    ] {
        for code in codes {
            // A code of times shows a time only of the first day.
            let number = if expected == "12:00:00" { 0.5 } else { 45_356.5 };
            assert_eq!(shown(number, code, false), expected, "{code}");
        }
    }
}

#[test]
fn serial_numbers() {
    for (number, expected) in [
        (45_356.0, "2024-03-05"),
        (45_356.354_166_666_664, "2024-03-05 08:30:00"),
        (1.0, "1900-01-01"),
        (59.0, "1900-02-28"),
        (60.0, "60"),
        (61.0, "1900-03-01"),
        (2_958_465.0, "9999-12-31"),
        (2_958_466.0, "2958466"),
        (-1.0, "-1"),
        (45_355.999_999_999, "2024-03-05"),
    ] {
        assert_eq!(shown(number, "yyyy-mm-dd", false), expected);
    }
    assert_eq!(shown(43_894.0, "yyyy-mm-dd", true), "2024-03-05");
    for (number, code, expected) in [
        (45_356.0, "[>=1000]yyyy-mm-dd;0", "2024-03-05"),
        (12.0, "[>=1000]yyyy-mm-dd;0", "12"),
        (45_356.0, "[<1000]0;yyyy-mm-dd", "2024-03-05"),
        (45_356.0, "[<1000]General;[Red]yyyy-mm-dd", "2024-03-05"),
        (0.5, "[<1]h:mm;yyyy-mm-dd", "12:00:00"),
        (45_356.0, "[<0]0;[>=1000]yyyy-mm-dd;0", "2024-03-05"),
        (12.0, "[<0]0;[>=1000]yyyy-mm-dd;0", "12"),
        (45_356.0, "[>50000]0;0;yyyy-mm-dd", "2024-03-05"),
        (45_356.0, "[=0]\"无\";yyyy-mm-dd", "2024-03-05"),
    ] {
        assert_eq!(shown(number, code, false), expected, "{number} {code}");
    }
    assert_eq!(shown(0.354_166_666_666_666_7, "h:mm", false), "08:30:00");
    assert_eq!(shown(1.104_166_666_666_666_7, "[h]:mm", false), "26:30:00");
}

#[test]
fn a_formula_without_its_result_is_told_once() {
    let rows = "<sheetData><row r=\"1\"><c><f>1+1</f><v>2</v></c><c t=\"str\"><f>T(A9)</f><v></v></c></row>\
                <row r=\"2\"><c><f>10+10</f></c><c><v>80</v></c></row><row r=\"3\"><c><f>5+5</f><v></v></c><c><f>2-2</f><v>0</v></c></row>\
                <row r=\"4\"><c t=\"str\"><f>T(A1)</f></c><c><v>0</v></c></row></sheetData>";
    let mut book = Book::of(rows);
    let kept = read_all(&book.zip());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=2", "2: 2=80", "3: 2=0", "4: 2=0"]);
    assert_eq!(kept.notes.iter().map(|n| n.row).collect::<Vec<_>>(), [Some(2)]);
    assert!(kept.notes[0].message.contains("公式"));
    // A program that leaves all computing to Excel stores 0.
    book.workbook = Some(
        "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets><calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>"
            .to_owned(),
    );
    assert_eq!(read_all(&book.zip()).sheets[0].lines(), ["1: 1=2", "2: 2=80", "4: 2=0"]);
}

/// Rows of a value or a text each have a reader of their own; a comment before them leads to the one for all rows.
#[test]
fn plain_rows_are_read_as_all_others_are() {
    let rows = [
        "<row r=\"1\" spans=\"1:9\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>0</v></c></row>",
        "<row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"b\"><v>true</v></c><c r=\"B2\" t=\"b\"><v>0</v></c><c><v>-1.5e3</v></c></row>",
        "<row r=\"4\"><c r=\"B4\" s=\"1\"><v>45356</v></c><c r=\"C4\" s=\"9\"><v>7</v></c><c r=\"D4\" s=\"1\"/><c r=\"E4\"></c></row>",
        "<row r=\"5\" /><row r=\"6\"><c r=\"AA6\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 甲&amp;乙\n</t></is></c></row>",
        "\n<row r=\"7\">\n<c r=\"A7\" t=\"str\"><v>&#26449;</v></c>\n<c r=\"B7\" t=\"n\"><v> 3 </v></c></row>",
        // From here on not all is plain.
        "<row r=\"8\"><c r=\"A8\" t=\"s\"><v>7</v></c><c r=\"B8\"><v>9</v></c></row>",
        "<row><c r=\"A9\" t=\"str\"><v>a_x000D_&#13;b</v></c><c r=\"B9\"><f>1+1</f><v>2</v></c></row>",
        "<row r=\"010\"><c r=\"A10\" t=\"e\"><v>#N/A</v></c><c r=\"b10\"><v>1</v></c><c r=\"C11\"><v>NaN</v></c></row>",
        "<row r=\"12\"><c r=\"A12\" t=\"s\"><v>1</v></c></row>",
    ];
    let read = |before: &str, rows: &str| {
        let mut book = Book::of(&format!("{before}<sheetData>{rows}</sheetData>"));
        book.strings = Some("<sst><si><t>村</t></si><si><t>网格</t></si></sst>".into());
        book.styles = Some(
            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".into(),
        );
        let kept = read_all(&book.zip());
        (format!("{:?}", kept.sheets), format!("{:?}", kept.notes))
    };
    // Each row also as the first, where the other reader begins at once.
    for from in 0..rows.len() {
        let text = rows.get(from..).unwrap().concat();
        assert_eq!(read("", &text), read("<!-- -->", &text), "from {from}");
    }
}

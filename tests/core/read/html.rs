use super::support::*;
use gelan::input::read::{Format, ReadError};

#[test]
fn a_table_under_the_name_of_a_workbook() {
    let page = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><style>td{color:red}</style></head>\
                <body><table border=1><caption>轮训 情况</caption><thead><tr><th>姓名<th>村</tr></thead>\
                <tr><td>张一</td><td>三都村&nbsp;<br/>第一<b>网格</b></td></tr><tr><td></td></tr><TR><TD>李二</TABLE>";
    let (result, kept) = try_read(&gbk(page));
    assert_eq!(result, Ok(Format::Html));
    let expected = ["1: 1=轮训 情况", "2: 1=姓名 2=村", "3: 1=张一 2=三都村\n第一网格", "5: 1=李二"];
    assert_eq!(kept.sheets[0].lines(), expected);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 1, 2)]);
}

#[test]
fn the_bytes_say_more_than_the_page() {
    let page =
        |charset: &str| format!("<html><meta charset={charset}><table><tr><td>三都村</td></tr></table>");
    assert_eq!(lines(page("gbk").as_bytes()), ["1: 1=三都村"]);
    assert_eq!(lines(&gbk(&page("utf-8"))), ["1: 1=三都村"]);
    assert_eq!(lines(&utf16(&format!("\u{FEFF}{}", page("gb2312")), true)), ["1: 1=三都村"]);
}

#[test]
fn spans_and_hidden_rows() {
    let page = "<table><tr><td rowspan=2>三都村<td colspan=2>第一网格</tr><tr style='DISPLAY: none'><td>1<td>2</tr><tr><td>a<td colspan=3 style='mso-ignore:colspan'>b</table>";
    let kept = read_all(page.as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=三都村 2=第一网格", "2*: 2=1 3=2", "3: 1=a 2=b"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 1), (1, 2, 1, 3)]);
}

#[test]
fn several_tables_and_one_within_another() {
    let page = "<html><table><tr><td>外<table><tr><td>内</td></tr></table>层</td></tr></table><table></table><table><tr><td>三</td></tr></table>";
    let kept = read_all(page.as_bytes());
    let seen: Vec<_> = kept.sheets.iter().map(|s| (s.info.name.as_str(), s.lines().concat())).collect();
    assert_eq!(
        seen,
        [
            ("table1", "1: 1=外层".to_owned()),
            ("table2", "1: 1=内".to_owned()),
            ("table4", "1: 1=三".to_owned())
        ]
    );
}

#[test]
fn a_page_without_a_table() {
    let page = "<!DOCTYPE html><html><body>请先登录</body></html>";
    assert_eq!(try_read(page.as_bytes()).0, Err(ReadError::OtherKind("没有表格的网页".into())));
}

#[test]
fn deep_nesting_and_broken_tags_end() {
    for piece in [
        "<table><tr><td>x",
        "<td rowspan=99999 colspan=99999>x",
        "<td a=\"",
        "<!--",
        "&",
        "<table>",
        "</table>",
        "<",
    ] {
        let page = format!("<html><table><tr><td>始</td>{}", piece.repeat(20_000));
        let (result, kept) = try_read(page.as_bytes());
        assert!(result.is_ok(), "{piece}: {result:?}");
        assert!(kept.sheets[0].lines()[0].contains("1=始"), "{piece}");
    }
}

#[test]
fn spans_reach_over_rows() {
    let page =
        "<table><tr><td rowspan=2>1<td colspan=\"2\">2<td>4<tr style='display: none'><td>2<tr><td>1</table>";
    let kept = read_all(page.as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1 2=2 4=4", "2*: 2=2", "3: 1=1"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 1), (1, 2, 1, 3)]);
}

#[test]
fn takes_a_page_apart() {
    let page =
        "<html><style>td{a:b}</style><!--[if x]><td>no</td><![endif]--><TABLE border=1><td><b>三都</b> 1<2";
    assert_eq!(lines(page.as_bytes()), ["1: 1=三都 1<2"]);
}

#[test]
fn attributes() {
    let page =
        "<table><tr><td class=\"rowspan=9\" rowspan='2' COLSPAN = 3 x:num nowrap>1<td>4<tr><td>4</table>";
    let kept = read_all(page.as_bytes());
    assert_eq!(kept.sheets[0].lines(), ["1: 1=1 4=4", "2: 4=4"]);
    assert_eq!(kept.sheets[0].merges(), [(1, 1, 2, 3)]);
}

#[test]
fn text_as_shown() {
    let page = "<table><tr><td>  三都村\r\n  &nbsp;&lt;1&gt; A&B &#24352;&#x4E09; <td>甲 <br> 乙</table>";
    assert_eq!(lines(page.as_bytes()), ["1: 1=三都村  <1> A&B 张三 2=甲\n乙"]);
}

#[test]
fn values_that_office_programs_write_beside_the_text() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><style>\n<!--table {x:y}\n\
        .xl24\n\t{mso-style-parent:style0;\n\tmso-number-format:\"yyyy\\0022年\\0022m\\0022月\\0022d\\0022日\\0022\";}\n\
        .xl25, .xl26\n\t{color:red;mso-number-format:\"\\@\";}\n.xl27 {mso-number-format:\"Short Date\"}-->\n</style><table>\
        <tr><td x:num=\"45356\">########</td><td class=xl24 x:num=\"45356\">########</td>\
        <td class='xl27' x:num=\"45356\">3/5</td><td x:num=\"13300001111\">1.33E+10</td>\
        <td x:num=\"45356\">2024-3-5</td><td class=xl25 x:str=\"000123\">0001..</td><td x:num>30</td></tr>\
        <tr><td x:num=\"1234.5\" style='mso-number-format:\"\\#\\,\\#\\#0\"'>1,235</td>\
        <td style='mso-number-format:\"h\\:mm\"' x:num=\"0.5\">####</td>\
        <td sdval=\"45356\" sdnum=\"2052;0;YYYY-MM-DD\">###</td><td sdval=\"12\" sdnum=\"2052;\">12户</td>\
        <td x:num=\"none\">甲</td><td x:str>乙</td></tr></table></html>";
    let kept = read_all(page.as_bytes());
    let expected = [
        "1: 1=45356 2=2024-03-05 3=2024-03-05 4=13300001111 5=2024-3-5 6=000123 7=30",
        "2: 1=1234.5 2=12:00:00 3=2024-03-05 4=12 5=甲 6=乙",
    ];
    assert_eq!(kept.sheets[0].lines(), expected);
    let kinds = &kept.sheets[0].kinds()[..7];
    assert_eq!(kinds, ["number", "date", "date", "number", "text", "text", "text"]);
}

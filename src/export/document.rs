//! A text as a Word document in the layout of official documents (GB/T 9704-2012): A4, title in 小标宋 of size 2, text in
//! 仿宋 of size 3 on lines of 28 points, numbered pages. Fonts are named with those that stand in where they are missing.

use crate::text::markup::push_escaped;
use crate::text::zip::stored;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A paragraph: its font, its size in half points, and the rest of its properties.
fn paragraph(out: &mut String, text: &str, font: &str, size: u32, properties: &str) {
    *out += &format!(
        r#"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">"#
    );
    push_escaped(out, text);
    *out += "</w:t></w:r></w:p>";
}

/// Returns the document of a text: its first line is the title, each other one a paragraph.
pub fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for (i, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        if i == 0 {
            let centred =
                r#"<w:spacing w:line="640" w:lineRule="exact" w:after="480"/><w:jc w:val="center"/>"#;
            paragraph(&mut body, line, "方正小标宋简体", 44, centred);
        } else {
            let indented = r#"<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>"#;
            paragraph(&mut body, line, "仿宋_GB2312", 32, indented);
        }
    }
    let part = |name: &str| format!(r#"<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{name}"#);
    let relation = |n: u32, what: &str, target: &str| {
        format!(r#"<Relationship Id="r{n}" Type="{OFFICE}/{what}" Target="{target}"/>"#)
    };
    let font = |name: &str, other: &str| {
        format!(r#"<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>"#)
    };
    let number = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let files = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{}.main+xml"/>{}+xml"/>{}+xml"/></Types>"#,
                part("document"),
                part("fontTable"),
                part("footer")
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{RELATIONS}">{}</Relationships>"#,
                relation(1, "officeDocument", "word/document.xml")
            ),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                r#"<Relationships xmlns="{RELATIONS}">{}{}</Relationships>"#,
                relation(1, "fontTable", "fontTable.xml"),
                relation(2, "footer", "footer.xml")
            ),
        ),
        (
            "word/document.xml",
            format!(
                r#"<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr></w:body></w:document>"#
            ),
        ),
        (
            "word/fontTable.xml",
            format!(
                r#"<w:fonts xmlns:w="{MAIN}">{}{}</w:fonts>"#,
                font("方正小标宋简体", "宋体"),
                font("仿宋_GB2312", "仿宋")
            ),
        ),
        (
            "word/footer.xml",
            format!(
                r#"<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>{number}<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#
            ),
        ),
    ];
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let files = files.map(|(name, xml)| (name.to_owned(), HEAD.to_owned() + &xml));
    stored(&files)
}

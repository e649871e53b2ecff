//! 数据 in real browsers: the row behind a finding, findings to send back, corrections to take along.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use serde_json::{Value, json};

both!(
    shows_the_row_behind_a_finding,
    shows_a_row_inside_a_zip,
    says_where_a_row_cannot_be_shown,
    exports_the_findings_that_the_filters_leave,
    a_finding_that_was_looked_at_is_ticked_off,
    takes_corrections_to_another_computer,
    brings_back_what_was_taken_out,
    on_a_phone_files_that_ask_for_nothing_stand_behind_a_line,
    says_what_to_do_with_files_for_an_engine,
);

const VISITS: &str = "入户走访记录,,,\n村,网格,网格员,走访日期\n甲村,第一网格,王一,2024-03-01\n甲村,第一网格,王二,2024-13-05\n\
    乙村,第二网格,,2024-03-07\n乙村,第二网格,=王四,2024-03-08\n";

/// Drops files and opens the findings of wrong dates.
async fn load(page: &Page, files: &[(&str, &[u8])]) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", files).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the findings", "document.querySelector('[data-code=date-invalid]')").await?;
    page.click("[data-code=date-invalid] .row").await
}

/// What the shown rows look like: row, whether it is meant, cells; and the heading that is marked.
async fn rows(page: &Page) -> Result<Value> {
    page.wait_for("the rows", "document.querySelector('#rows[data-state=ready]')").await?;
    page.run(
        "return [
            [...document.querySelectorAll('#rows tbody tr')].map(r =>
                [r.dataset.row, r.getAttribute('aria-current'), [...r.querySelectorAll('td')].map(c => c.textContent)]),
            [...document.querySelectorAll('#rows th[data-marked]')].map(h => h.textContent)]",
        &[],
    )
    .await
}

fn wanted() -> Value {
    json!([
        [
            ["2", null, ["村", "网格", "网格员", "走访日期"]],
            ["3", null, ["甲村", "第一网格", "王一", "2024-03-01"]],
            ["4", "true", ["甲村", "第一网格", "王二", "2024-13-05"]],
            ["5", null, ["乙村", "第二网格", "", "2024-03-07"]],
            ["6", null, ["乙村", "第二网格", "=王四", "2024-03-08"]]
        ],
        ["D走访日期"]
    ])
}

async fn shows_the_row_behind_a_finding(page: &Page) -> Result<()> {
    load(page, &[("走访.csv", VISITS.as_bytes())]).await?;
    page.click("[data-code=date-invalid] [data-place]").await?;
    let shown = rows(page).await?;
    ensure!(shown == wanted(), "{shown}");
    let marked = page.text("#rows [aria-current] th").await?;
    ensure!(marked.contains('▸'), "the row is marked by colour only: {marked}");
    // No cell stands a character a line.
    let high = "return [...document.querySelectorAll('#rows td')]
        .filter(e => e.textContent.length < 12 && e.clientHeight > 40).map(e => e.textContent)";
    let high = page.run(high, &[]).await?;
    ensure!(high.as_array().is_some_and(Vec::is_empty), "{high}");
    page.click("[data-code=date-invalid] [data-place]").await?;
    page.wait_for("the end", "!document.querySelector('#rows')").await?;
    page.quiet().await
}

async fn shows_a_row_inside_a_zip(page: &Page) -> Result<()> {
    let packed = stored("六月/走访.csv", VISITS.as_bytes());
    load(page, &[("汇总.zip", &packed)]).await?;
    page.click("[data-place^=\"汇总.zip/六月/走访.csv\"]").await?;
    let shown = rows(page).await?;
    ensure!(shown == wanted(), "{shown}");
    page.quiet().await
}

async fn says_where_a_row_cannot_be_shown(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    let path = page.home().write("走访.csv", VISITS.as_bytes())?;
    page.choose("#files", &[&path]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the findings", "document.querySelector('[data-code=date-invalid]')").await?;
    page.click("[data-code=date-invalid] .row").await?;
    std::fs::remove_file(&path)?;
    page.click("[data-code=date-invalid] [data-place]").await?;
    page.wait_for("a sentence", "document.querySelector('#rows[data-state=failed]')").await?;
    let sentence = page.text("#rows").await?;
    ensure!(sentence.chars().count() > 8, "{sentence}");
    page.quiet().await
}

async fn exports_the_findings_that_the_filters_leave(page: &Page) -> Result<()> {
    let other = VISITS.replace("2024-13-05", "=1+1").replace("甲村", "丙村");
    load(page, &[("走访.csv", VISITS.as_bytes()), ("另.csv", other.as_bytes())]).await?;
    page.run(
        "for (const [id, value] of [['#finding-file', '另.csv'], ['#finding-code', 'date-invalid']]) {
            const list = document.querySelector(id);
            list.value = value;
            list.dispatchEvent(new Event('change', {bubbles: true}));
         }",
        &[],
    )
    .await?;
    let one = "document.querySelectorAll('[data-code]').length === 1";
    page.wait_for("the filters", one).await?;
    page.click("#findings .saveas summary").await?;
    page.click("#findings [data-tool=csv]").await?;
    let csv = String::from_utf8(page.downloaded("提示清单.csv").await?)?;
    let lines: Vec<&str> =
        csv.strip_prefix('\u{FEFF}').context("no byte order mark")?.split_terminator("\r\n").collect();
    ensure!(lines.len() == 2, "{lines:?}");
    ensure!(lines.first() == Some(&"程度,问题,文件,工作表,行,列,原值,处数,各行,说明"), "{lines:?}");
    let line = lines.get(1).context("a line")?;
    ensure!(line.starts_with("需要改正,日期有误,另.csv,,4,走访日期,'=1+1,"), "{line}");
    page.click("#findings .saveas summary").await?;
    page.click("#findings [data-tool=xlsx]").await?;
    let book = page.downloaded("提示清单.xlsx").await?;
    ensure!(book.starts_with(b"PK\x03\x04"), "no workbook");
    page.quiet().await
}

/// The numbers of the navigation and of the page's first line; 0 where there is none.
async fn numbers(page: &Page) -> Result<Value> {
    page.run(
        "return [document.querySelector('nav [data-page=data] sup'), document.querySelector('#lead [data-count]')]
            .map(e => e ? Number(e.dataset.count ?? e.textContent) : 0)",
        &[],
    )
    .await
}

async fn a_finding_that_was_looked_at_is_ticked_off(page: &Page) -> Result<()> {
    load(page, &[("走访.csv", VISITS.as_bytes())]).await?;
    let before = numbers(page).await?;
    ensure!(before[0] == before[1] && before[0].as_u64() > Some(0), "{before}");
    page.click("[data-code=date-invalid] [data-tick=true]").await?;
    page.wait_for("it aside", "document.querySelector('.noted [data-code=date-invalid][data-ticked]')")
        .await?;
    let after = numbers(page).await?;
    ensure!(
        after[0] == after[1] && after[0].as_u64().map(|n| n + 1) == before[0].as_u64(),
        "{before} {after}"
    );
    page.click("#mappings-save").await?;
    let saved = page.downloaded("gelan-mappings.json").await?;
    let stored = page.run("return JSON.stringify(localStorage)", &[]).await?;
    ensure!(!stored.to_string().contains("date-invalid"), "the browser keeps it: {stored}");

    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("走访.csv", VISITS)]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("it asks again", "document.querySelector('[data-code=date-invalid] [data-tick=true]')")
        .await?;
    let file = page.home().write("带来的.json", &saved)?;
    page.choose("#mappings", &[file]).await?;
    page.wait_for("it aside again", "document.querySelector('.noted [data-code=date-invalid][data-ticked]')")
        .await?;
    page.click("[data-code=date-invalid] [data-tick=false]").await?;
    page.wait_for("it back", "document.querySelector('[data-code=date-invalid] [data-tick=true]')").await?;
    ensure!(numbers(page).await? == before);
    page.quiet().await
}

async fn takes_corrections_to_another_computer(page: &Page) -> Result<()> {
    let text = "所在地,片区,住户数量\n甲村,第一网格,10\n";
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("片区.csv", text)]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the table", "document.querySelector('[data-table]')").await?;
    ensure!(page.run("return !document.querySelector('#mappings-save')", &[]).await? == json!(true));
    page.click("[data-table] button.row").await?;
    page.wait_for("its kind", "document.querySelector('[data-kind-choice]')").await?;
    page.run(
        "const list = document.querySelector('[data-kind-choice]');
         list.value = [...list.options].find(o => o.textContent.trim() === '网格').value;
         list.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )
    .await?;
    let chosen = "document.documentElement.dataset.state === 'ready' && document.querySelector('[data-table]').dataset.kind";
    page.wait_for("the choice", chosen).await?;
    page.click("#mappings-save").await?;
    let saved = page.downloaded("gelan-mappings.json").await?;
    ensure!(!String::from_utf8_lossy(&saved).contains("甲村"), "values of the data are in the file");

    page.run("localStorage.clear()", &[]).await?;
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[("片区.csv", text)]).await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.wait_for("the table", "document.querySelector('[data-table]')").await?;
    ensure!(page.run("return document.querySelector('[data-table]').dataset.kind", &[]).await? == json!(""));
    let wrong = page.home().write("别的.json", b"{}")?;
    page.choose("#mappings", &[wrong]).await?;
    page.wait_for("a sentence", "document.querySelector('#notice.bad')").await?;
    let right = page.home().write("带来的.json", &saved)?;
    page.choose("#mappings", &[right]).await?;
    page.wait_for("the choice again", chosen).await?;
    let notice = page.text("#notice").await?;
    ensure!(notice.contains("1 种表") && notice.contains("1 个文件"), "{notice}");
    page.quiet().await
}

/// A zip of one stored file.
fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let crc = !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 })
    });
    let (size, length) = (bytes.len() as u32, name.len() as u16);
    let mut fields: Vec<u8> = [20_u16, 1 << 11, 0, 0, 0x21].iter().flat_map(|v| v.to_le_bytes()).collect();
    fields.extend([crc, size, size].iter().flat_map(|v| v.to_le_bytes()));
    fields.extend([length, 0].iter().flat_map(|v| v.to_le_bytes()));
    let mut out = [b"PK\x03\x04", fields.as_slice(), name.as_bytes(), bytes].concat();
    let at = out.len() as u32;
    out.extend([b"PK\x01\x02\x14\0", fields.as_slice(), &[0; 14], name.as_bytes()].concat());
    let directory = out.len() as u32 - at;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend([directory, at].iter().flat_map(|v| v.to_le_bytes()));
    out.extend([0, 0]);
    out
}

/// Presses 撤销 where it stands: what is computed meanwhile may move it from under a pointer.
async fn take_back(page: &Page) -> Result<()> {
    page.wait_for("撤销", "document.querySelector('#undo')").await?;
    page.run("document.querySelector('#undo').click()", &[]).await.map(|_| ())
}

async fn brings_back_what_was_taken_out(page: &Page) -> Result<()> {
    const LEAVING: &str = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    page.open("").await?;
    page.state("empty").await?;
    ensure!(page.run(LEAVING, &[]).await? == json!(false), "nothing is lost on an empty page");
    let grids = "村,网格名称,户数,网格员\n甲村,第一网格,40,王一\n乙村,第二网格,30,李二\n";
    page.drop_files("body", &[("网格.csv", grids.as_bytes()), ("走访.csv", VISITS.as_bytes())]).await?;
    page.state("ready").await?;
    ensure!(page.run(LEAVING, &[]).await? == json!(true), "leaving would lose the files, unasked");
    let facts = page.run("return document.querySelector('#sentence').textContent", &[]).await?;
    page.click("nav [data-page=data]").await?;
    page.click("[data-file='走访.csv'] .line .button").await?;
    page.wait_for("one file", "document.querySelectorAll('[data-file]').length === 1").await?;
    take_back(page).await?;
    page.wait_for("both files", "document.querySelectorAll('[data-file]').length === 2").await?;
    page.state("ready").await?;
    page.click("nav [data-page=data]").await?;
    page.click("#clear").await?;
    page.click("#clear-all-yes").await?;
    page.state("empty").await?;
    take_back(page).await?;
    page.state("ready").await?;
    page.click("nav [data-page=overview]").await?;
    page.wait_for(
        "the same sentence",
        &format!("document.querySelector('#sentence')?.textContent === {facts}"),
    )
    .await?;
    page.quiet().await
}

async fn on_a_phone_files_that_ask_for_nothing_stand_behind_a_line(page: &Page) -> Result<()> {
    page.resize(390, 844).await?;
    let grids = "村,网格名称,户数\n甲村,第一网格,10\n乙村,第二网格,10\n";
    load(page, &[("走访.csv", VISITS.as_bytes()), ("网格.csv", grids.as_bytes())]).await?;
    let shown =
        "return [...document.querySelectorAll('.files > li')].filter(li => li.offsetHeight > 0).length";
    ensure!(page.run(shown, &[]).await? == 1);
    page.click(".fold").await?;
    page.wait_for("both files", "document.querySelector('.fold').getAttribute('aria-expanded') === 'true'")
        .await?;
    ensure!(page.run(shown, &[]).await? == 2);
    page.resize(1440, 900).await?;
    ensure!(page.run("return document.querySelector('.fold').offsetHeight", &[]).await? == 0);
    page.quiet().await
}

async fn says_what_to_do_with_files_for_an_engine(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    for (name, says) in [("汇总.sql", "这是查询"), ("visits.parquet", "Parquet 表")] {
        page.drop_files("body", &[(name, b"PAR1")]).await?;
        page.wait_for(name, &format!("document.body.textContent.includes('{says}')")).await?;
    }
    page.quiet().await
}

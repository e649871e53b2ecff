//! What goes out: the menu by keyboard, the report, the text, the templates, a table as CSV.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};

both!(saves_the_report, shows_the_text, saves_templates_and_tables);

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await
}

async fn saves_the_report(page: &Page) -> Result<()> {
    sample(page).await?;
    // The first figures are of all dates; which period fits shows only then.
    page.wait_for("the period", "document.querySelector('#period-now').textContent.includes('2024')").await?;
    let period = page.run("return document.querySelector('#period-now').textContent", &[]).await?;
    let period = period.as_str().unwrap_or_default();
    page.keys("#export", "\u{E015}").await?;
    page.wait_for("the first line", "document.activeElement.id === 'export-xlsx'").await?;
    page.keys("#export-xlsx", "\u{E00C}").await?;
    page.wait_for(
        "the menu shut",
        "document.querySelector('#export').getAttribute('aria-expanded') === 'false'",
    )
    .await?;
    page.wait_for("the focus back", "document.activeElement.id === 'export'").await?;
    page.click("#export").await?;
    page.click("#export-xlsx").await?;
    let book = page.downloaded(&format!("好花红镇基层治理报表 {period}.xlsx")).await?;
    ensure!(book.starts_with(b"PK\x03\x04") && book.len() > 20_000, "no workbook: {} bytes", book.len());
    page.quiet().await
}

async fn shows_the_text(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("#export").await?;
    page.click("#export-text").await?;
    let text = page.run("return document.querySelector('#bulletin-text').value", &[]).await?;
    let text = text.as_str().context("a text")?;
    ensure!(text.starts_with("好花红镇") && text.contains("划分网格157个"), "{text}");
    page.click("#bulletin-save").await?;
    let saved = String::from_utf8(page.downloaded("通报文字.txt").await?)?;
    ensure!(saved.trim_start_matches('\u{FEFF}').replace("\r\n", "\n") == text, "{saved}");
    page.click("#bulletin-word").await?;
    let word = page.downloaded("通报文字.docx").await?;
    ensure!(word.starts_with(b"PK"), "no document");
    page.click("#bulletin-close").await?;
    page.wait_for("the end", "!document.querySelector('#bulletin')").await?;
    page.quiet().await
}

async fn saves_templates_and_tables(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.click("#templates").await?;
    let book = page.downloaded("格览空白模板.xlsx").await?;
    ensure!(book.starts_with(b"PK\x03\x04"), "no workbook");
    sample(page).await?;
    page.click("nav [data-page=grids]").await?;
    page.click("[data-saves=grid-table] summary").await?;
    page.click("[data-saves=grid-table] [data-tool=csv]").await?;
    let csv = String::from_utf8(page.downloaded("各网格.csv").await?)?;
    let lines: Vec<&str> = csv.strip_prefix('\u{FEFF}').context("a mark")?.split_terminator("\r\n").collect();
    ensure!(lines.len() == 157 + 2, "{} lines", lines.len());
    page.click("[data-saves=grid-table] summary").await?;
    page.click("[data-saves=grid-table] [data-tool=xlsx]").await?;
    ensure!(page.downloaded("各网格.xlsx").await?.starts_with(b"PK"), "no workbook");
    page.quiet().await
}

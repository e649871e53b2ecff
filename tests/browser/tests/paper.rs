//! What comes out of the printer: 总览 on one sheet, and no table that loses a column.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use unicode_normalization::UnicodeNormalization;

both!(the_overview_is_one_sheet, no_page_loses_a_column, long_tables_repeat_their_headings);

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.wait_for("the period", "document.querySelector('#period-now').textContent.includes('2024')")
        .await
        .map(drop)
}

/// The text of each sheet, without the gaps that a PDF has between its pieces.
async fn sheets(page: &Page) -> Result<Vec<String>> {
    let pdf = page.print().await?;
    let sheets = pdf_extract::extract_text_from_mem_by_pages(&pdf).context("reading the PDF")?;
    Ok(sheets.into_iter().map(|t| plain(&t)).collect())
}

/// Fonts share a drawing between a radical and its character, and a PDF may name either: what is not made one by
/// their compatibility is unknown.
fn plain(text: &str) -> String {
    let known = |c| if ('\u{2E80}'..'\u{2F00}').contains(&c) { '\u{FFFD}' } else { c };
    text.nfkc().filter(|c| !c.is_whitespace()).map(known).collect()
}

/// How often a text stands in another. The reader does not know every character of Firefox's fonts either; what is
/// unknown may be anything as long as the rest is known.
fn count(text: &str, wanted: &str) -> usize {
    let (text, wanted): (Vec<char>, Vec<char>) = (text.chars().collect(), plain(wanted).chars().collect());
    text.windows(wanted.len())
        .filter(|w| {
            let unknown = w.iter().filter(|c| **c == '\u{FFFD}').count();
            unknown * 2 <= wanted.len() && w.iter().zip(&wanted).all(|(a, b)| a == b || *a == '\u{FFFD}')
        })
        .count()
}

async fn the_overview_is_one_sheet(page: &Page) -> Result<()> {
    sample(page).await?;
    let sheets = sheets(page).await?;
    ensure!(sheets.len() == 1, "{} sheets: {sheets:?}", sheets.len());
    let text = &sheets[0];
    for wanted in
        ["好花红镇基层治理总览", "2024-06-30", "打印", "三都村", "未达目标", "超期最久的诉求", "政协委员"]
    {
        ensure!(count(text, wanted) > 0, "no {wanted} in {text}");
    }
    for other in ["导出", "分享快照", "添加文件", "CSV"] {
        ensure!(count(text, other) == 0, "{other} is printed: {text}");
    }
    page.quiet().await
}

async fn no_page_loses_a_column(page: &Page) -> Result<()> {
    sample(page).await?;
    for (id, last) in [
        ("coverage", "matrix"),
        ("grids", "grid-table"),
        ("representatives", "persons"),
        ("activities", "activity-table"),
    ] {
        page.click(&format!("nav [data-page={id}]")).await?;
        let title =
            format!("document.querySelector('#{last} thead th:last-child button')?.textContent.trim()");
        let title = page.wait_for("the last heading", &title).await?;
        let title = title.as_str().context("a heading")?;
        let all = sheets(page).await?.concat();
        // Not every character can be read from the file; the sum of the last column is figures.
        let sum = format!("return document.querySelector('#{last} tfoot td:last-child')?.textContent ?? ''");
        let sum = page.run(&sum, &[]).await?;
        let sum = sum.as_str().filter(|sum| !sum.is_empty()).unwrap_or(title);
        ensure!(count(&all, title) + count(&all, sum) > 0, "{id}: no {title} and no {sum} in {all}");
        page.resize(703, 1000).await?;
        page.on_paper().await?;
        let wide = page.sticks_out().await?;
        let cut = "return [...document.querySelectorAll('.sheet')].filter(e => e.scrollWidth > e.clientWidth + 1).length";
        let cut = page.run(cut, &[]).await?;
        ensure!(wide == 0 && cut == 0, "{id}: {wide} px stick out, {cut} tables are wider than the sheet");
        page.scheme(false).await?;
        page.resize(1280, 900).await?;
    }
    page.quiet().await
}

async fn long_tables_repeat_their_headings(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=grids]").await?;
    page.wait_for("the table", "document.querySelector('#grid-table')").await?;
    let sheets = sheets(page).await?;
    ensure!(sheets.len() > 3, "{} sheets", sheets.len());
    // The first has the drawing.
    for (i, text) in sheets.iter().skip(1).take(3).enumerate() {
        ensure!(count(text, "受理诉求") > 0 && count(text, "走访用时") > 0, "sheet {}: {text}", i + 2);
    }
    let all = sheets.concat();
    ensure!(count(&all, "网格") > 157 && count(&all, "三都村") > 0, "{} rows: {all}", count(&all, "网格"));
    page.quiet().await
}

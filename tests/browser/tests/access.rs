//! Every page, in both themes, wide and on a phone, without a finding of axe-core, and none wider than its window.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use std::path::PathBuf;

both!(empty_page, every_page_wide, every_page_on_a_phone, tables_sort_by_keyboard);

const WIDE: (u32, u32) = (1440, 900);
const PHONE: (u32, u32) = (360, 740);

async fn empty_page(page: &Page) -> Result<()> {
    for (size, dark) in [(WIDE, false), (PHONE, true)] {
        page.resize(size.0, size.1).await?;
        page.scheme(dark).await?;
        page.open("").await?;
        page.state("empty").await?;
        none(check(page, "the empty page").await?)?;
    }
    Ok(())
}

async fn every_page_wide(page: &Page) -> Result<()> {
    every_page(page, WIDE).await
}

async fn every_page_on_a_phone(page: &Page) -> Result<()> {
    every_page(page, PHONE).await
}

async fn tables_sort_by_keyboard(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    page.click("nav [data-page=grids]").await?;
    page.wait_for("the grids", "document.querySelector('th[data-column=households] button')").await?;
    // Return and the space bar alike, and the values stand in their order.
    for key in ["\u{e007}", " "] {
        let before =
            page.run("return document.querySelector('th[data-column=households]').ariaSort", &[]).await?;
        page.keys("th[data-column=households] button", key).await?;
        let script = format!("document.querySelector('th[data-column=households]').ariaSort !== {before}");
        page.wait_for("another order", &script).await?;
        let script = "
            const head = document.querySelector('th[data-column=households]');
            const at = [...head.parentElement.children].indexOf(head);
            const rows = [...head.closest('table').querySelectorAll('tbody tr[data-row]')];
            const values = rows.map(r => Number(r.children[at].textContent.replace(/\\D/g, ''))).slice(0, 8);
            const sorted = values.slice().sort((a, b) => a - b);
            if (head.ariaSort === 'descending') sorted.reverse();
            return values.length > 4 && JSON.stringify(values) === JSON.stringify(sorted);";
        ensure!(page.run(script, &[]).await? == serde_json::json!(true), "after {key:?}");
        ensure!(
            page.run("return document.activeElement.closest('th')?.dataset.column", &[]).await?
                == "households"
        );
    }
    page.quiet().await
}

async fn every_page(page: &Page, size: (u32, u32)) -> Result<()> {
    page.resize(size.0, size.1).await?;
    page.open("sample").await?;
    page.state("ready").await?;
    let names =
        page.run("return [...document.querySelectorAll('nav [data-page]')].map(a => a.dataset.page)", &[]);
    let names: Vec<String> = serde_json::from_value(names.await?)?;
    ensure!(names.len() > 4, "{names:?}");
    let mut found = Vec::new();
    for name in names {
        page.click(&format!("nav [data-page={name}]")).await?;
        page.wait_for(&name, &format!("document.documentElement.dataset.page === '{name}'")).await?;
        for dark in [false, true] {
            page.scheme(dark).await?;
            found.extend(check(page, &format!("{name}, {}", if dark { "dark" } else { "light" })).await?);
        }
    }
    page.click("nav [data-page=representatives]").await?;
    page.wait_for("the people", "document.querySelector('#persons tbody tr th a')").await?;
    page.click("#persons tbody tr th a").await?;
    page.wait_for("a person", "document.querySelector('#person')").await?;
    for dark in [false, true] {
        page.scheme(dark).await?;
        found.extend(check(page, &format!("a person, {}", if dark { "dark" } else { "light" })).await?);
    }
    none(found)
}

fn none(found: Vec<String>) -> Result<()> {
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// The source of axe-core. Nothing of it goes into the page, whose policy would stop it: the driver runs it there.
fn axe() -> Result<String> {
    let path = std::env::var_os("GELAN_AXE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/axe-core/package/axe.min.js"),
        PathBuf::from,
    );
    std::fs::read_to_string(&path)
        .with_context(|| format!("{}: `sh scripts/setup.sh test` fetches axe-core", path.display()))
}

/// What is found, a line each.
async fn check(page: &Page, what: &str) -> Result<Vec<String>> {
    let run = "
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
            ({violations}) => violations.flatMap(({id, nodes}) => nodes.slice(0, 5).map(node =>
                id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)),
            reason => [String(reason)],
        ).then(done);";
    let found = page.client().execute_async(&format!("{}\n{run}", axe()?), Vec::new()).await?;
    let mut found: Vec<String> = serde_json::from_value(found)?;
    let over =
        "const {scrollWidth, clientWidth} = document.documentElement; return scrollWidth - clientWidth";
    let over = page.run(over, &[]).await?;
    if over != serde_json::json!(0) {
        found.push(format!("{over} pixels wider than the window"));
    }
    Ok(found.into_iter().map(|line| format!("{what}: {line}")).collect())
}

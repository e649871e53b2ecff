//! Every figure of every page answers a press: it is a figure's button, a cell or a mark that leads to its rows.

#![allow(clippy::unwrap_used)]

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(every_figure_of_every_page_can_be_pressed, every_figure_of_a_place_and_a_person_can_be_pressed);

/// Where numbers stand that are no figures of the data: settings, a trial, words and marks that say a figure again; those of
/// one case or one grid, whose row leads to it; hours by the standards; and what a list says of whom it names.
const OTHERS: &str = "#assumed, [data-after], .lines, .soft, .legend, .facts, .axis, #place-cases, #place-grids, #place-charge, .parts";

/// That no number of the page in sight stands for itself.
async fn all_lead(page: &Page, name: &str, least: i64) -> Result<()> {
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    let script = "
        const numbers = 'td, dd, .big, .share, .fraction, [data-ratio], .card em, .rank em';
        const leads = '[data-subject], [data-mark]';
        return [...document.querySelectorAll('main')].flatMap(main => [...main.querySelectorAll(numbers)])
            .filter(e => /[0-9]/.test(e.textContent) && e.checkVisibility?.() !== false)
            .filter(e => !e.closest(leads) && !e.querySelector(leads) && !e.closest(arguments[0]))
            .map(e => `${e.tagName} ${e.className} in ${e.closest('[id]')?.id}: ${e.textContent.slice(0, 40)}`)
            .slice(0, 20);";
    let found = page.run(script, &[OTHERS.into()]).await?;
    let found: Vec<String> = serde_json::from_value(found)?;
    ensure!(found.is_empty(), "{name}: {}", found.join("\n"));
    let script = "return document.querySelectorAll('main [data-subject], main [data-mark]').length";
    let figures = page.run(script, &[]).await?.as_i64().unwrap_or(0);
    ensure!(figures > least, "{name} has {figures} figures");
    Ok(())
}

async fn sample(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await
}

async fn every_figure_of_every_page_can_be_pressed(page: &Page) -> Result<()> {
    sample(page).await?;
    // 数据 and 设置 tell of files and choices, and show no figures.
    for name in ["overview", "coverage", "grids", "representatives", "activities", "trends"] {
        page.click(&format!("nav [data-page={name}]")).await?;
        page.wait_for(name, &format!("document.documentElement.dataset.page === '{name}'")).await?;
        all_lead(page, name, 10).await?;
    }
    page.quiet().await
}

async fn every_figure_of_a_place_and_a_person_can_be_pressed(page: &Page) -> Result<()> {
    sample(page).await?;
    page.click("nav [data-page=coverage]").await?;
    page.click("#matrix tr[data-row='好花红村'] th a").await?;
    page.wait_for("the village", "!!document.querySelector('#place-grids tbody th a')").await?;
    all_lead(page, "a village", 10).await?;
    // The page is drawn again when what it tells of single rows is there.
    page.run("document.querySelector('#place-grids tbody tr th a').click()", &[]).await?;
    page.wait_for("the grid", "document.querySelectorAll('#path li').length === 3").await?;
    all_lead(page, "a grid", 5).await?;
    page.click("nav [data-page=representatives]").await?;
    page.wait_for("people", "document.querySelector('#persons tbody th a')").await?;
    page.click("#persons tbody th a").await?;
    page.wait_for("the person", "document.querySelector('#person')").await?;
    all_lead(page, "a person", 5).await?;
    page.quiet().await
}

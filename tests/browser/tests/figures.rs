//! Every figure of every page answers a press: it is a figure's button, a cell or a mark that leads to its rows.

#![allow(clippy::unwrap_used)]

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(every_figure_of_every_page_can_be_pressed);

/// Where numbers stand that are no figures of the data, and why.
const OTHERS: &str = "#assumed, [data-after], .lines, .soft, .legend, .facts, .axis";

async fn every_figure_of_every_page_can_be_pressed(page: &Page) -> Result<()> {
    page.open("sample").await?;
    page.state("ready").await?;
    // 数据 and 设置 tell of files and choices, and show no figures.
    for name in ["overview", "coverage", "grids", "representatives", "activities", "trends"] {
        page.click(&format!("nav [data-page={name}]")).await?;
        page.wait_for(name, &format!("document.documentElement.dataset.page === '{name}'")).await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        let script = "
            const numbers = 'td, dd, .big, .percent, .fraction, [data-ratio], .card em, .rank em';
            const leads = '[data-subject], [data-mark]';
            return [...document.querySelectorAll('main')].flatMap(main => [...main.querySelectorAll(numbers)])
                .filter(e => /[0-9]/.test(e.textContent) && e.checkVisibility?.() !== false)
                .filter(e => !e.closest(leads) && !e.querySelector(leads) && !e.closest(arguments[0]))
                .map(e => `${e.tagName} ${e.className} in ${e.closest('[id]')?.id}: ${e.textContent.slice(0, 40)}`)
                .slice(0, 20);";
        let found = page.run(script, &[OTHERS.into()]).await?;
        let found: Vec<String> = serde_json::from_value(found)?;
        ensure!(found.is_empty(), "{name}: {}", found.join("\n"));
        let figures =
            page.run("return document.querySelectorAll('main [data-subject], main [data-mark]').length", &[]);
        ensure!(figures.await?.as_i64().unwrap_or(0) > 10, "{name} has figures");
    }
    page.quiet().await
}

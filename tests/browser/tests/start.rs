//! The page starts from disk, alone, and asks nobody for anything.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};

both!(opens_empty, talks_to_a_worker);

async fn opens_empty(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.wait_for("the start text goes", "!document.querySelector('#start')").await?;
    page.quiet().await
}

/// A stand-in until files are read in workers: answers come in order, and a panic ends in words.
async fn talks_to_a_worker(page: &Page) -> Result<()> {
    page.open("").await?;
    page.wait_for("the second answer", "document.documentElement.dataset.echo === 'two'").await?;
    let gone = page.wait_for("the panic", "document.documentElement.dataset.gone").await?;
    ensure!(gone.as_str().is_some_and(|text| text.contains("asked to")), "{gone}");
    Ok(())
}

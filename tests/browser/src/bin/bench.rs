//! What the README claims of the page's speed, measured in Chromium on the built file over file://.
//!
//! `bench [--runs N] [PATH…]`: the first paint and the start of the empty page, and for files or folders
//! given (or in `GELAN_BENCH_FILES`) the time from their drop to the shown figures. Medians, with the
//! fastest and the slowest.

use std::path::PathBuf;

use anyhow::{Context, Result};
use browser_tests::{Kind, Page, block_on, built_page, read_folder};
use lexopt::prelude::*;

/// Noted in the page from its first moment, by a clock that starts with the navigation.
const WATCH: &str = "
    new MutationObserver(() => {
        const state = document.documentElement && document.documentElement.dataset.state;
        if (state === 'empty' && !window.gelanEmpty) window.gelanEmpty = performance.now();
    }).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-state']});";

fn main() -> Result<()> {
    let (mut runs, mut paths) = (9, Vec::new());
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("runs") => runs = args.value()?.parse()?,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if let (true, Some(given)) = (paths.is_empty(), std::env::var_os("GELAN_BENCH_FILES")) {
        paths.extend(std::env::split_paths(&given));
    }
    block_on(bench(runs, &paths))
}

async fn bench(runs: usize, paths: &[PathBuf]) -> Result<()> {
    let html = built_page()?;
    let page = Page::start(Kind::Chromium, &html).await?;
    page.before_each_load(WATCH).await?;
    let bytes = std::fs::metadata(&html)?.len();
    println!("{}: {bytes} bytes, {runs} runs, median (fastest to slowest)", html.display());

    let (mut paints, mut starts) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        page.open("").await?;
        page.state("empty").await?;
        let paint = "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime";
        paints.push(page.wait_for("the first paint", paint).await?.as_f64().context("a time")?);
        starts.push(page.wait_for("the start", "window.gelanEmpty").await?.as_f64().context("a time")?);
    }
    print("empty page, first paint", &mut paints);
    print("empty page, ready for files", &mut starts);

    let mut files = Vec::new();
    for path in paths {
        files.extend(read_folder(path)?);
    }
    if !files.is_empty() {
        let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
        let mut drops = Vec::new();
        for _ in 0..runs {
            page.open("").await?;
            page.state("empty").await?;
            let took = page.time_drop("body", &files, "ready").await?;
            drops.push(took.as_secs_f64() * 1000.0);
        }
        print(&format!("{} files, {bytes} bytes, drop to figures shown", files.len()), &mut drops);
    }
    Ok(())
}

fn print(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    if let (Some(first), Some(middle), Some(last)) = (times.first(), times.get(times.len() / 2), times.last())
    {
        println!("{what}: {middle:.0} ms ({first:.0} to {last:.0})");
    }
}

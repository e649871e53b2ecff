//! What the README claims of the page's speed, measured in Chromium on the built file over file://.
//!
//! `bench [--runs N] [PATH…]`: the first paint, when files can be given and when the program is there, and for files or
//! folders given (or in `GELAN_BENCH_FILES`) the time from their drop to the shown figures. Then the time that a million
//! visits and 2,000 files take (`--jobs 0` leaves them out), beside what was measured before and what is aimed at
//! (docs/speed.md). Medians, with the fastest and the slowest. Last, once, how long the page is away at most while it
//! reads a large file (`--large MB`, 90 unless told; 0 leaves it out).
//!
//! Last, the largest memory of the page's process for files of bad, repeated and unlisted rows, beside the limit, and that of
//! `gelan` (`GELAN`, or target/release/gelan) where it is built: `--mess MB`, 100 unless told, 0 leaves it out; with
//! `--only RECIPE` nothing else is done.
//!
//! `bench --country FOLDER`: the time and the memory that all snapshots of a folder's files take to become one table.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use browser_tests::{Kind, Page, block_on, built_page, mess, read_folder};
use lexopt::prelude::*;
use serde_json::json;

/// Noted in the page from its first moment, by a clock that starts with the navigation.
const WATCH: &str = "
    new MutationObserver(() => {
        const state = document.documentElement && document.documentElement.dataset.state;
        if (state === 'empty' && !window.gelanEmpty) window.gelanEmpty = performance.now();
    }).observe(document, {attributes: true, subtree: true, attributeFilter: ['data-state']});
    // Given by the script that takes files.
    Object.defineProperty(window, 'gelanFiles', {configurable: true, set(value) {
        window.gelanTakes = performance.now();
        Object.defineProperty(window, 'gelanFiles', {value});
    }});";

/// Notes the longest time between two frames and between two ticks of a clock.
const GAPS: &str = "
    const gaps = window.gelanGaps = {frame: 0, tick: 0, over: 0, at: []};
    let frame = performance.now(), tick = frame;
    const start = frame;
    const draw = () => {
        const now = performance.now();
        if (now - frame > 100) { gaps.over += 1; gaps.at.push([Math.round(frame - start), Math.round(now - frame)]); }
        gaps.frame = Math.max(gaps.frame, now - frame);
        frame = now;
        requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    setInterval(() => {
        const now = performance.now();
        gaps.tick = Math.max(gaps.tick, now - tick);
        tick = now;
    }, 5);";

/// Goes to another page, and says after how many milliseconds that was drawn.
const CLICK: &str = "
    const start = performance.now();
    document.querySelector('nav [data-page=' + arguments[0] + ']').click();
    return new Promise(done => {
        const look = () => document.documentElement.dataset.page === arguments[0]
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
            : setTimeout(look);
        look();
    });";

fn main() -> Result<()> {
    let (mut runs, mut jobs, mut large, mut paths, mut country) = (9, 3, 90, Vec::new(), None);
    let (mut mess, mut only) = (100, Vec::new());
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("country") => country = Some(PathBuf::from(args.value()?)),
            Long("runs") => runs = args.value()?.parse()?,
            Long("jobs") => jobs = args.value()?.parse()?,
            Long("mess") => mess = args.value()?.parse()?,
            Long("only") => only.push(args.value()?.string()?),
            Long("large") => large = args.value()?.parse()?,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if let (true, Some(given)) = (paths.is_empty(), std::env::var_os("GELAN_BENCH_FILES")) {
        paths.extend(std::env::split_paths(&given));
    }
    match country {
        Some(folder) => return block_on(bench_country(&folder)),
        None if only.is_empty() => block_on(bench(runs, jobs, large, &paths))?,
        None => {}
    }
    if mess > 0 { block_on(bench_mess(mess, &only)) } else { Ok(()) }
}

async fn bench_mess(megabytes: usize, only: &[String]) -> Result<()> {
    let built = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/release/gelan");
    let gelan = std::env::var_os("GELAN").map_or_else(|| PathBuf::from(built), PathBuf::from);
    mess::bench(&built_page()?, &gelan, megabytes << 20, only).await
}

async fn bench(runs: usize, jobs: usize, large: usize, paths: &[PathBuf]) -> Result<()> {
    let html = built_page()?;
    let page = Page::start(Kind::Chromium, &html).await?;
    page.before_each_load(WATCH).await?;
    let bytes = std::fs::metadata(&html)?.len();
    println!("{}: {bytes} bytes, {runs} runs, median (fastest to slowest)", html.display());

    let (mut paints, mut takes, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        page.open("").await?;
        page.state("empty").await?;
        let paint = "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime";
        paints.push(page.wait_for("the first paint", paint).await?.as_f64().context("a time")?);
        takes.push(page.wait_for("the queue", "window.gelanTakes").await?.as_f64().context("a time")?);
        starts.push(page.wait_for("the start", "window.gelanEmpty").await?.as_f64().context("a time")?);
    }
    print("empty page, first paint", &mut paints);
    print("empty page, takes files (before: 526; aimed at: 153)", &mut takes);
    print("empty page, the program is there (before: 526)", &mut starts);

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
    if jobs > 0 {
        bench_jobs(&page, jobs).await?;
    }
    if large > 0 {
        answers(&page, large << 20).await?;
    }
    Ok(())
}

/// Chooses the file of `#job` through the page's own queue, with the list of grids, and says how long that took.
const RUN: &str = "
    const done = arguments[0], file = document.querySelector('#job').files[0];
    window.__run(file).then(ran => done(ran.ms), wrong => done(String(wrong)));";

/// Times a million visits in two encodings, and many files.
async fn bench_jobs(page: &Page, runs: usize) -> Result<()> {
    let visits = large(81 << 20);
    let rows = visits.lines().count() - 1;
    let chinese = encoding_rs::GB18030.encode(visits.trim_start_matches('\u{FEFF}')).0.into_owned();
    for (what, bytes) in [
        ("UTF-8 (before: 4660; aimed at: 870)", visits.into_bytes()),
        ("GB18030 (before: 4020; aimed at: 900)", chinese),
    ] {
        let file = page.home().write("入户走访.csv", &bytes)?;
        let mut times = Vec::new();
        for _ in 0..runs {
            page.open("bench").await?;
            page.state("empty").await?;
            let put = "window.__beside = arguments[0];
                document.body.append(Object.assign(document.createElement('input'), {type: 'file', id: 'job'}));";
            page.run(put, &[grids().into()]).await?;
            page.choose("#job", &[&file]).await?;
            let took = page.client().execute_async(RUN, Vec::new()).await?;
            times.push(took.as_f64().with_context(|| format!("{what}: {took}"))?);
        }
        print(&format!("{rows} visits in {what}, figures of all dates"), &mut times);
    }
    asked(page).await?;
    let mut files = Vec::new();
    for file in 0..2_000 {
        let text = large(2_000).replace("2024-", &format!("{}-", 2020 + file % 5));
        files.push(page.home().write(&format!("走访{file}.csv"), text.as_bytes())?);
    }
    page.open("").await?;
    page.state("empty").await?;
    let start = Instant::now();
    page.choose("#files", &files).await?;
    while page.run("return document.documentElement.dataset.state", &[]).await? != "ready" {
        ensure!(start.elapsed() < Duration::from_secs(600), "not read after ten minutes");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    print(
        "2000 files of 2 KB, once (before: 52700; aimed at: 5000)",
        &mut [start.elapsed().as_secs_f64() * 1000.0],
    );
    Ok(())
}

/// Does something to an element, and says after how many milliseconds the page changed last.
const LAST_CHANGE: &str = "
    const [what, value, done] = arguments, start = performance.now();
    let last = start, quiet;
    const end = () => { watch.disconnect(); done(last - start); };
    const watch = new MutationObserver(() => {
        last = performance.now();
        clearTimeout(quiet);
        quiet = setTimeout(end, 250);
    });
    watch.observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});
    const element = document.querySelector(what);
    if (!element) return done(what + ' is missing');
    if (value === null) element.click();
    else { element.value = value; element.dispatchEvent(new Event('change', {bubbles: true})); }
    quiet = setTimeout(end, 3000);";

/// Asks for other periods and for one village, with all visits loaded.
async fn asked(page: &Page) -> Result<()> {
    let (half, village) = (json!(null), json!(VILLAGES[1]));
    for (what, element, value) in [
        ("the half-year", "[data-period=half]", half.clone()),
        ("a quarter", "[data-period=quarter]", half.clone()),
        ("a month", "[data-period=month]", half.clone()),
        ("the year", "[data-period=year]", half.clone()),
        ("all dates", "#period-which", json!("all")),
        ("the grids' page", "nav [data-page=grids]", half),
        ("one village there", "#village", village),
    ] {
        let took = page.client().execute_async(LAST_CHANGE, vec![json!(element), value]).await?;
        println!("  {what}: {:.0} ms", took.as_f64().with_context(|| took.to_string())?);
    }
    Ok(())
}

/// Reads a list of grids, then visits to them of so many bytes, and looks on.
async fn answers(page: &Page, bytes: usize) -> Result<()> {
    let (list, visits) = (page.home().write("网格.csv", grids().as_bytes())?, large(bytes));
    let rows = visits.lines().count() - 1;
    let visits = page.home().write("入户走访.csv", visits.as_bytes())?;
    page.open("").await?;
    page.state("empty").await?;
    page.choose("#files", &[list]).await?;
    page.state("ready").await?;
    page.run(GAPS, &[]).await?;
    let start = Instant::now();
    page.choose("#files", &[visits]).await?;
    page.state("reading").await?;
    let mut clicks = Vec::new();
    for name in ["grids", "coverage", "data", "overview"] {
        tokio::time::sleep(Duration::from_millis(400)).await;
        clicks.push(page.run(CLICK, &[name.into()]).await?.as_f64().context("a time")?);
    }
    let state = "return document.documentElement.dataset.state";
    ensure!(page.run(state, &[]).await? == "reading", "the file was read before the page was asked");
    while page.run(state, &[]).await? != "ready" {
        ensure!(start.elapsed() < Duration::from_secs(600), "not read after ten minutes");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let gaps = page.run("return window.gelanGaps", &[]).await?;
    println!(
        "{rows} rows, {bytes} bytes of visits, read in about {} s; meanwhile at most {:.0} ms between frames, {:.0} ms between ticks, {} gaps over 100 ms {}",
        start.elapsed().as_secs(),
        gaps["frame"].as_f64().unwrap_or_default(),
        gaps["tick"].as_f64().unwrap_or_default(),
        gaps["over"],
        gaps["at"],
    );
    print("another page, asked for while reading", &mut clicks);
    Ok(())
}

const VILLAGES: [&str; 6] = ["东山村", "西河村", "南坪村", "北冲村", "中寨村", "上坝村"];

fn grids() -> String {
    let mut text = "\u{FEFF}村,网格,户数\r\n".to_owned();
    for village in VILLAGES {
        for grid in 1..=9 {
            let _ = write!(text, "{village},{village}第{grid}网格,80\r\n");
        }
    }
    text
}

/// Visits, as an office's system writes them.
fn large(bytes: usize) -> String {
    let mut text = "\u{FEFF}编号,走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\r\n".to_owned();
    for i in 0.. {
        if text.len() >= bytes {
            break;
        }
        let (village, grid, house) = (VILLAGES[i % VILLAGES.len()], i / 6 % 9 + 1, i / 54 % 80 + 1);
        let (month, day, minutes) = (i % 6 + 1, i / 6 % 28 + 1, i % 40 + 5);
        let _ = write!(
            text,
            "{i},2024-{month:02}-{day:02},{village},{village}第{grid}网格,网格员{grid},{grid:03}{house:03},日常走访,{minutes}\r\n"
        );
    }
    text
}

fn print(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    if let (Some(first), Some(middle), Some(last)) = (times.first(), times.get(times.len() / 2), times.last())
    {
        println!("{what}: {middle:.0} ms ({first:.0} to {last:.0})");
    }
}

/// A country takes no longer.
const LONGEST: Duration = Duration::from_secs(1_800);

async fn bench_country(folder: &Path) -> Result<()> {
    let html = built_page()?;
    let page = Page::start(Kind::Chromium, &html).await?;
    let mut paths: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        paths.push(entry?.path().canonicalize()?.display().to_string());
    }
    paths.sort();
    let lines: usize =
        paths.iter().map(|p| Ok(std::fs::read_to_string(p)?.lines().count())).sum::<Result<_>>()?;
    page.open("").await?;
    page.state("empty").await?;
    page.click("[data-page=rollup]").await?;
    page.wait_for("the page", "document.querySelector('#roll-files')").await?;
    let before = mess::peak(&page);
    let start = Instant::now();
    page.keys("#roll-files", &paths.join("\n")).await?;
    let ready = format!(
        "const table = document.querySelector('#rollup');
         return !document.querySelector('#roll-busy') && Number(table && table.dataset.shown) === {lines}
            && table.querySelectorAll('tbody tr[data-row]').length > 10;"
    );
    while !page.run(&ready, &[]).await?.as_bool().unwrap_or(false) {
        if start.elapsed() > LONGEST {
            let shown = page.run("return document.querySelector('#rollup')?.dataset.shown", &[]).await?;
            bail!("only {shown} of {lines} after {LONGEST:?}");
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let took = start.elapsed();
    let now = mess::peak(&page);
    println!(
        "{}: {} files, {lines} snapshots, until the table shows: {:.1} s",
        html.display(),
        paths.len(),
        took.as_secs_f64()
    );
    println!(
        "the page's process, largest resident memory: {} MB (empty page {} MB)",
        now >> 20,
        before >> 20
    );
    let start = Instant::now();
    page.click("#rollup [data-column=households] button").await?;
    page.wait_for("the order", "document.querySelector('#rollup [data-column=households]').getAttribute('aria-sort') === 'descending'").await?;
    println!("sorted anew: {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    page.run(
        "const box = document.querySelector('#roll-find');
         box.value = '青青';
         box.dispatchEvent(new Event('input', {bubbles: true}));",
        &[],
    )
    .await?;
    let narrowed = format!("Number(document.querySelector('#rollup').dataset.shown) < {lines}");
    page.wait_for("what is found", &narrowed).await?;
    println!("searched: {} ms", start.elapsed().as_millis());
    let total = page.run("return document.querySelector('#roll-sentence').textContent", &[]).await?;
    println!("{}", total.as_str().unwrap_or_default());
    Ok(())
}

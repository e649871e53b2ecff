//! Large files of bad, repeated and unlisted rows, as no office makes them and an old system's export may: how much memory
//! the page takes for them, and the command line.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::{Kind, Page};

/// The most memory that the page's process may take for any of them, in MB, and the most that the command line may.
pub const MOST: [u64; 2] = [700, 500];

/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(1_800);

const VILLAGES: [&str; 6] = ["东山村", "西河村", "南坪村", "北冲村", "中寨村", "上坝村"];
const HEAD: &str = "编号,走访日期,村,网格,网格员,户编号,走访类型,时长（分钟）\n";

/// A kind of mess.
pub struct Recipe {
    /// Its name.
    pub name: &'static str,
    /// Whether a list of grids is loaded beside it.
    lists: bool,
    /// A row without its end.
    row: fn(usize) -> String,
}

/// All of them: no two cells alike and none of them right; dates without a year; places on no list, each another or some
/// hundred; without any list; rows that come again.
pub const RECIPES: [Recipe; 8] = [
    Recipe { name: "bad", lists: false, row: bad },
    Recipe { name: "bad-beside-lists", lists: true, row: bad },
    Recipe {
        name: "no-year",
        lists: true,
        row: |i| format!("{i},{}月{}日,{}", i % 12 + 1, i % 28 + 1, good(i)),
    },
    Recipe { name: "unlisted", lists: true, row: unlisted },
    Recipe {
        name: "unlisted-few",
        lists: true,
        row: |i| {
            format!("{i},{},无{}村,第{}网格,张{},H{i},日常,{}", date(i), i % 100, i % 9, i % 999, i % 40)
        },
    },
    Recipe { name: "no-list", lists: false, row: unlisted },
    Recipe { name: "repeated", lists: true, row: |i| format!("{i},{},{}", date(i % 5000), good(i % 5000)) },
    Recipe { name: "pairs", lists: true, row: |i| format!("{i},{},{}", date(i / 2), house(i / 2)) },
];

fn date(i: usize) -> String {
    format!("2024-{:02}-{:02}", i % 6 + 1, i / 6 % 28 + 1)
}

fn good(i: usize) -> String {
    house(i / 54 % 80 + i % 6 * 100)
}

fn house(i: usize) -> String {
    let (village, grid) = (VILLAGES[i % VILLAGES.len()], i / 6 % 9 + 1);
    format!("{village},{village}第{grid}网格,网格员{grid},户{i},日常走访,{}", i % 40 + 5)
}

fn bad(i: usize) -> String {
    format!("{i},2024-13-{}x{i},无村{i},无网格{i},张{i},H{i},日常,负{i}", i % 90)
}

fn unlisted(i: usize) -> String {
    format!("{i},{},无{i}村,无网格{i},张{i},H{i},日常,{}", date(i), i % 40 + 5)
}

/// Writes the files of a recipe, the large one last, of at least so many bytes; returns them and the number of rows.
///
/// # Errors
/// Those of the disk.
pub fn write(recipe: &Recipe, bytes: usize, folder: &Path) -> Result<(Vec<PathBuf>, usize)> {
    let mut paths = Vec::new();
    if recipe.lists {
        let mut text = "村,网格,户数\n".to_owned();
        for village in VILLAGES {
            (1..=9).for_each(|grid| text += &format!("{village},{village}第{grid}网格,80\n"));
        }
        paths.push(folder.join("网格.csv"));
        std::fs::write(&paths[0], text)?;
    }
    let path = folder.join("入户走访.csv");
    let mut file = BufWriter::new(File::create(&path)?);
    file.write_all(HEAD.as_bytes())?;
    let (mut written, mut rows) = (HEAD.len(), 0);
    while written < bytes {
        let row = (recipe.row)(rows) + "\n";
        file.write_all(row.as_bytes())?;
        (written, rows) = (written + row.len(), rows + 1);
    }
    file.flush()?;
    paths.push(path);
    Ok((paths, rows))
}

/// Has the page, and the command line at `gelan` where it is built, read so many bytes of each recipe, and prints their
/// peaks.
///
/// # Errors
/// Where one is not read.
pub async fn bench(html: &Path, gelan: &Path, bytes: usize, only: &[String]) -> Result<()> {
    let [page_most, native_most] = MOST;
    println!(
        "the largest resident memory for files of {} MB; the page at most {page_most} MB, gelan {native_most} MB",
        bytes >> 20
    );
    for recipe in
        RECIPES.iter().filter(|recipe| only.is_empty() || only.iter().any(|name| name == recipe.name))
    {
        let page = Page::start(Kind::Chromium, html).await?;
        let (paths, rows) = write(recipe, bytes, page.home().path())?;
        let native = gelan.exists().then(|| run(gelan, &paths)).transpose()?;
        page.open("").await?;
        page.state("empty").await?;
        let empty = peak(&page);
        let start = Instant::now();
        for path in &paths {
            page.choose("#files", &[path]).await?;
            ready(&page, start).await?;
        }
        let took = start.elapsed().as_secs_f64();
        let lost = page.run("return document.querySelector('#notice.bad')?.textContent || ''", &[]).await?;
        let native =
            native.map_or_else(String::new, |(peak, took)| format!("; gelan {} MB, {took:.1} s", peak >> 20));
        println!(
            "{}: {rows} rows; page {} MB (empty {} MB), {took:.1} s{native} {}",
            recipe.name,
            peak(&page) >> 20,
            empty >> 20,
            lost.as_str().unwrap_or_default()
        );
    }
    Ok(())
}

/// Waits until all is read and shown.
async fn ready(page: &Page, start: Instant) -> Result<()> {
    // The stage changes once the file is taken.
    tokio::time::sleep(Duration::from_millis(300)).await;
    while page.run("return document.documentElement.dataset.state", &[]).await? != "ready" {
        ensure!(start.elapsed() < LONGEST, "not read after {LONGEST:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Runs `gelan report --json` over files; returns its peak in bytes, and how many seconds it took.
fn run(gelan: &Path, paths: &[PathBuf]) -> Result<(u64, f64)> {
    let start = Instant::now();
    let mut command = Command::new(gelan);
    command.args(["report", "--json"]).args(paths).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().with_context(|| format!("{} does not run", gelan.display()))?;
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        peak = resident(&PathBuf::from(format!("/proc/{}", child.id()))).max(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((peak, start.elapsed().as_secs_f64()))
}

/// The most memory that the largest process of the page's browser has had resident (`VmHWM`), in bytes; 0 where the
/// system does not say.
pub fn peak(page: &Page) -> u64 {
    let profile = page.home().path().display().to_string();
    let mut largest = 0;
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        if line.contains(&profile) && line.contains("--type=renderer") {
            largest = largest.max(resident(&entry.path()));
        }
    }
    largest
}

/// The most memory that a process has had resident.
fn resident(process: &Path) -> u64 {
    let status = std::fs::read_to_string(process.join("status")).unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}

//! Takes pictures of the page for people to look at.

use std::path::PathBuf;

use anyhow::{Context, Result};
use browser_tests::{Kind, Page, block_on};
use lexopt::prelude::*;

const USAGE: &str = "\
shots HTML OUTDIR: a picture of the page, or one after each step
  --hash H           open the page with #H
  --width W          of the viewport in CSS pixels     [1440]
  --height H         of the viewport                   [900]
  --dark             with dark colours
  --print            as on paper
  --dots N           of the screen for a CSS pixel     [1]
  --whole            the whole page, not only the viewport
  --browser NAME     chromium or firefox               [chromium]
  --name NAME        the picture's name                [gelan]
Steps, in the order given; before the first the page is waited for until it is no longer starting:
  --files PATH…      choose files (folders: all in them) in the first file input, wait for data-state=ready
  --click CSS        click, then wait half a second
  --state STATE      wait for a data-state
  --run SCRIPT       run JavaScript, print what it returns
  --pdf NAME         the page printed on A4
  --shot NAME        a picture under this name";

enum Step {
    Files(Vec<PathBuf>),
    Click(String),
    State(String),
    Run(String),
    Pdf(String),
    Shot(String),
}

struct Options {
    html: PathBuf,
    out: PathBuf,
    hash: String,
    size: (u32, u32),
    dots: u32,
    dark: bool,
    print: bool,
    whole: bool,
    kind: Kind,
    steps: Vec<Step>,
}

fn main() -> Result<()> {
    match options()? {
        Some(options) => block_on(shoot(&options)),
        None => {
            println!("{USAGE}");
            Ok(())
        }
    }
}

fn options() -> Result<Option<Options>> {
    let (mut places, mut steps, mut name) = (Vec::new(), Vec::new(), "gelan".to_owned());
    let (mut hash, mut width, mut height, mut dots) = (String::new(), 1440, 900, 1);
    let (mut dark, mut print, mut whole, mut kind) = (false, false, false, Kind::Chromium);
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("hash") => hash = args.value()?.string()?.trim_start_matches('#').to_owned(),
            Long("width") => width = args.value()?.parse()?,
            Long("height") => height = args.value()?.parse()?,
            Long("dots") => dots = args.value()?.parse()?,
            Long("dark") => dark = true,
            Long("print") => print = true,
            Long("whole") => whole = true,
            Long("browser") => {
                kind = match args.value()?.string()?.as_str() {
                    "firefox" => Kind::Firefox,
                    _ => Kind::Chromium,
                }
            }
            Long("name") => name = args.value()?.string()?,
            Long("files") => steps.push(Step::Files(args.values()?.map(PathBuf::from).collect())),
            Long("click") => steps.push(Step::Click(args.value()?.string()?)),
            Long("state") => steps.push(Step::State(args.value()?.string()?)),
            Long("run") => steps.push(Step::Run(args.value()?.string()?)),
            Long("pdf") => steps.push(Step::Pdf(args.value()?.string()?)),
            Long("shot") => steps.push(Step::Shot(args.value()?.string()?)),
            Long("help") | Short('h') => return Ok(None),
            Value(place) => places.push(PathBuf::from(place)),
            other => return Err(other.unexpected().into()),
        }
    }
    if !matches!(steps.last(), Some(Step::Shot(_) | Step::Pdf(_))) {
        steps.push(Step::Shot(name));
    }
    let mut places = places.into_iter();
    let (Some(html), Some(out)) = (places.next(), places.next()) else { return Ok(None) };
    Ok(Some(Options { html, out, hash, size: (width, height), dots, dark, print, whole, kind, steps }))
}

async fn shoot(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.out)?;
    let page = Page::start(options.kind, &options.html).await?;
    page.resize_at(options.size.0, options.size.1, options.dots).await?;
    if options.print {
        page.on_paper().await?;
    } else {
        page.scheme(options.dark).await?;
    }
    page.open(&options.hash).await?;
    page.wait_for("the start", "document.documentElement.dataset.state !== 'starting'").await?;
    // Phones lay theirs over the page.
    page.run("document.documentElement.style.scrollbarWidth = 'none'", &[]).await?;
    for step in &options.steps {
        match step {
            Step::Files(paths) => {
                let mut files = Vec::new();
                for path in paths {
                    files.extend(browser_tests::list_folder(path)?);
                }
                page.choose("input[type=file]", &files).await?;
                page.state("ready").await?;
            }
            Step::Click(css) => {
                page.click(css).await?;
                tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            }
            Step::State(state) => page.state(state).await?,
            Step::Run(script) => println!("{}", page.run(script, &[]).await?),
            Step::Pdf(name) => {
                let path = options.out.join(format!("{name}.pdf"));
                std::fs::write(&path, page.print().await?)?;
                println!("{}", path.display());
            }
            Step::Shot(name) => {
                let path = options.out.join(format!("{name}.png"));
                std::fs::write(&path, page.screenshot(options.whole).await?)
                    .with_context(|| format!("writing {}", path.display()))?;
                println!("{}", path.display());
            }
        }
    }
    for problem in page.problems().await? {
        eprintln!("problem: {problem}");
    }
    Ok(())
}

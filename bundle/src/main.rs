//! Makes one HTML file of the page's program that works from disk.
//!
//! `cargo run --profile tool -p bundle -- --wasm target/wasm32-unknown-unknown/page/page.wasm`
//! takes the wasm as cargo built it, makes the JavaScript glue for it, and writes `dist/gelan.html` from
//! `index.html` and the style sheets that it lists.

mod escape;
mod lines;
mod oldest;
mod pack;
mod page;
mod sorted;
mod split;
mod weight;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use pack::Effort;
use page::Template;
use sorted::Sorted;
use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "\
bundle: wasm + index.html + style/*.css → one HTML file
  --wasm FILE    the page's wasm as cargo built it; unpack.wasm is beside it
  --root DIR     where index.html and style/ are        [.]
  --out FILE     the file to write                      [dist/gelan.html]
  --limit BYTES  fail above this size                   [1600000]
  --weight       print what the parts of the packed page weigh, and write no file
  --live FILE    for trunk serve: take its reload script from FILE, let it connect, pack fast, no limit";

struct Options {
    wasm: PathBuf,
    root: PathBuf,
    out: PathBuf,
    limit: usize,
    live: Option<PathBuf>,
    weight: bool,
}

fn main() -> Result<()> {
    let Some(options) = options()? else {
        println!("{USAGE}");
        return Ok(());
    };
    let effort = if options.live.is_some() { Effort::Fast } else { Effort::Best };
    let template = Template::read(&options.root)?;
    let (glue, Sorted { wasm, names }) = bound(&options.wasm)?;
    oldest::check_wasm(&wasm)?;
    let worker = page::worker();
    let unpacker = options.wasm.with_file_name("unpack.wasm");
    let unpacker = std::fs::read(&unpacker).with_context(|| format!("reading {}", unpacker.display()))?;
    oldest::check_wasm(&unpacker)?;
    let unpacker = sorted::without_custom(&unpacker)?;
    let skeleton = template.skeleton(&glue, &unpacker)?;
    // In the order in which start.js takes them out.
    let texts = [
        ("styles", template.styles.as_str()),
        ("glue", &glue),
        ("script of the worker", &worker),
        ("page for copies", &skeleton.head),
        ("its scripts", &skeleton.scripts),
        ("its end", &skeleton.tail),
    ];
    let contents = texts.map(|(_, text)| text);
    if options.weight {
        let split = split::split(&wasm)?;
        let streams = pack::streams(pack::joined(&contents)?, &split, effort)?;
        print!("{}", weight::table(&streams, &split, &texts, &wasm, &names)?);
        return Ok(());
    }
    let program = pack::pack(&contents, &wasm, effort)?;
    let packed = program.packed;
    let page = skeleton.with(program);
    let html = match &options.live {
        Some(staged) => page.live(staged)?.into_bytes(),
        None => page.bytes(),
    };
    write(&options.out, &html)?;
    println!(
        "{}: {} bytes (wasm {} bytes, glue {} and styles {}, together {packed} packed)",
        options.out.display(),
        html.len(),
        wasm.len(),
        glue.len(),
        template.styles.len(),
    );
    if options.live.is_none() && html.len() > options.limit {
        bail!("{} is {} bytes, more than {} allowed", options.out.display(), html.len(), options.limit);
    }
    Ok(())
}

fn options() -> Result<Option<Options>> {
    let (mut wasm, mut live, mut limit, mut weight) = (None, None, 1_600_000, false);
    let (mut root, mut out) = (PathBuf::from("."), PathBuf::from("dist/gelan.html"));
    let mut args = lexopt::Parser::from_env();
    while let Some(arg) = args.next()? {
        match arg {
            Long("wasm") => wasm = Some(args.value()?.into()),
            Long("root") => root = args.value()?.into(),
            Long("out") => out = args.value()?.into(),
            Long("limit") => limit = args.value()?.parse()?,
            Long("live") => live = Some(args.value()?.into()),
            Long("weight") => weight = true,
            Long("help") | Short('h') => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    let wasm = wasm.with_context(|| format!("--wasm is missing\n{USAGE}"))?;
    Ok(Some(Options { wasm, root, out, limit, live, weight }))
}

/// Splits cargo's wasm into the glue and the bound wasm.
fn bound(wasm: &Path) -> Result<(String, Sorted)> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).typescript(false).omit_default_module_path(true);
    bindgen.remove_producers_section(true);
    // The only form that a classic worker can run; Chromium has no module workers on file://.
    bindgen.no_modules(true)?;
    let mut output = bindgen.generate_output().with_context(|| format!("binding {}", wasm.display()))?;
    let bound = output.wasm_mut().emit_wasm();
    let mut sorted = sorted::by_name(&bound)?;
    lines::forget(&mut sorted.wasm)?;
    Ok((output.js().to_owned(), sorted))
}

/// Writes beside the target and renames, so that a browser never opens half a file.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes).with_context(|| format!("writing {}", beside.display()))?;
    std::fs::rename(&beside, path).with_context(|| format!("writing {}", path.display()))
}

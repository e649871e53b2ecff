//! Each carrier of a snapshot, made in one browser and opened in the other.

#[path = "../../common/town.rs"]
#[allow(dead_code)]
mod town;

use anyhow::{Context, Result, ensure};
use browser_tests::{Kind, Page, both, built_page};
use serde_json::{Value, json};

both!(each_carrier_opens_in_the_other_browser, a_password_of_one_opens_in_the_other, the_panel_fits_a_phone,);

/// The results JSON as the page would save it. (A browser saves a name once only.)
async fn results(page: &Page) -> Result<Value> {
    page.run(
        "const make = URL.createObjectURL;
         URL.createObjectURL = blob => {
             blob.text().then(text => { window.savedText = text; });
             URL.createObjectURL = make;
             return make.call(URL, blob);
         };
         window.savedText = '';
         if (!document.querySelector('#export-json')) document.querySelector('#export').click();
         setTimeout(() => document.querySelector('#export-json').click(), 50);",
        &[],
    )
    .await?;
    let text = page.wait_for("the results", "window.savedText").await?;
    Ok(serde_json::from_str(text.as_str().context("no text")?)?)
}

async fn load(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &town::files()).await?;
    page.state("ready").await?;
    page.wait_for("a period", "document.querySelector('#period-now').textContent").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    Ok(())
}

const MADE: &str = "(document.querySelector('#shared') || {dataset: {}}).dataset.state === 'ready'";

async fn share(page: &Page) -> Result<()> {
    page.click("#share").await?;
    page.wait_for("the snapshot", MADE).await.map(drop)
}

/// What stands in the box for copying by hand after a carrier's button was pressed.
async fn pressed(page: &Page, carrier: &str) -> Result<String> {
    page.click(&format!("[data-carrier={carrier}] button")).await?;
    page.wait_for("its word", &format!("document.querySelector('[data-carrier={carrier}][data-done]')"))
        .await?;
    let text = page.run("return document.querySelector('#share-link').value", &[]).await?;
    Ok(text.as_str().context("no text")?.to_owned())
}

fn other(kind: Kind) -> Kind {
    if kind == Kind::Chromium { Kind::Firefox } else { Kind::Chromium }
}

async fn opened(page: &Page) -> Result<Value> {
    page.state("ready").await?;
    ensure!(page.run("return document.documentElement.dataset.origin", &[]).await? == json!("snapshot"));
    results(page).await
}

async fn paste(page: &Page, text: &str) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.run(
        "const box = document.querySelector('#paste');
         box.value = arguments[0];
         box.dispatchEvent(new Event('input', {bubbles: true}));",
        &[json!(text)],
    )
    .await?;
    page.click("#paste-open").await
}

async fn drop_one(page: &Page, name: &str, bytes: &[u8]) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.drop_files("body", &[(name, bytes)]).await
}

const WORD: &str = "口令 Abc-1";

/// Types into a box of the page.
async fn put(page: &Page, css: &str, text: &str, event: &str) -> Result<()> {
    let script = "const [css, text, event] = arguments;
         const box = document.querySelector(css);
         box.value = text;
         box.dispatchEvent(new Event(event, {bubbles: true}));";
    page.run(script, &[json!(css), json!(text), json!(event)]).await.map(drop)
}

/// What was opened; where it asks for the password, with that.
async fn behind(page: &Page, locked: bool) -> Result<Value> {
    if locked {
        page.wait_for("the question", "document.querySelector('#password')").await?;
        put(page, "#password", WORD, "input").await?;
        page.click("#password-open").await?;
    }
    opened(page).await
}

/// What an extension of the browser may do to the page: none of it may be saved.
const EXTENSION: &str = "
    const put = (parent, tag, fields) => parent.appendChild(Object.assign(document.createElement(tag), fields));
    put(document.body, 'script', {type: 'text/plain', textContent: 'injected()'});
    put(document.head, 'style', {className: 'start', textContent: 'p { color: red }'});
    put(document.head, 'meta', {name: 'injected', content: 'yes'});
    put(document.head, 'link', {rel: 'injected', href: 'data:,'});
    const program = document.querySelector('#wasm');
    program.setAttribute('data-injected', 'yes');
    program.dataset.shift = '\"><b>injected</b>';
    program.textContent = 'injected';";

/// A snapshot in every carrier.
struct Made {
    link: String,
    code: String,
    picture: Vec<u8>,
    file: Vec<u8>,
    html: Vec<u8>,
}

async fn made(page: &Page, full: bool, locked: bool) -> Result<Made> {
    load(page).await?;
    share(page).await?;
    if full {
        page.click("[data-level=full]").await?;
        page.wait_for("the full snapshot", MADE).await?;
    }
    if locked {
        put(page, "#share-password", WORD, "change").await?;
        page.wait_for("the locked snapshot", MADE).await?;
    }
    let link = pressed(page, "link").await?;
    let code = pressed(page, "code").await?;
    let name = |ending: &str| format!("青石镇 2024年上半年.{ending}");
    pressed(page, "qr").await?;
    let picture = page.downloaded(&name("png")).await?;
    pressed(page, "file").await?;
    let file = page.downloaded(&name("gelan")).await?;
    page.run(EXTENSION, &[]).await?;
    pressed(page, "page").await?;
    let html = page.downloaded(&name("html")).await?;
    page.quiet().await?;
    same_but_for_the_snapshot(page, &html)?;
    Ok(Made { link, code, picture, file, html })
}

/// A copy of the page is the file itself, its policy too, byte for byte, with one element more.
fn same_but_for_the_snapshot(page: &Page, copy: &[u8]) -> Result<()> {
    let file = std::fs::read(page.url().to_file_path().ok().context("a file's address")?)?;
    // Each byte is one character.
    let text = |bytes| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let (file, copy) = (text(&file), text(copy));
    let element = "<script type=\"text/plain\" id=\"gelan-snapshot\">";
    let (before, rest) = copy.split_once(element).context("no snapshot inside")?;
    let (_, after) = rest.split_once("</script>\n").context("the snapshot has no end")?;
    let differs = file.chars().zip(before.chars().chain(after.chars())).position(|(file, copy)| file != copy);
    let near = file.chars().skip(differs.unwrap_or_default()).take(40).collect::<String>();
    ensure!(differs.is_none(), "differs at byte {differs:?}: {near}");
    ensure!(file.chars().count() == before.chars().chain(after.chars()).count(), "ends earlier or later");
    Ok(())
}

/// Makes all carriers here and opens them in the other browser, each with the same results.
async fn there_and_open(page: &Page, full: bool, locked: bool) -> Result<(Page, Made, std::path::PathBuf)> {
    let all = made(page, full, locked).await?;
    let (_, hash) = all.link.split_once('#').context("no hash")?;
    let there = Page::start(other(page.kind()), &built_page()?).await?;
    there.open(hash).await?;
    let wanted = behind(&there, locked).await?;
    ensure!(wanted["grids"].as_array().is_some_and(|grids| !grids.is_empty()), "{wanted}");
    let persons = wanted["representatives"].as_array().is_some_and(|all| !all.is_empty());
    ensure!(persons == full, "persons at {full}");
    paste(&there, &all.code).await?;
    ensure!(behind(&there, locked).await? == wanted, "the code");
    paste(&there, &all.link).await?;
    ensure!(behind(&there, locked).await? == wanted, "the link, pasted");
    drop_one(&there, "快照.png", &all.picture).await?;
    ensure!(behind(&there, locked).await? == wanted, "the QR code");
    drop_one(&there, "快照.gelan", &all.file).await?;
    ensure!(behind(&there, locked).await? == wanted, "the file");
    drop_one(&there, "快照.html", &all.html).await?;
    ensure!(behind(&there, locked).await? == wanted, "the page, dropped");
    let path = there.home().write("带快照.html", &all.html)?;
    there.open_file(&path).await?;
    ensure!(behind(&there, locked).await? == wanted, "the page");
    Ok((there, all, path))
}

async fn each_carrier_opens_in_the_other_browser(page: &Page) -> Result<()> {
    let (there, all, _) = there_and_open(page, false, false).await?;
    // It is the whole program: it takes tables as well.
    there.click("#banner-close").await?;
    there.state("empty").await?;
    there.drop_files("body", &town::files()).await?;
    there.state("ready").await?;
    // And hands out again.
    share(&there).await?;
    ensure!(pressed(&there, "link").await?.contains("#s=G"));

    let cut = all.file.get(..all.file.len() - 3).context("cut")?;
    drop_one(&there, "断.gelan", cut).await?;
    there.wait_for("the sentence", "(document.querySelector('#notice') || {}).textContent").await?;
    let told = there.text("#notice").await?;
    ensure!(told.contains("断.gelan") && told.contains("不完整"), "{told}");
    there.quiet().await
}

/// One way each: both browsers make, and both open.
fn one_way(kind: Kind, name: &str, full: bool, locked: bool) {
    browser_tests::run(kind, name, async |page: &Page| {
        there_and_open(page, full, locked).await?.0.quiet().await
    });
}

#[test]
fn each_carrier_with_persons() {
    one_way(Kind::Chromium, "each_carrier_with_persons", true, false);
}

#[test]
fn each_carrier_behind_a_password() {
    one_way(Kind::Firefox, "each_carrier_behind_a_password", false, true);
}

#[test]
fn each_carrier_with_persons_behind_a_password() {
    one_way(Kind::Chromium, "each_carrier_with_persons_behind_a_password", true, true);
}

async fn a_password_of_one_opens_in_the_other(page: &Page) -> Result<()> {
    load(page).await?;
    share(page).await?;
    let plain = pressed(page, "link").await?;
    page.click("[data-level=full]").await?;
    put(page, "#share-password", WORD, "change").await?;
    page.wait_for("the locked snapshot", MADE).await?;
    let link = pressed(page, "link").await?;
    ensure!(link.len() > plain.len() + 50, "{} and {} characters", link.len(), plain.len());
    page.quiet().await?;

    let there = Page::start(other(page.kind()), &built_page()?).await?;
    let (_, hash) = link.split_once('#').context("no hash")?;
    there.open(hash).await?;
    there.wait_for("the question", "document.querySelector('#password')").await?;
    there.keys("#password", "Abc").await?;
    there.click("#password-open").await?;
    there.wait_for("the refusal", "document.querySelector('#password-error')").await?;
    ensure!(there.text("#password-error").await?.contains("密码不对"));
    put(&there, "#password", WORD, "input").await?;
    there.click("#password-open").await?;
    let full = opened(&there).await?;
    ensure!(full["representatives"].as_array().is_some_and(|all| !all.is_empty()), "no representatives");
    // What the command line locked: tests/snapshot_carriers.rs.
    let stored = include_str!("../../files/snapshot-locked-v2.txt").trim();
    there.open(&format!("s={stored}")).await?;
    there.wait_for("the question", "document.querySelector('#password')").await?;
    put(&there, "#password", WORD, "input").await?;
    there.click("#password-open").await?;
    let results = opened(&there).await?;
    ensure!(results["township"] == json!("云水镇"), "{}", results["township"]);
    there.quiet().await
}

async fn the_panel_fits_a_phone(page: &Page) -> Result<()> {
    page.resize(360, 740).await?;
    load(page).await?;
    page.click("#tools").await?;
    share(page).await?;
    let wide = page.run("return document.documentElement.scrollWidth - window.innerWidth", &[]).await?;
    ensure!(wide.as_i64().is_some_and(|n| n <= 0), "{wide} pixels too wide");
    // In-app browsers save nothing and may not copy: the code can be marked by hand.
    let code = pressed(page, "code").await?;
    ensure!(code.contains('G') && code.lines().count() > 1, "{code}");
    Ok(())
}

/// A film of one still: a grey picture in which dark modules are 4 pixels wide.
fn film(code: &gelan::snapshot::qr::QrModules) -> Vec<u8> {
    let (width, height, module) = (1280, 960, 4);
    let mut film = format!("YUV4MPEG2 W{width} H{height} F5:1 Ip A1:1 C420jpeg\n").into_bytes();
    let at =
        |pixel: usize, of: usize| (pixel.checked_sub((of - code.size * module) / 2)?).checked_div(module);
    for _ in 0..5 {
        film.extend(b"FRAME\n");
        for y in 0..height {
            film.extend((0..width).map(|x| match at(x, width).zip(at(y, height)) {
                Some((x, y)) if x < code.size && y < code.size && code.at(x, y) => 40,
                _ => 220,
            }));
        }
        film.extend(std::iter::repeat_n(128, width * height / 2));
    }
    film
}

#[test]
fn the_camera_reads_a_code() {
    browser_tests::run(Kind::Chromium, "the_camera_reads_a_code", async |page: &Page| {
        load(page).await?;
        share(page).await?;
        let text = pressed(page, "link").await?;
        let text = gelan::snapshot::carrier::find(&text).map_err(|e| anyhow::anyhow!("{e}"))?;
        let code = gelan::snapshot::qr::code(&text, "").map_err(anyhow::Error::msg)?;
        page.home().write("camera.y4m", &film(&code))?;
        page.open("").await?;
        page.state("empty").await?;
        page.click("#scan").await?;
        opened(page).await?;
        page.quiet().await
    });
}

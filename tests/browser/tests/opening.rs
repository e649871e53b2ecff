//! What may be no table is opened by a worker: the page goes on answering, a person can cancel, and what is too large or
//! cannot be opened is said.

use anyhow::{Result, ensure};
use browser_tests::{Page, WORKERS, both};
use serde_json::json;
use std::time::Duration;

both!(
    the_page_answers_while_large_files_are_opened,
    what_is_being_opened_can_be_cancelled,
    what_is_too_large_is_refused_with_the_limit,
    what_the_browser_does_not_open_is_named,
    a_worker_that_ends_while_it_opens_is_noticed
);

/// Drops a file of `start`, so many megabytes of `fill`, and `end`, and notes the longest time in which the page did
/// nothing.
const DROP: &str = "
    const [name, start, fill, megabytes, end] = arguments;
    const piece = new Blob([fill.repeat((1 << 20) / fill.length)]);
    const file = new File([start, ...Array(megabytes).fill(piece), end], name);
    window.longest = 0;
    let last = performance.now();
    clearInterval(window.beat);
    window.beat = setInterval(() => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
    }, 20);
    const transfer = new DataTransfer();
    transfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: transfer}));";

async fn dropped(
    page: &Page,
    (name, start, fill, megabytes, end): (&str, &str, &str, u32, &str),
) -> Result<()> {
    let arguments = [json!(name), json!(start), json!(fill), json!(megabytes), json!(end)];
    page.run(DROP, &arguments).await.map(drop)
}

async fn empty(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await
}

const NOTICE: &str =
    "!document.querySelector('#opening') && (document.querySelector('#notice') || {}).textContent";

/// A page that is frozen notes nothing: of its longest silence the first report comes late.
const SILENCE: f64 = 2_500.0;

async fn the_page_answers_while_large_files_are_opened(page: &Page) -> Result<()> {
    let feature = "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"name\":\"a\",\"x\":\"";
    let outline = "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2]]]}}]}";
    for (file, says) in [
        (("界.geojson", feature, "x", 90, outline), "地图放好了"),
        (("甲.gelan", "\u{1}", "GB", 60, ""), "甲.gelan"),
        (("稿.docx", "", "GB", 50, ""), "稿.docx"),
        (("码.png", "", "GB", 40, ""), "码.png"),
        (
            (
                "页.html",
                "<html><body>",
                "GB",
                60,
                "<script type=\"text/plain\" id=\"gelan-snapshot\">GB</script>",
            ),
            "页.html",
        ),
    ] {
        empty(page).await?;
        dropped(page, file).await?;
        page.wait_for(file.0, NOTICE).await?;
        let told = page.text("#notice").await?;
        ensure!(told.contains(says), "{}: {told}", file.0);
        let longest = page.run("return window.longest", &[]).await?.as_f64().unwrap_or(f64::MAX);
        ensure!(longest < SILENCE, "{}: {longest} ms without an answer", file.0);
    }
    Ok(())
}

async fn what_is_being_opened_can_be_cancelled(page: &Page) -> Result<()> {
    empty(page).await?;
    dropped(page, ("页.html", "<html>", " ", 1500, "")).await?;
    page.wait_for("its panel", "document.querySelector('#opening-cancel')").await?;
    page.click("#opening-cancel").await?;
    page.wait_for("the word", NOTICE).await?;
    ensure!(page.text("#notice").await?.contains("已取消"));
    // And what comes next is opened.
    dropped(page, ("界.geojson", "{\"type\":\"FeatureCollection\",\"features\":[", " ", 1, "]}")).await?;
    page.wait_for("an answer", "!document.querySelector('#notice').textContent.includes('已取消')").await?;
    page.quiet().await
}

async fn what_is_too_large_is_refused_with_the_limit(page: &Page) -> Result<()> {
    for (name, megabytes, says) in [
        ("界.geojson", 101, "100.0 MB"),
        ("甲.gelan", 900, "64.0 MB"),
        ("稿.docx", 61, "60.0 MB"),
        ("码.png", 51, "50.0 MB"),
    ] {
        empty(page).await?;
        dropped(page, (name, "", "GB", megabytes, "")).await?;
        page.wait_for(name, NOTICE).await?;
        let told = page.text("#notice").await?;
        ensure!(told.contains(says), "{name}: {told}");
    }
    page.open("/settings").await?;
    page.wait_for("the button", "document.querySelector('#settings-file')").await?;
    let choose = "const transfer = new DataTransfer();
        transfer.items.add(new File([new Blob([' '.repeat(2 << 20)])], 'gelan-settings.json'));
        const input = document.querySelector('#settings-file');
        input.files = transfer.files;
        input.dispatchEvent(new Event('change', {bubbles: true}));";
    page.run(choose, &[]).await?;
    page.wait_for("the sentence", NOTICE).await?;
    let told = page.text("#notice").await?;
    ensure!(told.contains("设置最多 1.0 MB"), "{told}");
    page.quiet().await
}

/// A function that drops a folder as a browser hands it out, of which one file and one folder are closed: by handles, or
/// by entries. The page itself makes it, so that its promises and files are the page's.
const CLOSED: &str = "
    window.dropClosed = by_handles => {
    const good = new File(['行政村名称,户数\\n甲村,10\\n'], '好.csv');
    const no = () => Promise.reject(new DOMException('no', 'NotReadableError'));
    const file = (name, get) => ({kind: 'file', name, getFile: get});
    const folder = (name, children, fails) => ({kind: 'directory', name, values: () => {
        let at = 0;
        return {next: () => at < children.length
            ? Promise.resolve({value: children[at++], done: false})
            : fails ? no() : Promise.resolve({done: true})};
    }});
    const handle = folder('台账', [
        file('好.csv', () => Promise.resolve(good)), file('锁.xlsx', no), folder('关', [], true)]);
    const path = (at, name) => at + '/' + name;
    const leaf = (at, name, get) => ({isDirectory: false, isFile: true, name, fullPath: path(at, name), file: get});
    const tree = (at, name, children, fails) => ({isDirectory: true, isFile: false, name, fullPath: path(at, name),
        createReader: () => {
            let read = false;
            return {readEntries: (yes, fail) => {
                if (fails) return fail(new Error('no'));
                yes(read ? [] : children);
                read = true;
            }};
        }});
    const entry = tree('', '台账', [
        leaf('/台账', '好.csv', yes => yes(good)), leaf('/台账', '锁.xlsx', (yes, fail) => fail(new Error('no'))),
        tree('/台账', '关', [], true)]);
    const item = {kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null};
    if (by_handles) item.getAsFileSystemHandle = () => Promise.resolve(handle);
    const alone = {kind: 'file', webkitGetAsEntry: () => ({isDirectory: false, isFile: true, name: '独.xlsx', fullPath: '/独.xlsx'}), getAsFile: () => null};
    const event = new DragEvent('drop', {bubbles: true, cancelable: true});
    Object.defineProperty(event, 'dataTransfer',
        {value: {types: ['Files'], items: {length: 2, 0: item, 1: alone}, files: []}});
    document.body.dispatchEvent(event);
    };";

async fn what_the_browser_does_not_open_is_named(page: &Page) -> Result<()> {
    for by_handles in [true, false] {
        page.open_with(CLOSED).await?;
        page.state("empty").await?;
        page.run("dropClosed(arguments[0])", &[json!(by_handles)]).await?;
        page.state("ready").await?;
        page.click("nav [data-page=data]").await?;
        page.wait_for("all of them", "document.querySelectorAll('[data-file]').length === 4").await?;
        for name in ["台账/锁.xlsx", "台账/关", "独.xlsx"] {
            let told = page.text(&format!("[data-file='{name}']")).await?;
            ensure!(told.contains("打不开"), "{by_handles} {name}: {told}");
        }
        ensure!(page.text("[data-file='台账/好.csv']").await?.contains("行政村"));
    }
    page.quiet().await
}

async fn a_worker_that_ends_while_it_opens_is_noticed(page: &Page) -> Result<()> {
    page.open_with(WORKERS).await?;
    page.state("empty").await?;
    dropped(page, ("页.html", "<html>", " ", 1500, "")).await?;
    page.wait_for("its beginning", "document.querySelector('#opening progress').value > 0").await?;
    // Nobody is told of this.
    page.run("made[made.length - 1].terminate()", &[]).await?;
    page.wait_for("the sentence", NOTICE).await?;
    let told = page.text("#notice").await?;
    ensure!(told.contains("页.html") && told.contains("中断"), "{told}");
    tokio::time::sleep(Duration::from_millis(100)).await;
    page.drop_files("body", &[("村.csv", "行政村名称,户数\n甲村,10\n")]).await?;
    page.state("ready").await
}

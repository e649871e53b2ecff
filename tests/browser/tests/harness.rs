//! The harness itself: it notices what it must, shows the page as asked, and passes files both ways.

use anyhow::{Result, ensure};
use browser_tests::{Page, both};
use serde_json::json;

both!(notices_requests, looks_as_asked, passes_files);

/// The witnesses see what they should: what the policy stops, and what goes out where it does not hold.
async fn notices_requests(page: &Page) -> Result<()> {
    page.open("").await?;
    page.run("new Image().src = 'http://stopped.invalid/a.png'; console.error('seen')", &[]).await?;
    page.wait_for("the policy", "window.gelanStopped.length > 0").await?;
    let problems = page.problems().await?;
    ensure!(problems.iter().any(|text| text.contains("stopped.invalid")), "{problems:?}");
    ensure!(problems.iter().any(|text| text.contains("seen")), "{problems:?}");

    let loose = page.home().write("loose.html", b"<img src='http://asked.invalid/b.png'>")?;
    page.open_file(&loose).await?;
    let requests = page.requests().await?;
    ensure!(requests.iter().any(|text| text.starts_with("on the wire") && text.contains("asked.invalid")));
    ensure!(page.quiet().await.is_err());
    Ok(())
}

async fn looks_as_asked(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.resize(390, 844).await?;
    page.scheme(true).await?;
    let seen = "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches,
        matchMedia('(max-width: 390px)').matches, matchMedia('print').matches]";
    ensure!(page.run(seen, &[]).await? == json!([390, 844, true, true, false]));
    ensure!(size(&page.screenshot(false).await?) == Some((390, 844)));
    ensure!(page.sticks_out().await? == 0);

    page.on_paper().await?;
    page.resize(1440, 900).await?;
    ensure!(page.run(seen, &[]).await? == json!([1440, 900, false, false, true]));

    page.run("document.body.style.height = '3000px'", &[]).await?;
    let whole = size(&page.screenshot(true).await?);
    ensure!(whole.is_some_and(|(width, height)| width > 1400 && height >= 3000), "{whole:?}");
    Ok(())
}

/// A page of the test's own that says what it was given and gives something back.
const GIVEN: &str = r#"<!doctype html><meta charset="utf-8"><body>
    <input type="file" multiple><a download="回来.txt">save</a><script>
    window.given = [];
    async function take(files) {
        for (const file of files) given.push([file.name, file.size, await file.text()]);
    }
    document.querySelector('input').onchange = event => take(event.target.files);
    document.ondragover = event => event.preventDefault();
    document.ondrop = event => { event.preventDefault(); take(event.dataTransfer.files); };
    document.querySelector('a').href = URL.createObjectURL(new Blob(['二人']));
    </script>"#;

async fn passes_files(page: &Page) -> Result<()> {
    let home = page.home();
    let html = home.write("given.html", GIVEN.as_bytes())?;
    page.open_file(&html).await?;
    let files = [home.write("走访 记录.csv", "一,二".as_bytes())?, home.write("b.csv", b"")?];
    page.choose("input", &files).await?;
    page.wait_for("the chosen files", "given.length === 2").await?;
    ensure!(page.run("return given", &[]).await? == json!([["走访 记录.csv", 7, "一,二"], ["b.csv", 0, ""]]));

    page.drop_files("body", &[("拖.csv", "拖入".as_bytes()), ("d.bin", b"\xff")]).await?;
    page.wait_for("the dropped files", "given.length === 4").await?;
    ensure!(page.run("return given[2]", &[]).await? == json!(["拖.csv", 6, "拖入"]));
    ensure!(page.run("return given[3][1]", &[]).await? == json!(1));

    page.click("a").await?;
    ensure!(page.downloaded("回来.txt").await? == "二人".as_bytes());
    Ok(())
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

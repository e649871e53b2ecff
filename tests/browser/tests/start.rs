//! The page starts from disk, alone, and asks nobody for anything; where it cannot, it says why.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};

both!(opens_empty, styled_from_the_first, opens_saved_as_utf8, says_why_not, says_that_it_broke);

async fn opens_empty(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.wait_for("the start text goes", "!document.querySelector('#start')").await?;
    page.quiet().await
}

/// Most styles come out of the program: before it mounts, and without a change to the start screen.
async fn styled_from_the_first(page: &Page) -> Result<()> {
    let watch = "<head><script>
         function look() {
             return JSON.stringify([...document.querySelectorAll('#start, #start *')].map(part => {
                 const {color, font, fill} = getComputedStyle(part);
                 return [part.getBoundingClientRect(), color, font, fill];
             }));
         }
         self.looks = {};
         addEventListener('DOMContentLoaded', () => { looks.before = look(); });
         new MutationObserver(() => {
             const zone = document.querySelector('.zone');
             const styles = document.querySelectorAll('head style').length;
             if (styles > 1 && document.querySelector('#start')) looks.after = looks.after || look();
             if (zone) looks.zone = looks.zone || getComputedStyle(zone).borderTopStyle;
         }).observe(document, {childList: true, subtree: true});
         </script>";
    let copy = page.home().write("watched.html", page.html()?.replacen("<head>", watch, 1).as_bytes())?;
    page.open_file(&copy).await?;
    page.state("empty").await?;
    let looks = page.run("return self.looks", &[]).await?;
    ensure!(looks["before"].is_string() && looks["before"] == looks["after"], "{looks}");
    ensure!(looks["zone"] == "dashed", "{looks}");
    Ok(())
}

/// The program's bytes are characters of windows-1252; a browser that saves the page may write them in UTF-8.
async fn opens_saved_as_utf8(page: &Page) -> Result<()> {
    let copy = page.home().write("utf8.html", page.html()?.as_bytes())?;
    page.open_file(&copy).await?;
    page.state("empty").await
}

/// Copies of the page in browsers that lack something, and copies that have been cut or altered.
async fn says_why_not(page: &Page) -> Result<()> {
    let html = page.html()?;
    let before =
        |script: &str| html.replacen("<head>", &format!("<head><script>{script}</script>"), 1).into_bytes();
    let mut cut = std::fs::read(page.url().to_file_path().ok().context("a file's address")?)?;
    let mut altered = cut.clone();
    // The middle is in the packed program.
    cut.truncate(cut.len() / 2);
    let byte = altered.get_mut(cut.len()).context("the middle")?;
    *byte = if *byte == b'A' { b'B' } else { b'A' };
    for (name, copy, sentence) in [
        ("old", before("delete self.WebAssembly"), "浏览器太旧"),
        (
            "older",
            before("WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('no'))"),
            "浏览器太旧",
        ),
        ("stuck", before("WebAssembly.instantiate = () => Promise.reject(new Error('no'))"), "没能启动"),
        ("cut", cut, "文件不完整"),
        ("altered", altered, "文件不完整"),
    ] {
        let copy = page.home().write(&format!("{name}.html"), &copy)?;
        page.open_file(&copy).await?;
        page.wait_for(name, "document.documentElement.dataset.state === 'failed'").await?;
        let text = page.text("#start-text").await?;
        ensure!(text.contains(sentence), "{name}: {text}");
    }
    Ok(())
}

/// When the program traps later, whether called by an event or by a promise.
async fn says_that_it_broke(page: &Page) -> Result<()> {
    // In the page's own scripts, and so ahead of its policy: WebDriver's have another WebAssembly.
    let script = "<head><script>
        function trap() { return new WebAssembly.RuntimeError('unreachable'); }
        function byEvent() { setTimeout(() => { throw trap(); }); }
        function byPromise() { Promise.reject(trap()); }
        </script>";
    let copy = page.home().write("traps.html", page.html()?.replacen("<head>", script, 1).as_bytes())?;
    for throw in ["byEvent()", "byPromise()"] {
        page.open_file(&copy).await?;
        page.state("empty").await?;
        page.run(throw, &[]).await?;
        page.wait_for("the sentence", "document.documentElement.dataset.state === 'failed'").await?;
        let text = page.text("#start-text").await?;
        ensure!(text.contains("页面出错") && text.contains("unreachable"), "{text}");
    }
    Ok(())
}

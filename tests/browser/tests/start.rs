//! The page starts from disk, alone, and asks nobody for anything; where it cannot, it says why.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};

both!(opens_empty, says_why_not, says_that_it_broke);

async fn opens_empty(page: &Page) -> Result<()> {
    page.open("").await?;
    page.state("empty").await?;
    page.wait_for("the start text goes", "!document.querySelector('#start')").await?;
    page.quiet().await
}

/// Copies of the page, each without something that it needs.
async fn says_why_not(page: &Page) -> Result<()> {
    let path = page.url().to_file_path().ok().context("a file's address")?;
    let html = std::fs::read_to_string(path)?;
    let wasm = "id=\"wasm\">";
    for (name, part, instead, sentence) in [
        ("old", "<head>", "<head><script>delete self.DecompressionStream</script>", "浏览器太旧"),
        ("older", "<head>", "<head><script>delete self.WebAssembly</script>", "浏览器太旧"),
        ("broken", wasm, "id=\"wasm\">AAAA", "没能启动"),
    ] {
        ensure!(html.matches(part).count() == 1, "{part} is not in the page once");
        let copy = page.home().write(&format!("{name}.html"), html.replace(part, instead).as_bytes())?;
        page.open_file(&copy).await?;
        page.wait_for(name, "document.documentElement.dataset.state === 'failed'").await?;
        let text = page.text("#start-text").await?;
        ensure!(text.contains(sentence), "{name}: {text}");
    }
    Ok(())
}

/// When the program traps later, whether called by an event or by a promise.
async fn says_that_it_broke(page: &Page) -> Result<()> {
    for throw in ["setTimeout(() => { throw trap })", "Promise.reject(trap)"] {
        page.open("").await?;
        page.state("empty").await?;
        // In a script of the page's own: WebDriver's have another WebAssembly.
        let script = "document.body.appendChild(document.createElement('script')).textContent = arguments[0]";
        let text = format!("var trap = new WebAssembly.RuntimeError('unreachable'); {throw};");
        page.run(script, &[text.into()]).await?;
        page.wait_for("the sentence", "document.documentElement.dataset.state === 'failed'").await?;
        let text = page.text("#start-text").await?;
        ensure!(text.contains("页面出错") && text.contains("unreachable"), "{text}");
    }
    Ok(())
}

//! The page starts from disk, alone, and asks nobody for anything; where it cannot, it says why.

use anyhow::{Context, Result, ensure};
use browser_tests::{Page, both};
use serde_json::json;

both!(
    opens_empty,
    styled_from_the_first,
    takes_files_before_the_program_is_there,
    can_be_measured_from_outside,
    opens_saved_as_utf8,
    says_why_not,
    says_that_it_broke
);

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

/// Dropped and picked while it is unpacked.
async fn takes_files_before_the_program_is_there(page: &Page) -> Result<()> {
    let early = "<head><script>
        addEventListener('DOMContentLoaded', () => {
            const root = document.documentElement, text = document.querySelector('#start-text');
            const transfer = name => {
                const transfer = new DataTransfer();
                const row = '2024-03-05,青河村,第一网格,王伟,H' + name;
                transfer.items.add(new File(['走访日期,村,网格,网格员,户编号\\n' + row], name));
                return transfer;
            };
            const kind = {bubbles: true, cancelable: true, dataTransfer: transfer('拖入.csv')};
            const drop = new DragEvent('drop', kind);
            document.body.dispatchEvent(drop);
            const input = document.querySelector('#start-pick');
            input.files = transfer('选择.csv').files;
            input.dispatchEvent(new Event('change'));
            self.early = [root.dataset.state, drop.defaultPrevented, text.textContent];
        });
        </script>";
    let copy = page.home().write("early.html", page.html()?.replacen("<head>", early, 1).as_bytes())?;
    page.open_file(&copy).await?;
    page.state("ready").await?;
    let early = page.run("return self.early", &[]).await?;
    ensure!(early[0] == "starting" && early[1] == true, "{early}");
    ensure!(early[2].as_str().is_some_and(|said| said.contains("随后")), "{early}");
    page.click("nav [data-page=data]").await?;
    page.wait_for("the files", "document.querySelectorAll('[data-file] [data-table]').length === 2").await?;
    page.quiet().await
}

/// By the address #bench: a file goes the way of all files, and the figures of all dates come back.
async fn can_be_measured_from_outside(page: &Page) -> Result<()> {
    page.open("bench").await?;
    let script = "const done = arguments[0];
        const rows = ['2024-03-05,青河村,第一网格,王伟,H1', '2023-03-06,青河村,第一网格,王伟,H1',
            '2024-03-07,青河村,第二网格,李娜,H2'];
        self.__beside = '村,网格名称,户数\\n青河村,第一网格,30\\n青河村,第二网格,40\\n';
        self.__ready
            .then(() => self.__run(new File(['走访日期,村,网格,网格员,户编号\\n' + rows.join('\\n')], '走访.csv')))
            .then(ran => done([ran.rows, ran.result, ran.ms > 0]), wrong => done(String(wrong)));";
    let ran = page.client().execute_async(script, Vec::new()).await?;
    ensure!(ran == json!([5, [["第一网格", 2, 1, []], ["第二网格", 1, 1, []]], true]), "{ran}");
    page.quiet().await
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
            before(
                "const Own = Blob;
                Blob = function (parts, kind) {
                    const no = 'WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError(1));';
                    return new Own([no].concat(parts), kind);
                };",
            ),
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

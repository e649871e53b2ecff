//! One page in one browser.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use url::Url;

use crate::browser::Kind;
use crate::driver::Driver;
use crate::folder::Folder;
use crate::traffic::Heard;
use crate::wire::Wire;

/// How long a wait lasts before it is an error.
const PATIENCE: Duration = Duration::from_secs(30);

/// A script for [`Page::open_with`]: the page's workers, in the order in which they are made, stand in `made`.
pub const WORKERS: &str = "
    const Own = Worker;
    window.made = [];
    Worker = function (url) { const worker = new Own(url); made.push(worker); return worker; };";

/// The built page, alone in a folder, in a browser of its own.
pub struct Page {
    pub(crate) kind: Kind,
    pub(crate) client: Client,
    pub(crate) url: Url,
    pub(crate) wire: Wire,
    pub(crate) heard: Mutex<Heard>,
    // The driver goes first when dropped: the browser writes into its home until it is closed.
    pub(crate) driver: Driver,
    pub(crate) downloads: PathBuf,
    home: Folder,
    _folder: Folder,
}

impl Page {
    /// Copies `html` into an empty folder and starts a browser; nothing is open yet.
    ///
    /// # Errors
    /// When the browser or its driver is missing or does not start.
    pub async fn start(kind: Kind, html: &Path) -> Result<Page> {
        let (folder, home) = (Folder::new()?, Folder::new()?);
        let bytes = std::fs::read(html).with_context(|| format!("reading {}", html.display()))?;
        let copy = folder.write("gelan.html", &bytes)?;
        let url = Url::from_file_path(&copy)
            .ok()
            .with_context(|| format!("{} has no file:// address", copy.display()))?;
        let downloads = home.path().join("downloads");
        std::fs::create_dir_all(&downloads)?;
        let wire = Wire::start()?;
        let (driver, client) = kind.start(home.path(), &downloads, wire.port()).await?;
        let heard = Mutex::default();
        let page = Page { kind, client, url, wire, heard, driver, downloads, home, _folder: folder };
        page.resize(1280, 900).await?;
        Ok(page)
    }

    /// Which browser this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The page's address, without a fragment.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The WebDriver client, for what has no helper here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A folder that lives as long as the page, for files to choose.
    pub fn home(&self) -> &Folder {
        &self.home
    }

    /// Opens the page afresh, with `hash` (without `#`; empty for none), and waits until it has loaded.
    ///
    /// # Errors
    /// When the browser does not load it.
    pub async fn open(&self, hash: &str) -> Result<()> {
        let mut url = self.url.clone();
        url.set_fragment(Some(hash).filter(|hash| !hash.is_empty()));
        // From one fragment to another would be no load at all.
        self.client.goto("about:blank").await?;
        self.client.goto(url.as_str()).await.with_context(|| format!("opening {url}"))?;
        self.listen().await
    }

    /// Opens another file, for instance a changed copy of the page.
    ///
    /// # Errors
    /// When the browser does not load it.
    pub async fn open_file(&self, path: &Path) -> Result<()> {
        let url = Url::from_file_path(path).ok().context("no absolute path")?;
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).opened.insert(url.to_string());
        self.client.goto(url.as_str()).await.with_context(|| format!("opening {url}"))?;
        self.listen().await
    }

    /// Opens a copy of the page in which a script runs before all others.
    ///
    /// # Errors
    /// When it cannot be written or opened.
    pub async fn open_with(&self, script: &str) -> Result<()> {
        let html = self.html()?.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
        let copy = self.home().write("with-a-script.html", html.as_bytes())?;
        self.open_file(&copy).await
    }

    /// The page's file as text that may be changed and written as UTF-8: it declares UTF-8, as it does where a browser
    /// saved it so.
    ///
    /// # Errors
    /// When the file cannot be read, or does not declare windows-1252.
    pub fn html(&self) -> Result<String> {
        const DECLARED: &str = "<meta charset=\"windows-1252\">";
        let bytes = std::fs::read(self.url.to_file_path().ok().context("a file's address")?)?;
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        ensure!(text.contains(DECLARED), "the page does not declare windows-1252");
        Ok(text.replacen(DECLARED, "<meta charset=\"utf-8\">", 1))
    }

    /// In Chromium: has a script run at the start of each load from now on, before any of the page's own.
    ///
    /// # Errors
    /// When the browser refuses; always in Firefox.
    pub async fn before_each_load(&self, script: &str) -> Result<()> {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await.map(drop)
    }

    /// Runs JavaScript as the body of a function and returns what it returns.
    ///
    /// # Errors
    /// Those that the script throws.
    pub async fn run(&self, script: &str, args: &[Value]) -> Result<Value> {
        self.client.execute(script, args.to_vec()).await.with_context(|| format!("running {script}"))
    }

    /// Waits for `html[data-state]` to be `state`.
    ///
    /// # Errors
    /// After 30 s, or at once where the page says that it has failed; with the state and the console's errors.
    pub async fn state(&self, state: &str) -> Result<()> {
        let read = "return [document.documentElement.dataset.state || '',
            (document.querySelector('#start-text') || {textContent: ''}).textContent]";
        let start = Instant::now();
        loop {
            let seen = self.run(read, &[]).await?;
            let now = seen[0].as_str().unwrap_or_default();
            if now == state {
                return Ok(());
            }
            if now == "failed" || start.elapsed() > PATIENCE {
                bail!(
                    "data-state is {now:?}, not {state:?}, after {} ms; the page says {}; problems: {:?}",
                    start.elapsed().as_millis(),
                    seen[1],
                    self.problems().await?
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the JavaScript expression is true, and returns its value; `what` says what is waited for.
    ///
    /// # Errors
    /// After 30 s.
    pub async fn wait_for(&self, what: &str, expression: &str) -> Result<Value> {
        let start = Instant::now();
        loop {
            // What is asked of an element that is not there yet throws, and is no answer.
            let now = self.run(&format!("return ({expression})"), &[]).await;
            match &now {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(value) if *value == json!("") || *value == json!(0) => {}
                Ok(_) => return now,
            }
            if start.elapsed() > PATIENCE {
                let value = now?;
                bail!("{what}: {expression} is still {value}; problems: {:?}", self.problems().await?);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The names of the pages in the navigation.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn pages(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('nav [data-page]')].map(e => e.dataset.page)";
        let names = self.run(script, &[]).await?;
        Ok(names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Clicks the first element for a CSS selector, as a person does.
    ///
    /// # Errors
    /// When there is none, or it is covered or hidden.
    pub async fn click(&self, css: &str) -> Result<()> {
        // Figures that arrive meanwhile draw it anew; who presses sees the new one.
        for _ in 0..5 {
            match self.click_once(css).await {
                Err(why) if format!("{why:#}").contains("stale element") => {}
                answer => return answer,
            }
        }
        self.click_once(css).await
    }

    async fn click_once(&self, css: &str) -> Result<()> {
        let element = self.client.find(Locator::Css(css)).await.with_context(|| format!("finding {css}"))?;
        // A driver scrolls no further than the window's edge, where the header is over the element. What a phone keeps behind
        // 更多 or ⋯ is opened first, as a person does.
        let middle = "const e = arguments[0], opener = e.closest('nav') ? '#more' : e.closest('header') ? '#tools' : null;
            if (opener && !e.getClientRects().length) document.querySelector(opener)?.click();
            return new Promise(done => setTimeout(done)).then(() => e.scrollIntoView({block: 'center', inline: 'nearest'}))";
        self.run(middle, &[serde_json::to_value(&element)?]).await?;
        element.click().await.with_context(|| format!("clicking {css}"))
    }

    /// The shown text of the first element for a CSS selector.
    ///
    /// # Errors
    /// When there is none.
    pub async fn text(&self, css: &str) -> Result<String> {
        let element = self.client.find(Locator::Css(css)).await.with_context(|| format!("finding {css}"))?;
        element.text().await.with_context(|| format!("reading {css}"))
    }

    /// Types into the first element for a CSS selector, after what is there.
    ///
    /// # Errors
    /// When there is none.
    pub async fn keys(&self, css: &str, text: &str) -> Result<()> {
        let element = self.client.find(Locator::Css(css)).await.with_context(|| format!("finding {css}"))?;
        element.send_keys(text).await.with_context(|| format!("typing into {css}"))
    }

    /// A command of one driver's own: `POST` with a body, or `GET` where it is `Null`.
    pub(crate) async fn vendor(&self, path: &'static str, body: Value) -> Result<Value> {
        self.client.issue_cmd(Vendor { path, body }).await.with_context(|| format!("asking {path}"))
    }

    /// A command of the Chrome DevTools protocol.
    pub(crate) async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        self.vendor("goog/cdp/execute", json!({"cmd": command, "params": params})).await
    }

    /// Runs JavaScript in Firefox's own window, around the page.
    pub(crate) async fn around(&self, script: &str, args: &[Value]) -> Result<Value> {
        self.vendor("moz/context", json!({"context": "chrome"})).await?;
        let value = self.run(script, args).await;
        self.vendor("moz/context", json!({"context": "content"})).await?;
        value
    }

    /// What a failed test needs to be understood.
    pub(crate) async fn scene(&self, name: &str) -> String {
        let state = self.run("return document.documentElement.dataset.state", &[]).await.unwrap_or_default();
        let problems = self.problems().await.unwrap_or_default();
        let picture = std::env::temp_dir().join(format!("gelan-{name}.png"));
        let taken = match self.screenshot(false).await {
            Ok(png) => std::fs::write(&picture, png).is_ok(),
            Err(_) => false,
        };
        let picture = if taken { picture.display().to_string() } else { "none".to_owned() };
        format!("data-state {state}, picture {picture}, problems {problems:#?}")
    }
}

#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        match &self.body {
            Value::Null => (http::Method::GET, None),
            body => (http::Method::POST, Some(body.to_string())),
        }
    }
}

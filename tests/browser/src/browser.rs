//! Starting the two browsers: where they are, and how they are cut off from everything.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};

use crate::driver::Driver;

/// A browser to test in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium or Chrome, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Chromium => "chromium",
            Kind::Firefox => "firefox",
        })
    }
}

impl Kind {
    fn programs(self) -> &'static [&'static str] {
        match self {
            Kind::Chromium => &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"],
            Kind::Firefox => &["firefox-esr", "firefox"],
        }
    }

    /// Starts driver and browser; everything they write goes under `home`, downloads into `downloads`.
    pub(crate) async fn start(self, home: &Path, downloads: &Path, proxy: u16) -> Result<(Driver, Client)> {
        let binary = find(self.programs())
            .with_context(|| format!("none of {:?} is installed: scripts/setup.sh does", self.programs()))?;
        let (mut driver, capabilities) = match self {
            Kind::Chromium => {
                let command = Command::new("chromedriver");
                let driver = Driver::start(command, &home.join("driver.log"))?;
                (driver, chromium(&binary, home, downloads, proxy))
            }
            Kind::Firefox => {
                let mut command = Command::new("geckodriver");
                // Its second port has a fixed default, which two tests at once would both want.
                command.args(["--websocket-port=0", "--allow-system-access"]);
                let driver = Driver::start(command, &home.join("driver.log"))?;
                (driver, firefox(&binary, downloads, proxy))
            }
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url())
            .await
            .with_context(|| format!("{} did not start\n{}", binary.display(), driver.output()))?;
        if let Some(session) = client.session_id().await? {
            driver.holds(session);
        }
        Ok((driver, client))
    }
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

fn chromium(binary: &Path, home: &Path, downloads: &Path, proxy: u16) -> Map<String, Value> {
    let args = [
        "--headless".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-first-run".to_owned(),
        "--lang=zh-CN".to_owned(),
        // A camera that sees what a test writes there.
        "--use-fake-ui-for-media-stream".to_owned(),
        "--use-fake-device-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", home.join("camera.y4m").display()),
        format!("--proxy-server=http://127.0.0.1:{proxy}"),
        "--proxy-bypass-list=<-loopback>".to_owned(),
        format!("--user-data-dir={}", home.join("profile").display()),
    ];
    let options = json!({
        "binary": binary,
        "args": args,
        "prefs": {
            "download.default_directory": downloads,
            "download.prompt_for_download": false,
        },
        "perfLoggingPrefs": {"enableNetwork": true, "enablePage": false},
    });
    capabilities(json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    }))
}

fn firefox(binary: &Path, downloads: &Path, proxy: u16) -> Map<String, Value> {
    let prefs = json!({
        "security.fileuri.strict_origin_policy": true,
        "intl.accept_languages": "zh-CN, zh",
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": proxy,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": proxy,
        "network.proxy.no_proxies_on": "",
        "network.proxy.allow_hijacking_localhost": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.useDownloadDir": true,
        "browser.download.alwaysOpenPanel": false,
        "browser.download.always_ask_before_handling_new_types": false,
        "devtools.console.stdout.content": true,
        "devtools.console.stdout.chrome": false,
    });
    capabilities(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {"binary": binary, "args": ["-headless"], "prefs": prefs},
    }))
}

fn capabilities(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

//! What the page asked of the world, and what went wrong in it.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::browser::Kind;
use crate::page::Page;

/// What a browser says only once and must be kept.
#[derive(Default)]
pub(crate) struct Heard {
    problems: Vec<String>,
    requests: BTreeSet<String>,
    /// Pages that a test opened itself.
    pub(crate) opened: BTreeSet<String>,
}

impl Page {
    /// Fails when any request left the page, whether it got anywhere or not, or when the console has an error.
    ///
    /// # Errors
    /// With all that was found.
    pub async fn quiet(&self) -> Result<()> {
        let (requests, problems) = (self.requests().await?, self.problems().await?);
        ensure!(requests.is_empty(), "the page made requests: {requests:#?}");
        ensure!(problems.is_empty(), "the page had problems: {problems:#?}");
        Ok(())
    }

    /// Everything that was asked for since the start, except the page itself, `data:` and `blob:`. Three
    /// witnesses: the page's own resource timing, the proxy that is the only way out, and in Chromium the
    /// browser's network log.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn requests(&self) -> Result<Vec<String>> {
        self.hear().await?;
        let entries =
            self.run("return performance.getEntriesByType('resource').map(entry => entry.name)", &[]).await?;
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if self.is_foreign(entry) {
                heard.requests.insert(entry.to_owned());
            }
        }
        heard.requests.extend(self.wire.asked().into_iter().map(|line| format!("on the wire: {line}")));
        Ok(heard.requests.difference(&heard.opened).cloned().collect())
    }

    /// First lines of the requests that arrived at the proxy, which is the only way out, even to this machine.
    pub fn arrived(&self) -> Vec<String> {
        self.wire.asked()
    }

    /// Errors of the console, uncaught ones too, and what the content security policy stopped, since the start.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn problems(&self) -> Result<Vec<String>> {
        self.hear().await?;
        let stopped = self.run("return window.gelanStopped || []", &[]).await?;
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut problems = heard.problems.clone();
        problems.extend(stopped.as_array().into_iter().flatten().map(|text| format!("stopped: {text}")));
        if self.kind == Kind::Firefox {
            problems.extend(firefox_errors(&self.driver.output()));
        }
        Ok(problems)
    }

    /// Has the page note what its policy stops; Firefox tells it nowhere else.
    pub(crate) async fn listen(&self) -> Result<()> {
        let script = "window.gelanStopped = [];
            addEventListener('securitypolicyviolation', event =>
                window.gelanStopped.push(event.violatedDirective + ' ' + event.blockedURI));";
        self.run(script, &[]).await.map(drop)
    }

    fn is_foreign(&self, url: &str) -> bool {
        let page = url.split('#').next() == Some(self.url.as_str());
        !page && !["data:", "blob:", "about:", "chrome:"].iter().any(|scheme| url.starts_with(scheme))
    }

    async fn hear(&self) -> Result<()> {
        if self.kind != Kind::Chromium {
            return Ok(());
        }
        let console = self.vendor("se/log", json!({"type": "browser"})).await?;
        let network = self.vendor("se/log", json!({"type": "performance"})).await?;
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in console.as_array().into_iter().flatten() {
            let message = entry["message"].as_str().unwrap_or_default();
            // A page that is left asks; of one that nobody touched Chromium says that it does not.
            if entry["level"] == "SEVERE" && !message.contains("Blocked attempt to show a 'beforeunload'") {
                heard.problems.push(message.to_owned());
            }
        }
        for entry in network.as_array().into_iter().flatten() {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let params = &event["message"]["params"];
            let url = match event["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => &params["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => &params["url"],
                _ => continue,
            };
            if let Some(url) = url.as_str().filter(|url| self.is_foreign(url)) {
                heard.requests.insert(url.to_owned());
            }
        }
        Ok(())
    }
}

/// Errors among the lines that Firefox prints: `console.error: "…"` of pages, and uncaught errors with the
/// address of the script. The browser's own consoles print their name unquoted before the text.
fn firefox_errors(output: &str) -> Vec<String> {
    let of_page = |line: &&str| match line.strip_prefix("console.error: ") {
        Some(text) => !text.split_once(": ").is_some_and(|(name, _)| is_name(name)),
        None => line.starts_with("JavaScript error:") && (line.contains("file://") || line.contains("blob:")),
    };
    output.lines().filter(of_page).map(str::to_owned).collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "._-".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_own_errors_are_not_the_pages() {
        let output = "console.error: RSLoader: \n  Error: offline\nconsole.error: \"bad: thing\"\n\
            console.error: (new Error(\"x\"))\nJavaScript error: chrome://a.js, line 1: no\n\
            JavaScript error: file:///a.html, line 2: yes\n*** console.error: quoted";
        let errors = firefox_errors(output);
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert!(errors[2].contains("yes"));
    }
}

//! A proxy that lets nothing through and remembers who asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;

/// Hosts that the browsers themselves ask, whatever page is open: updates, settings, their start pages.
/// Never those of web fonts, maps or statistics, which a page might ask.
const BROWSERS_OWN: &[&str] = &[
    "accounts.google.com",
    "clients2.google.com",
    "clients2.googleusercontent.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "detectportal.firefox.com",
    "edgedl.me.gvt1.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "safebrowsingohttpgateway.googleapis.com",
    "start.duckduckgo.com",
    "update.googleapis.com",
    "www.google.com",
    ".mozilla.com",
    ".mozilla.net",
    ".mozilla.org",
];

/// The only way out that a browser under test is given.
pub struct Wire {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Wire {
    /// Listens on a free port of this machine until the process ends.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start() -> Result<Wire> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let heard = Arc::clone(&heard);
                std::thread::spawn(move || refuse(stream, &heard));
            }
        });
        Ok(Wire { port, asked })
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// First lines of all requests so far, such as `CONNECT example.org:443 HTTP/1.1`, without what the
    /// browsers ask on their own.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn refuse(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    // Browsers open connections ahead of any need; only one that says something is a request.
    if stream.set_read_timeout(Some(Duration::from_secs(10))).is_err() {
        return;
    }
    let mut line = String::new();
    if BufReader::new(&stream).read_line(&mut line).is_ok_and(|length| length > 0) {
        if !is_browsers_own(&line) {
            asked.lock().unwrap_or_else(PoisonError::into_inner).push(line.trim().to_owned());
        }
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
}

fn is_browsers_own(line: &str) -> bool {
    let target = line.split(' ').nth(1).unwrap_or_default();
    let target = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = target.split(['/', ':', '?']).next().unwrap_or_default();
    BROWSERS_OWN.iter().any(|own| if own.starts_with('.') { host.ends_with(own) } else { host == *own })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_hide_behind_the_browser() {
        assert!(is_browsers_own("CONNECT update.googleapis.com:443 HTTP/1.1"));
        assert!(is_browsers_own("GET http://clients2.google.com/time/1/current?a=b HTTP/1.1"));
        assert!(is_browsers_own("CONNECT firefox.settings.services.mozilla.com:443 HTTP/1.1"));
        assert!(!is_browsers_own("CONNECT fonts.googleapis.com:443 HTTP/1.1"));
        assert!(!is_browsers_own("GET http://example.org/update.googleapis.com HTTP/1.1"));
        assert!(!is_browsers_own("CONNECT notmozilla.com:443 HTTP/1.1"));
    }
}

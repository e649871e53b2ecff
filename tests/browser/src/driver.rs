//! A WebDriver program, from its start to the end of its session.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A running driver. Dropping it ends its session, so that the browser closes, and then the driver.
pub struct Driver {
    child: Child,
    port: u16,
    log: PathBuf,
    session: Option<String>,
}

impl Driver {
    /// Starts `command` on a free port, which `port_option` tells it, with its output in `log`.
    ///
    /// # Errors
    /// When it is not installed or does not answer within 20 s.
    pub fn start(mut command: Command, port_option: &str, log: &Path) -> Result<Driver> {
        let name = command.get_program().to_string_lossy().into_owned();
        let port = free_port()?;
        let output = File::create(log)?;
        let child = command
            .arg(format!("{port_option}={port}"))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| {
                format!("{name} did not start: is it installed? scripts/setup.sh installs it")
            })?;
        let mut driver = Driver { child, port, log: log.to_owned(), session: None };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = driver.child.try_wait()? {
                bail!("{name} ended at once with {status}: {}", driver.output());
            }
            if start.elapsed() > Duration::from_secs(20) {
                bail!("{name} does not answer: {}", driver.output());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    /// Where WebDriver clients connect.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The session to end on drop.
    pub fn holds(&mut self, session: String) {
        self.session = Some(session);
    }

    /// All that driver and browser have printed.
    pub fn output(&self) -> String {
        std::fs::read(&self.log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    fn end_session(&self, session: &str) -> Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            self.port
        )?;
        // The answer comes once the browser has closed; its text does not matter.
        let _ = stream.read(&mut [0; 1024])?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = self.end_session(&session);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that was free a moment ago.
///
/// # Errors
/// When none is.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

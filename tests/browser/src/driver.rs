//! A WebDriver program, from its start to the end of its session.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
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
    /// Starts `command` with `--port=0`, its output in `log`, and waits until it says which port it took.
    ///
    /// A port chosen here could be another's by the time the driver binds it; and asking a port of the ephemeral range
    /// until it answers can connect to itself.
    ///
    /// # Errors
    /// When it is not installed or does not say its port within 20 s.
    pub fn start(mut command: Command, log: &Path) -> Result<Driver> {
        let name = command.get_program().to_string_lossy().into_owned();
        let output = File::create(log)?;
        let child = command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| {
                format!("{name} did not start: is it installed? scripts/setup.sh installs it")
            })?;
        let mut driver = Driver { child, port: 0, log: log.to_owned(), session: None };
        let start = Instant::now();
        loop {
            if let Some(port) = said_port(&driver.output()) {
                driver.port = port;
                return Ok(driver);
            }
            if let Some(status) = driver.child.try_wait()? {
                bail!("{name} ended at once with {status}: {}", driver.output());
            }
            if start.elapsed() > Duration::from_secs(20) {
                bail!("{name} does not say its port: {}", driver.output());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
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

/// The port in a driver's output, once its line is whole: `started successfully on port 46159.` of chromedriver,
/// `Listening on 127.0.0.1:40451` of geckodriver.
fn said_port(output: &str) -> Option<u16> {
    ["started successfully on port ", "Listening on 127.0.0.1:"].iter().find_map(|words| {
        let (_, after) = output.split_once(words)?;
        let (line, _) = after.split_once('\n')?;
        line.trim_end().trim_end_matches('.').parse().ok()
    })
}

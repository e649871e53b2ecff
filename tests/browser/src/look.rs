//! How the page is looked at: size, colour scheme, paper, pictures.

use anyhow::{Context, Result};
use base64::Engine;
use serde_json::{Value, json};

use crate::browser::Kind;
use crate::page::Page;

impl Page {
    /// Gives the page a viewport of so many CSS pixels; a phone is 390 by 844.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.resize_at(width, height, 1).await
    }

    /// The same with so many dots a CSS pixel (Chromium): 640 by 450 at 2 is a small laptop at 200 %.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn resize_at(&self, width: u32, height: u32, dots: u32) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let metrics =
                    json!({"width": width, "height": height, "deviceScaleFactor": dots, "mobile": false});
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
            }
            Kind::Firefox => {
                // No window of Firefox is narrower than 450 px, but the page's frame in it can be.
                self.client.set_window_size(width.max(500) + 40, height + 200).await?;
                let script = "const {style} = gBrowser.selectedBrowser;
                    for (const [name, size] of [['width', arguments[0]], ['height', arguments[1]]]) {
                        for (const prefix of ['', 'min-', 'max-']) style.setProperty(prefix + name, size + 'px');
                    }";
                self.around(script, &[json!(width), json!(height)]).await?;
                let fits = format!("innerWidth === {width} && innerHeight === {height}");
                self.wait_for("the viewport", &fits).await?;
            }
        }
        Ok(())
    }

    /// Sets what `prefers-color-scheme` says.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn scheme(&self, dark: bool) -> Result<()> {
        let scheme = if dark { "dark" } else { "light" };
        self.media("", scheme).await
    }

    /// Shows the page with its rules for paper, in light colours.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn on_paper(&self) -> Result<()> {
        self.media("print", "light").await
    }

    async fn media(&self, medium: &str, scheme: &str) -> Result<()> {
        match self.kind {
            Kind::Chromium => {
                let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
                self.devtools("Emulation.setEmulatedMedia", json!({"media": medium, "features": features}))
                    .await?;
            }
            Kind::Firefox => {
                let script = "const context = gBrowser.selectedBrowser.browsingContext;
                    context.mediumOverride = arguments[0];
                    context.prefersColorSchemeOverride = arguments[1];";
                self.around(script, &[json!(medium), json!(scheme)]).await?;
            }
        }
        Ok(())
    }

    /// A PNG of the viewport, or of the whole page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn screenshot(&self, whole: bool) -> Result<Vec<u8>> {
        if !whole {
            return Ok(self.client.screenshot().await?);
        }
        let base64 = match self.kind {
            Kind::Chromium => {
                let how = json!({"format": "png", "captureBeyondViewport": true});
                let size = self.devtools("Page.getLayoutMetrics", json!({})).await?;
                let (width, height) = (&size["cssContentSize"]["width"], &size["cssContentSize"]["height"]);
                let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
                let mut how = how;
                how["clip"] = clip;
                self.devtools("Page.captureScreenshot", how).await?["data"].take()
            }
            Kind::Firefox => self.vendor("moz/screenshot/full", Value::Null).await?,
        };
        let base64 = base64.as_str().context("the browser gave no picture")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(base64)?)
    }

    /// The page printed on A4 as a PDF, by its own rules for paper where the browser heeds them.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn print(&self) -> Result<Vec<u8>> {
        let answer = match self.kind {
            Kind::Chromium => {
                let how = json!({"preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69});
                self.devtools("Page.printToPDF", how).await?["data"].take()
            }
            Kind::Firefox => {
                let margin = json!({"top": 1.0, "bottom": 1.0, "left": 1.0, "right": 1.0});
                let how =
                    json!({"page": {"width": 21.0, "height": 29.7}, "margin": margin, "shrinkToFit": true});
                self.vendor("print", how).await?
            }
        };
        let base64 = answer.as_str().context("the browser gave no PDF")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(base64)?)
    }

    /// How many CSS pixels the page is wider than its viewport; 0 when nothing sticks out.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn sticks_out(&self) -> Result<i64> {
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.run(script, &[]).await?.as_i64().context("a width is a number")
    }
}

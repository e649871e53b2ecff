//! What the address's hash asks for.

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// 总览.
    #[default]
    Overview,
    /// 覆盖.
    Coverage,
    /// 网格负荷.
    Grids,
    /// 代表履职.
    Representatives,
    /// 数据.
    Data,
    /// 设置.
    Settings,
}

impl Page {
    /// All, in the order of the navigation.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Coverage, Self::Grids, Self::Representatives, Self::Data, Self::Settings];

    /// The name in hashes and attributes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Coverage => "coverage",
            Self::Grids => "grids",
            Self::Representatives => "representatives",
            Self::Data => "data",
            Self::Settings => "settings",
        }
    }

    /// The name on the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Overview => "总览",
            Self::Coverage => "覆盖",
            Self::Grids => "网格负荷",
            Self::Representatives => "代表履职",
            Self::Data => "数据",
            Self::Settings => "设置",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.id() == id)
    }
}

/// What a hash says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A page of what is loaded (`#/grids`; also an empty or unknown hash).
    Page(Page),
    /// The sample (`#sample`).
    Sample,
    /// A snapshot's text, and the page to show of it (`#s=…`, `#s=…&/grids`).
    Snapshot(String, Page),
}

impl Route {
    /// Reads a hash, with or without its `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(rest) = hash.strip_prefix("s=") {
            let (text, page) = rest.split_once("&/").unwrap_or((rest, ""));
            return Self::Snapshot(text.to_owned(), Page::from_id(page).unwrap_or_default());
        }
        if hash == "sample" {
            return Self::Sample;
        }
        Self::Page(hash.strip_prefix('/').and_then(Page::from_id).unwrap_or_default())
    }
}

/// The hash of a page; a snapshot that is open stays in it, so that a reload keeps it.
#[must_use]
pub fn hash(page: Page, snapshot: Option<&str>) -> String {
    match snapshot {
        Some(text) => format!("#s={text}&/{}", page.id()),
        None => format!("#/{}", page.id()),
    }
}

/// The link to share: the address as it stands up to its hash, and the snapshot's text.
#[must_use]
pub fn link(address: &str, snapshot: &str) -> String {
    let base = address.split('#').next().unwrap_or_default();
    format!("{base}#s={snapshot}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_as_they_are_written() {
        for page in Page::ALL {
            assert_eq!(Route::parse(&hash(page, None)), Route::Page(page));
            assert_eq!(Route::parse(&hash(page, Some("1Ab-_"))), Route::Snapshot("1Ab-_".into(), page));
        }
        assert_eq!(Route::parse("#s=abc"), Route::Snapshot("abc".into(), Page::Overview));
        assert_eq!(Route::parse("#sample"), Route::Sample);
        assert_eq!(Route::parse("#/nowhere"), Route::Page(Page::Overview));
        assert_eq!(Route::parse(""), Route::Page(Page::Overview));
    }

    #[test]
    fn the_link_replaces_any_hash() {
        assert_eq!(link("file:///C:/格览.html#/grids", "x"), "file:///C:/格览.html#s=x");
    }
}

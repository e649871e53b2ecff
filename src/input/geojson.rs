//! Outlines of places out of GeoJSON (RFC 7946), read as a stream: what is not an outline, a name or a code is passed
//! over without being kept, and reading ends where there is more than a township has.

use crate::text::{say, t};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::io::Read;

/// A place of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name, as the file has it.
    pub name: String,
    /// Its code; empty where it has none.
    pub code: String,
    /// Its outlines, as longitude and latitude in degrees.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Why a text gives no map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoMap {
    /// It is no GeoJSON.
    Other,
    /// It is one that cannot be used; a sentence.
    Unusable(String),
}

impl fmt::Display for NoMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other => f.write_str(t("不是地图文件：应为 GeoJSON（FeatureCollection）")),
            Self::Unusable(sentence) => f.write_str(sentence),
        }
    }
}

/// The most points, and the most places; a township has fewer.
const POINTS: usize = 400_000;
const PLACES: usize = 20_000;
/// The most numbers of one position: longitude, latitude, height.
const AXES: usize = 3;
/// What the parser's error says where there are more.
const MORE: &str = "more than a township has";

/// The keys of names and of codes; the earliest that is there counts.
const NAMES: [&str; 9] = ["name", "NAME", "Name", "名称", "村", "村名", "行政村", "网格", "网格名称"];
const CODES: [&str; 7] = ["code", "CODE", "adcode", "编码", "代码", "网格编码", "村编码"];

#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    features: Option<Features>,
}

/// The features that have an outline.
#[derive(Default)]
struct Features(Vec<Feature>);

impl<'de> Deserialize<'de> for Features {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Features::default())
    }
}

impl<'de> Visitor<'de> for Features {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<Self, A::Error> {
        let mut points = 0;
        while let Some(raw) = list.next_element::<Raw>()? {
            let Some(geometry) = raw.geometry else { continue };
            let mut rings = Vec::new();
            outlines(geometry, &mut rings, 0);
            points += rings.iter().map(Vec::len).sum::<usize>();
            let Named { name, code } = raw.properties.unwrap_or_default();
            let (name, code) = (name.text, code.text);
            let named = !name.is_empty() || !code.is_empty();
            if named && !rings.is_empty() {
                self.0.push(Feature { name, code, rings });
            }
            if points > POINTS || self.0.len() > PLACES {
                return Err(A::Error::custom(MORE));
            }
        }
        Ok(self)
    }
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    properties: Option<Named>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Option<Nested>,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// Coordinates of any depth: the type of the geometry may stand behind them.
struct Nested {
    /// How many numbers are in it.
    numbers: usize,
    value: Value,
}

enum Value {
    Number(f64),
    List(Vec<Nested>),
    Nothing,
}

impl Nested {
    fn list(&self) -> &[Nested] {
        if let Value::List(list) = &self.value { list } else { &[] }
    }

    fn point(&self) -> Option<(f64, f64)> {
        match self.list() {
            [Nested { value: Value::Number(x), .. }, Nested { value: Value::Number(y), .. }, ..] => {
                Some((*x, *y))
            }
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Coordinates)
    }
}

struct Coordinates;

impl<'de> Visitor<'de> for Coordinates {
    type Value = Nested;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Nested, E> {
        Ok(Nested { numbers: 1, value: Value::Number(number) })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Nested, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Nested, E> {
        self.visit_f64(number as f64)
    }

    fn visit_unit<E>(self) -> Result<Nested, E> {
        Ok(Nested { numbers: 0, value: Value::Nothing })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Nested, A::Error> {
        let (mut numbers, mut list) = (0, Vec::new());
        while let Some(item) = items.next_element::<Nested>()? {
            // An empty list counts as well, or a file of them would be kept whole.
            numbers += item.numbers.max(1);
            if numbers > POINTS * AXES {
                return Err(A::Error::custom(MORE));
            }
            list.push(item);
        }
        Ok(Nested { numbers, value: Value::List(list) })
    }
}

/// A word and how early its key stands in the list of keys; the earliest counts.
struct Word {
    rank: usize,
    text: String,
}

impl Default for Word {
    fn default() -> Self {
        Self { rank: usize::MAX, text: String::new() }
    }
}

impl Word {
    fn take(&mut self, rank: Option<usize>, text: &str) {
        if let Some(rank) = rank.filter(|rank| *rank < self.rank && !text.is_empty()) {
            *self = Self { rank, text: text.to_owned() };
        }
    }
}

/// The name and the code among the properties.
#[derive(Default)]
struct Named {
    name: Word,
    code: Word,
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Self::default())
    }
}

impl<'de> Visitor<'de> for Named {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let rank = |keys: &[&str]| keys.iter().position(|known| *known == key);
            let (name, code) = (rank(&NAMES), rank(&CODES));
            if name.or(code).is_some() {
                let text = map.next_value_seed(Scalar)?;
                self.name.take(name, text.trim());
                self.code.take(code, text.trim());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(self)
    }
}

/// A text or a number as text; anything else is empty.
struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_f64<E>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_bool<E>(self, _: bool) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(String::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(String::new())
    }
}

/// Reads the features of a file that have an outline and a name.
///
/// # Errors
/// If it is no GeoJSON, has no outlines or too many, or is not in degrees.
pub fn read(file: impl Read) -> Result<Vec<Feature>, NoMap> {
    let unusable = |sentence: &'static str| Err(NoMap::Unusable(t(sentence).to_owned()));
    let Collection { features } = match serde_json::from_reader(WithoutMark::new(file)) {
        Ok(collection) => collection,
        Err(error) if error.is_io() => return Err(NoMap::Unusable(say!("文件读不出来：{error}", error))),
        Err(error) if error.to_string().starts_with(MORE) => {
            return Err(NoMap::Unusable(say!(
                "地图多于 {points} 万个边界点或 {places} 万个地方，一个乡镇没有这么多；请先简化边界，或只留本乡镇",
                points = POINTS / 10_000,
                places = PLACES / 10_000
            )));
        }
        Err(_) => return Err(NoMap::Other),
    };
    let Some(Features(features)) = features else { return Err(NoMap::Other) };
    if features.is_empty() {
        return unusable("地图文件里没有带名称（name）的边界");
    }
    let inside = |(x, y): &(f64, f64)| (-180.0..=180.0).contains(x) && (-90.0..=90.0).contains(y);
    if !features.iter().flat_map(|f| f.rings.iter().flatten()).all(inside) {
        return unusable("地图文件的坐标不是经纬度，请另存为 WGS84 或 CGCS2000 经纬度");
    }
    Ok(features)
}

fn outlines(geometry: Geometry, out: &mut Vec<Vec<(f64, f64)>>, depth: u8) {
    let Some(coordinates) = geometry.coordinates else {
        if depth < 4 {
            geometry.geometries.into_iter().for_each(|g| outlines(g, out, depth + 1));
        }
        return;
    };
    let mut ring = |ring: &Nested| {
        let ring: Vec<_> = ring.list().iter().filter_map(Nested::point).collect();
        if ring.len() > 2 {
            out.push(ring);
        }
    };
    match geometry.kind.as_str() {
        "Polygon" => coordinates.list().iter().for_each(ring),
        "MultiPolygon" => coordinates.list().iter().flat_map(Nested::list).for_each(&mut ring),
        _ => {}
    }
}

/// A file without the mark that some editors put before UTF-8.
struct WithoutMark<R> {
    file: R,
    begun: bool,
}

impl<R: Read> WithoutMark<R> {
    fn new(file: R) -> std::io::BufReader<Self> {
        std::io::BufReader::with_capacity(1 << 16, Self { file, begun: false })
    }
}

impl<R: Read> Read for WithoutMark<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if std::mem::replace(&mut self.begun, true) {
            return self.file.read(into);
        }
        let mut start = [0; 3];
        let mut read = 0;
        while let Some(rest) = start.get_mut(read..).filter(|rest| !rest.is_empty()) {
            match self.file.read(rest)? {
                0 => break,
                n => read += n,
            }
        }
        let start = start.get(..read).unwrap_or_default();
        let start = start.strip_prefix(MARK).unwrap_or(start);
        match into.get_mut(..start.len()) {
            Some(to) if !start.is_empty() => {
                to.copy_from_slice(start);
                Ok(start.len())
            }
            _ => self.file.read(into),
        }
    }
}

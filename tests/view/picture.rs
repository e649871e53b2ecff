//! Pictures: what is drawn, how wide, and that their files are sound XML.

use gelan::catalogue::Measure;
use gelan::figures::Subject;
use gelan::view::picture::*;
use proptest::prelude::*;

fn picture(drawing: Drawing) -> Picture {
    Picture {
        id: "test",
        title: "走访 <每月> & \"户次\"".into(),
        note: "户次".into(),
        description: "每月走访".into(),
        drawing,
        table: PictureTable::default(),
    }
}

fn lead() -> Option<Lead> {
    Some(Lead::Figure(Subject::Measure(Measure::Officer)))
}

/// Every element of a drawing with its attributes; fails where it is not sound XML.
fn elements(svg: &str) -> Vec<(String, Vec<(String, String)>)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut out, mut depth) = (Vec::new(), 0i32);
    loop {
        match reader.read_event().expect("sound XML") {
            Event::Start(e) | Event::Empty(e) => {
                let name = e.name().as_ref().to_owned();
                let attributes = e.attributes().map(|a| {
                    let a = a.expect("sound attribute");
                    let key = a.key.as_ref().to_owned();
                    (key, a.value.into_owned())
                });
                out.push((name, attributes.collect()));
                depth += 1;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(depth > 0);
    out
}

fn numbers(svg: &str, tag: &str, attribute: &str) -> Vec<f64> {
    let of = |(name, list): (String, Vec<(String, String)>)| {
        (name == tag)
            .then(|| list.into_iter().find(|(k, _)| k == attribute).map(|(_, v)| v.parse().unwrap()))?
    };
    elements(svg).into_iter().filter_map(of).collect()
}

fn bars(values: &[f64]) -> Picture {
    let bar = |v: &f64| Bar {
        label: "三都村第一网格".into(),
        value: *v,
        text: v.to_string(),
        lead: lead(),
        ..Bar::default()
    };
    picture(Drawing::Bars(Bars {
        bars: values.iter().map(bar).collect(),
        most: None,
        reference: Some((2.0, "平均 2".into())),
    }))
}

fn chart(points: &[f64]) -> Picture {
    let most = points.iter().copied().fold(0.0, f64::max);
    let point =
        |(i, v): (usize, &f64)| ChartPoint { x: i as f64, y: *v, lead: lead(), ..ChartPoint::default() };
    picture(Drawing::Chart(Chart {
        x: Axis::named("", (1..=points.len()).map(|i| format!("{i}月"))),
        y: Axis::from_zero("户次", most),
        height: 120.0,
        square: false,
        layers: vec![
            Layer::Line {
                points: points.iter().enumerate().map(|(i, v)| [i as f64, *v]).collect(),
                tone: Tone::Slate,
                dash: Dash::Dashed,
                label: "走访".into(),
            },
            Layer::Points { points: points.iter().enumerate().map(point).collect(), label: String::new() },
            Layer::Level { at: 1.0, words: "目标".into() },
        ],
    }))
}

#[test]
fn bars_are_as_long_as_their_values() {
    let drawn = bars(&[4.0, 2.0, 0.0]).drawn(400.0);
    let widths: Vec<f64> = numbers(&drawn.svg, "rect", "width").into_iter().filter(|w| *w < 400.0).collect();
    assert_eq!(widths.len(), 3);
    assert!((widths[0] - 2.0 * widths[1]).abs() < 0.2 && widths[2] == 0.0, "{widths:?}");
    assert_eq!(drawn.leads.len(), 3);
}

#[test]
fn a_drawing_is_as_wide_as_its_place_and_its_marks_count_up() {
    for width in [200.0, 358.0, 1200.0] {
        let drawn = chart(&[3.0, 1.0, 2.0]).drawn(width);
        assert!(drawn.svg.contains(&format!("width=\"{width:.0}\"")));
        for x in numbers(&drawn.svg, "text", "x") {
            assert!((0.0..=width).contains(&x), "{x} of {width}");
        }
        let marks: Vec<f64> = numbers(&drawn.svg, "g", "data-mark");
        assert_eq!(marks, [0.0, 1.0, 2.0]);
    }
}

#[test]
fn what_to_look_at_is_not_told_by_colour_alone() {
    let mut look = bars(&[3.0]);
    if let Drawing::Bars(bars) = &mut look.drawing {
        bars.bars[0].tone = Tone::Look;
    }
    assert!(look.drawn(400.0).svg.contains("▲ 3"));
    let mut plain = chart(&[1.0]);
    let round = plain.drawn(400.0).svg.matches("<circle").count();
    if let Drawing::Chart(Chart { layers, .. }) = &mut plain.drawing
        && let Some(Layer::Points { points, .. }) = layers.get_mut(1)
    {
        points[0].tone = Tone::Look;
    }
    assert_eq!(plain.drawn(400.0).svg.matches("<circle").count(), round - 1);
}

#[test]
fn words_of_months_do_not_touch() {
    let svg = chart(&[1.0; 24]).drawn(300.0).svg;
    assert!(svg.contains(">24月<") && svg.contains(">1月<"));
    assert!(svg.matches("月<").count() < 14, "{}", svg.matches("月<").count());
}

#[test]
fn a_file_has_its_title_its_colours_and_no_variable() {
    let file = chart(&[1.0, 2.0]).file(760.0, "青石镇　2024年上半年");
    assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(file.contains("走访 &lt;每月&gt; &amp; &quot;户次&quot;"));
    assert!(file.contains("#47688a") && !file.contains("var("));
    assert!(file.contains("青石镇　2024年上半年　来源："), "{file}");
    elements(&file);
}

#[test]
fn tiles_and_matrix_hatch_what_is_not_known() {
    let cell = |ground| Tile { label: "一".into(), text: "64".into(), ground, look: false, lead: lead() };
    let group = TileGroup {
        label: "三都村".into(),
        lead: lead(),
        cells: vec![cell(TileGround::Amount(10)), cell(TileGround::Hatched)],
    };
    let tiles = Tiles { groups: vec![group.clone()], scale: ShadeScale::Target };
    let drawn = picture(Drawing::Tiles(tiles)).drawn(358.0);
    assert_eq!(drawn.leads.len(), 3);
    assert!(drawn.svg.matches("class=\"d-grid\"").count() > 5);
    let matrix = Matrix { columns: vec!["入户走访".into(), "联户".into()], rows: vec![group] };
    elements(&picture(Drawing::Matrix(matrix)).file(500.0, ""));
}

#[test]
fn a_map_keeps_the_shape_of_places() {
    // A square of 0.1° at 60° N is half as wide as it is high.
    let square = vec![(106.0, 60.0), (106.1, 60.0), (106.1, 60.1), (106.0, 60.1)];
    let shape =
        Shape { name: "村".into(), rings: vec![square], ground: TileGround::Amount(3), ..Shape::default() };
    let drawn = picture(Drawing::Map(Map { shapes: vec![shape], scale: Default::default() })).drawn(400.0);
    let path = drawn.svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
    let numbers: Vec<f64> =
        path.split(['M', 'L', 'Z', ' ']).filter(|t| !t.is_empty()).map(|t| t.parse().unwrap()).collect();
    let (wide, high) = (numbers[2] - numbers[0], numbers[1] - numbers[5]);
    assert!((wide / high - 0.5).abs() < 0.01, "{wide} × {high}");
}

proptest! {
    #[test]
    fn any_numbers_can_be_drawn(values in prop::collection::vec(any::<f64>(), 0..9), width in any::<f64>(), words in any::<String>()) {
        let mut all = vec![bars(&values), chart(&values)];
        let ring = values.iter().map(|v| (*v, -*v)).collect();
        let shape = Shape { name: words.clone(), label: words.clone(), rings: vec![ring], ..Shape::default() };
        all.push(picture(Drawing::Map(Map { shapes: vec![shape], scale: ShadeScale::Amount(words.clone(), words.clone()) })));
        all.push(picture(Drawing::Tiles(Tiles {
            groups: vec![TileGroup { label: words.clone(), lead: None, cells: vec![Tile::default(); values.len()] }],
            scale: ShadeScale::Amount(words.clone(), words.clone()),
        })));
        all.push(picture(Drawing::DotRows(strips(&words, &values))));
        for mut picture in all {
            picture.title.clone_from(&words);
            elements(&picture.drawn(width).svg);
            elements(&picture.file(width, &words));
        }
    }
}

#[test]
fn an_axis_ends_at_round_values() {
    let words = |axis: Axis| axis.ticks.into_iter().map(|(_, w)| w).collect::<Vec<_>>();
    assert_eq!(words(Axis::from_zero("", 2107.0)), ["0", "1,000", "2,000", "3,000"]);
    assert_eq!(words(Axis::from_zero("", 0.15)), ["0.00", "0.05", "0.10", "0.15"]);
    assert_eq!(words(Axis::linear("", -3.0, 8.0)), ["-5", "0", "5", "10"]);
    assert_eq!(words(Axis::from_zero("", 0.0)), ["0", "1"]);
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(words(Axis::linear("", odd, odd)), ["0", "1"]);
    }
    assert_eq!(words(Axis::linear("", 7.0, 7.0)), ["0", "2", "4", "6", "8"]);
}

fn strips(label: &str, values: &[f64]) -> DotRows {
    let dot =
        |value: &f64| RowDot { value: *value, label: label.into(), text: "1.90".into(), ..RowDot::default() };
    DotRows {
        axis: Axis::linear("", 0.0, 2.0),
        rules: vec![(1.0, false), (1.5, true)],
        rows: vec![DotRow {
            label: label.into(),
            dots: values.iter().map(dot).collect(),
            ..DotRow::default()
        }],
        end: "差".into(),
    }
}

#[test]
fn a_long_name_keeps_its_end_and_dots_lie_apart() {
    let name = "三都水族自治县中和镇姑挂联合行政村第十二网格";
    let drawn = picture(Drawing::DotRows(strips(name, &[1.0, 1.0, 1.0]))).drawn(500.0).svg;
    let shown = drawn.split("class=\"d-t\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(shown.starts_with("三都") && shown.contains('…') && shown.ends_with("网格"), "{shown}");
    let mut heights = numbers(&drawn, "circle", "cy");
    heights.dedup();
    assert_eq!(heights.len(), 3, "{heights:?}");
}

#[test]
fn the_label_of_the_highest_point_is_inside() {
    let drawn = chart(&[1.0, 2.0, 1.0]).drawn(500.0).svg;
    assert!(numbers(&drawn, "text", "y").into_iter().all(|y| y >= 11.0), "{drawn}");
}

#[test]
fn lines_are_named_at_their_ends_and_a_target_is_dashed() {
    let drawn = chart(&[1.0, 2.0, 1.0]).drawn(500.0).svg;
    let (names, heights) = (["走访</text>", "目标</text>"], numbers(&drawn, "text", "y"));
    assert!(names.iter().all(|name| drawn.matches(name).count() == 1), "{drawn}");
    assert!(drawn.contains("d-rule d-dash"), "{drawn}");
    // Both end at 1, and neither name lies on the other.
    let ends = &heights[heights.len() - 2..];
    assert!((ends[1] - ends[0]).abs() >= 12.0, "{heights:?}");
    assert!(numbers(&drawn, "text", "x").into_iter().all(|x| x <= 500.0 - 20.0), "{drawn}");
}

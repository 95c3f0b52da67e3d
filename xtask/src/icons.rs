//! The icons of the installed app, drawn from the two SVG files of `web/`.

use crate::project::Project;
use crate::run::{Failure, Outcome};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each picture, what it is drawn from, and its width in pixels. Where the system cuts out a shape of its
/// own the ground fills the square, and the sheet stands within the part that is never cut off.
const ICONS: [(&str, &str, u32); 4] = [
    ("icon-192.png", "web/icon.svg", 192),
    ("icon-512.png", "web/icon.svg", 512),
    ("icon-maskable-512.png", "web/icon-maskable.svg", 512),
    ("apple-touch-icon-180.png", "web/icon-maskable.svg", 180),
];

/// Draws all of them into the folder `into`, which is made where it is not there.
pub fn draw(project: &Project, into: &Path) -> Outcome {
    fs::create_dir_all(into).map_err(|error| format!("{} can't be made: {error}.", into.display()))?;
    for (name, source, width) in ICONS {
        let file = into.join(name);
        let picture = picture(&project.read(source)?, width)
            .map_err(|reason| format!("{source} can't be drawn: {reason}."))?;
        fs::write(&file, picture)
            .map_err(|error| Failure::from(format!("{} can't be written: {error}.", file.display())))?;
    }
    Ok(())
}

/// The drawing as a PNG file, as wide as it is high.
fn picture(drawing: &str, width: u32) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(drawing, &Options::default()).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(width, width).ok_or("it has no width")?;
    let size = tree.size();
    let scale = Transform::from_scale(width as f32 / size.width(), width as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    match with_palette(&pixels) {
        Some(written) => written.map_err(|error| error.to_string()),
        None => pixels.encode_png().map_err(|error| error.to_string()),
    }
}

/// The picture by numbers of its colours, which takes half the bytes; `None` where it has more than a number of one
/// byte can tell apart.
fn with_palette(pixels: &Pixmap) -> Option<Result<Vec<u8>, png::EncodingError>> {
    let colours = pixels.pixels().iter().map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    let palette: Vec<_> = colours.clone().collect::<BTreeSet<_>>().into_iter().collect();
    let number = |colour| palette.binary_search(&colour).ok()?.try_into().ok();
    let numbers: Vec<u8> = colours.map(number).collect::<Option<_>>()?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(
        palette.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect::<Vec<_>>(),
    );
    encoder.set_trns(palette.iter().map(|[.., alpha]| *alpha).collect::<Vec<_>>());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&numbers));
    Some(written.map(|()| file))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2">
        <rect width="1" height="2" fill="#102030"/></svg>"##;

    #[test]
    fn a_drawing_fills_its_picture_and_leaves_the_rest_clear() {
        let drawn = Pixmap::decode_png(&picture(HALF, 8).unwrap()).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (8, 8));
        let colour = |x, y| {
            let colour = drawn.pixel(x, y).unwrap().demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        };
        assert_eq!(colour(3, 7), [0x10, 0x20, 0x30, 0xff]);
        assert_eq!(colour(4, 0)[3], 0);
    }

    #[test]
    fn a_picture_of_many_colours_has_them_all() {
        let many = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><linearGradient id="a">
            <stop stop-color="#f00"/><stop offset=".5" stop-color="#0ff"/><stop offset="1" stop-color="#00f"/></linearGradient>
            <rect width="2" height="2" fill="url(#a)"/></svg>"##;
        let drawn = Pixmap::decode_png(&picture(many, 512).unwrap()).unwrap();
        let colour = |x| {
            let colour = drawn.pixel(x, 0).unwrap();
            (colour.red(), colour.green(), colour.blue())
        };
        assert!(colour(0).0 > 250 && colour(511).0 < 5, "{:?} to {:?}", colour(0), colour(511));
        assert!((0..512).map(colour).collect::<BTreeSet<_>>().len() > 256);
    }

    #[test]
    fn the_same_drawing_gives_the_same_bytes() {
        assert_eq!(picture(HALF, 192), picture(HALF, 192));
    }

    /// The manifest names what is drawn, and nothing else.
    #[test]
    fn each_icon_of_the_manifest_is_drawn_as_large_as_it_says() {
        let manifest = include_str!("../../web/manifest.webmanifest");
        let mut named = 0;
        for (name, _, width) in ICONS.iter().filter(|(name, ..)| name.starts_with("icon-")) {
            let line = manifest.lines().find(|line| line.contains(&format!("icons/{name}")));
            let line = line.unwrap_or_else(|| panic!("the manifest does not name {name}"));
            assert!(line.contains(&format!("\"{width}x{width}\"")), "{line}");
            assert_eq!(line.contains("\"maskable\""), name.contains("maskable"), "{line}");
            named += 1;
        }
        assert_eq!(manifest.matches("icons/").count(), named);
    }

    /// A manifest can't read a style sheet, and knows no dark colours.
    #[test]
    fn the_colours_of_the_manifest_are_the_light_ones_of_the_page() {
        let manifest = include_str!("../../web/manifest.webmanifest");
        let tokens = include_str!("../../style/tokens.css");
        for (member, token) in [("background_color", "ground"), ("theme_color", "accent")] {
            let line = manifest.lines().find(|line| line.contains(member)).unwrap();
            let colour = line.split('"').nth(3).unwrap();
            assert!(tokens.contains(&format!("--{token}: light-dark({colour},")), "{member} is {colour}");
        }
    }
}

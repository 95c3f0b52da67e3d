//! Compressed copies beside the files, for hosts that send them as they are.

use super::{files_below, read, write};
use crate::run::Outcome;
use flate2::{Compression, GzBuilder};
use std::io::Write as _;
use std::path::Path;

/// What is worth compressing.
const ENDINGS: [&str; 8] = [".html", ".js", ".css", ".json", ".svg", ".wasm", ".webmanifest", ".txt"];

/// Writes `.gz` and `.br` beside each file of the folder that gets smaller by it. Only for files that
/// never change under their names: a compressed file that was left over would hide a new one.
pub fn beside(folder: &Path) -> Outcome {
    for file in files_below(folder)? {
        if !ENDINGS.iter().any(|ending| file.ends_with(ending)) {
            continue;
        }
        let bytes = read(&folder.join(&file))?;
        for (packed, ending) in [(gzip(&bytes)?, "gz"), (brotli(&bytes)?, "br")] {
            if packed.len() < bytes.len() {
                write(&folder.join(format!("{file}.{ending}")), packed)?;
            }
        }
    }
    Ok(())
}

/// Compressed by gzip, without name or time: the same bytes give the same file.
pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut packer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).map_err(|error| format!("gzip: {error}.").into())
}

/// Compressed by brotli, as well as it can: how much it takes in at a time decides by chance about half a percent.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let one = brotli_in_blocks(bytes, 0)?;
    let other = brotli_in_blocks(bytes, 20)?;
    Ok(if other.len() < one.len() { other } else { one })
}

/// `block` is the number of bits of the greatest input block; 0 leaves it to brotli.
fn brotli_in_blocks(bytes: &[u8], block: i32) -> Outcome<Vec<u8>> {
    let options =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, lgblock: block, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &options)
        .map_err(|error| format!("brotli: {error}."))?;
    Ok(packed)
}

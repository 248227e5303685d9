//! What data that are no text are, by how they begin.

use super::container;
use crate::error::{Skip, SkipReason};

/// How a kind of data begins: bytes and where they stand.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "a PDF file"),
    (0, b"{\\rtf", "an RTF file"),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\x89PNG\r\n\x1A\n", "a PNG picture"),
    (0, b"\xFF\xD8\xFF", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (8, b"WEBPVP8", "a WebP picture"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"8BPS", "a Photoshop picture"),
    (8, b"WAVEfmt", "a sound file"),
    (8, b"AVI LIST", "a film"),
    (4, b"ftyp", "a film or picture"),
    (0, b"\x1A\x45\xDF\xA3", "a film"),
    (0, b"OggS", "a sound file"),
    (0, b"ID3", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (0, b"\x7FELF", "a program"),
    (0, b"\xCF\xFA\xED\xFE", "a program"),
    (0, b"\xCA\xFE\xBA\xBE", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\0\x01\0\0\0", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"!<arch>\n", "a library of object code"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"\x93NUMPY", "an array of numbers"),
    (0, b"\x89HDF\r\n\x1A\n", "an HDF5 file"),
];

/// Containers that are not opened.
const CLOSED: &[(&[u8], &str)] = &[
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x04\x22\x4D\x18", "an LZ4 file"),
    (b"LZIP", "an lzip file"),
    (b"MSCF\0\0\0\0", "a cabinet archive"),
    (b"\x1F\x9D", "a file of `compress`"),
    (b"\x1F\xA0", "a file of `compress`"),
    (b"\x89LZO\0\r\n", "an LZO file"),
    (b"!BDN", "an Outlook mailbox"),
];

/// How the first member of a zip archive is named that is a document.
const OFFICE: &[(&[u8], &str)] = &[
    (b"[Content_Types].xml", "an office document"),
    (b"_rels/", "an office document"),
    (b"word/", "a Word document"),
    (b"xl/", "an Excel sheet"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/epub", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis", "an office document"),
    (b"META-INF/", "a Java archive"),
    (b"AndroidManifest.xml", "an Android program"),
];

/// Why data are not read, if what they begin with shows that they are no text.
pub(super) fn refused(head: &[u8]) -> Option<Skip> {
    let binary = |what: &str| Some(Skip::new(SkipReason::Binary, what));
    if let Some(what) = office(head) {
        return binary(what);
    }
    if container::recognise(head).is_some() {
        return None;
    }
    if let Some((_, what)) = CLOSED.iter().find(|(magic, _)| head.starts_with(magic)) {
        let message = format!("{what}, which cannot be opened");
        return Some(Skip::new(SkipReason::Unsupported, message));
    }
    if is_program_of_windows(head) {
        return binary("a program");
    }
    binary(named(head)?)
}

/// What the data are called, if they begin as a known kind does.
pub(super) fn named(head: &[u8]) -> Option<&'static str> {
    let stands = |(at, magic, _): &&(usize, &[u8], &str)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(magic))
    };
    MAGIC.iter().find(stands).map(|(_, _, what)| *what)
}

/// The letters `MZ` begin texts too: the header behind them is asked for.
fn is_program_of_windows(head: &[u8]) -> bool {
    let Some(at) = head.get(60..64).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()) else {
        return false;
    };
    let at = usize::try_from(u32::from_le_bytes(at)).unwrap_or(usize::MAX);
    head.starts_with(b"MZ") && head.get(at..).is_some_and(|rest| rest.starts_with(b"PE\0\0"))
}

fn office(head: &[u8]) -> Option<&'static str> {
    let name = head.get(30..).filter(|_| head.starts_with(b"PK\x03\x04"))?;
    let office = OFFICE.iter().find(|(first, _)| name.starts_with(first))?;
    Some(office.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_called_by_their_name() {
        let message = |head: &[u8]| refused(head).map(|skip| skip.message);
        assert_eq!(message(b"%PDF-1.4 x").as_deref(), Some("a PDF file"));
        assert_eq!(message(b"RIFF\x24\0\0\0WEBPVP8 ").as_deref(), Some("a WebP picture"));
        let sevenzip = refused(b"7z\xBC\xAF\x27\x1C\0\x04").unwrap();
        assert_eq!(sevenzip.reason, SkipReason::Unsupported);
        assert_eq!(sevenzip.message, "a 7-Zip archive, which cannot be opened");
        let zip = |name: &[u8]| [b"PK\x03\x04", [0; 26].as_slice(), name].concat();
        assert_eq!(message(&zip(b"word/document.xml")).as_deref(), Some("a Word document"));
        assert_eq!(message(&zip(b"words.txt")), None);
        assert_eq!(
            message(b"MZ was the mark of the mill, and it is so to this day, they say."),
            None
        );
        assert_eq!(message(b"ID4 was the line of the ferry."), None);
    }
}

//! An invented archive of any size, the same in every run: plain files of one
//! article, and files of many records, half and half.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Words that there are; a few of them are most of a text.
const WORDS: u64 = 200_000;

/// Articles of a file of records.
const RECORDS: u64 = 500;

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) ^ (self.0 >> 13) & 0x7FFF_FFFF
    }

    /// A word; the smaller its number, the more frequent.
    fn word(&mut self) -> u64 {
        let scale = 1 << (self.next() % 18);
        self.next() % scale.min(WORDS)
    }
}

/// A word of letters for a number.
fn push_word(text: &mut String, mut number: u64) {
    const SYLLABLES: [&str; 16] = [
        "ha", "bor", "fer", "ry", "cou", "ncil", "bri", "dge", "me", "to", "si", "lan", "pu",
        "dor", "ke", "ven",
    ];
    loop {
        text.push_str(SYLLABLES[usize::try_from(number % 16).unwrap_or(0)]);
        number /= 16;
        if number == 0 {
            return;
        }
    }
}

/// Headline and body of about 3 KB.
fn article(random: &mut Random) -> (String, String) {
    let mut headline = String::from("Council");
    for _ in 0..6 {
        headline.push(' ');
        push_word(&mut headline, random.word());
    }
    let mut body = String::new();
    for word in 0..480 {
        push_word(&mut body, random.word());
        body.push_str(match word % 80 {
            79 => ".\n\n",
            15 | 31 | 47 => ". The ",
            _ => " ",
        });
    }
    (headline, body)
}

/// Writes about so many bytes of articles below `folder`.
pub(crate) fn write(folder: &Path, bytes: u64) -> std::io::Result<()> {
    let mut random = Random(bytes);
    let (mut written, mut number) = (0, 0_u64);
    while written < bytes {
        let below = folder.join(format!("{}", number / 1000));
        fs::create_dir_all(&below)?;
        let file = fs::File::create(below.join(format!("{number}.jsonl")))?;
        let mut records = BufWriter::new(file);
        for record in 0..RECORDS {
            let (headline, body) = article(&mut random);
            let mut line = String::new();
            let paragraphs = body.replace('\n', "\\n");
            let _ = writeln!(
                line,
                "{{\"id\":\"{number}-{record}\",\"headline\":\"{headline}\",\"text\":\"{paragraphs}\",\"date\":\"2014-03-14\"}}"
            );
            written += line.len() as u64;
            records.write_all(line.as_bytes())?;
            let (headline, body) = article(&mut random);
            let text = format!("{headline}\n\n{body}");
            written += text.len() as u64;
            fs::create_dir_all(below.join(format!("{number}")))?;
            fs::write(below.join(format!("{number}/{record}.txt")), text)?;
        }
        records.flush()?;
        number += 1;
    }
    Ok(())
}

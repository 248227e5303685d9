//! Where a number ends: `1,000`, `3.5` and `3,5` are one word, `17.02.2017`
//! and `1,2,3` are several.

/// The end of the number that begins at `start`; a number that continues a
/// date or list has no decimals.
pub(super) fn number_end(bytes: &[u8], start: usize) -> usize {
    let mut end = digits(bytes, start);
    while bytes.get(end) == Some(&b',') && digits(bytes, end + 1) == end + 4 {
        end += 4;
    }
    let fraction = digits(bytes, end + 1);
    let listed = start >= 2
        && matches!(bytes.get(start - 1), Some(b'.' | b',' | b'/' | b':'))
        && bytes.get(start - 2).is_some_and(u8::is_ascii_digit);
    let decimal = !listed && matches!(bytes.get(end), Some(b'.' | b',')) && fraction > end + 1;
    if decimal && !continues(bytes, fraction) { fraction } else { end }
}

/// The end of the run of ASCII digits at `start`.
fn digits(bytes: &[u8], start: usize) -> usize {
    let run = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
    start + run
}

/// Whether another part follows, as in a date, a version or a list.
fn continues(bytes: &[u8], end: usize) -> bool {
    let separated = matches!(bytes.get(end), Some(b'.' | b',' | b'/' | b':'));
    separated && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_a_reader_ends_them() {
        let check = |text: &str, number: &str| {
            assert_eq!(number_end(text.as_bytes(), 0), number.len(), "{text}");
        };
        check("1,000 men", "1,000");
        check("1,234,567.89 dlrs", "1,234,567.89");
        check("3.5%", "3.5");
        check("3,5 Prozent", "3,5");
        check("17.02.2017", "17");
        check("1,2,3", "1");
        check("5. Then", "5");
        check("2017", "2017");
        check("12:30", "12");
    }
}

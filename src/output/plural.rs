//! Numbers in sentences.

/// A number with thousands set apart, and a noun in the form that it asks for.
///
/// ```
/// use morgue::output::plural::counted;
///
/// assert_eq!(counted(1, "file", "files"), "1 file");
/// assert_eq!(counted(10_400, "file", "files"), "10,400 files");
/// ```
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number))
}

/// A number with a comma between thousands.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size in the unit that suits it, in powers of 1000.
///
/// ```
/// use morgue::output::plural::size;
///
/// assert_eq!(size(512), "512 bytes");
/// assert_eq!(size(1_250_000), "1.3 MB");
/// ```
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 4] =
        [(1_000_000_000_000, "TB"), (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            let tenths = (bytes / (unit / 100) + 5) / 10;
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => counted(bytes, "byte", "bytes"),
    }
}

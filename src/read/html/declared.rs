//! The encoding that a page declares.

/// How far from the start of a page a declaration counts, in bytes.
const REACH: usize = 4096;

/// The label in `<meta charset=…>`, `<meta … content="…; charset=…">` or
/// `<?xml … encoding=…?>`.
pub(super) fn label(page: &[u8]) -> Option<String> {
    let head = page.get(..REACH).unwrap_or(page);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let marked = |from: &str, key: &str| {
        head.match_indices(from).find_map(|(at, _)| {
            let tag = head.get(at..)?.split('>').next()?;
            let value = tag.get(tag.find(key)? + key.len()..)?.trim_start();
            let value = value.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '?'));
            let label = value.get(..end.unwrap_or(value.len()))?;
            (!label.is_empty()).then(|| label.to_owned())
        })
    };
    marked("<meta", "charset").or_else(|| marked("<?xml", "encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found() {
        for (page, expected) in [
            ("<meta charset=utf-8>", Some("utf-8")),
            ("<META CHARSET='Windows-1251'/>", Some("windows-1251")),
            ("<meta name=x><meta content='text/html; charset=gb2312'>", Some("gb2312")),
            ("<?xml version='1.0' encoding=\"ISO-8859-1\"?><html>", Some("iso-8859-1")),
            ("<meta name=charset>", None),
            ("", None),
        ] {
            assert_eq!(label(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }
}

//! Whether an article passes a filter; the index answers the same by its columns.

use super::ast::{DateRange, Filter};
use crate::article::{Article, Locator};

/// Whether `article`, whose text has so many words, passes `filter`.
#[must_use]
pub fn admits(filter: &Filter, article: &Article, words: u64) -> bool {
    let equal = |value: &Option<String>, wanted: &str| value.as_deref() == Some(wanted);
    match filter {
        Filter::Date(range) => in_range(range, article),
        Filter::Language(code) => equal(&article.language, &code.to_lowercase()),
        Filter::Length(from, to) => {
            from.is_none_or(|from| words >= from) && to.is_none_or(|to| words <= to)
        }
        Filter::Page(page) => equal(&article.source.page, page),
        Filter::Id(id) => Locator::parse(id) == article.locator,
        Filter::File(glob) => glob_matches(glob, &article.locator.path),
        Filter::Status(status) => article.status.name() == status.to_lowercase(),
    }
}

fn in_range(range: &DateRange, article: &Article) -> bool {
    let Some(date) = article.date else { return false };
    range.from.is_none_or(|from| date.first() >= from.first())
        && range.to.is_none_or(|to| date.last() <= to.last())
}

/// Whether an encoded path matches a glob: `*` stands for any characters,
/// `?` for one; without wildcards a folder stands for all that is in it.
#[must_use]
pub fn glob_matches(glob: &str, path: &str) -> bool {
    if !glob.contains(['*', '?']) {
        let inside = path.strip_prefix(glob.trim_end_matches('/'));
        return inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    }
    let (glob, path): (Vec<char>, Vec<char>) = (glob.chars().collect(), path.chars().collect());
    wildcard(&glob, &path)
}

/// Greedy matching with one point of return, so that it takes linear space
/// and at most quadratic time.
fn wildcard(glob: &[char], path: &[char]) -> bool {
    let (mut g, mut p) = (0, 0);
    let mut star = None;
    while let Some(c) = path.get(p) {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, p));
                g += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == c => (g, p) = (g + 1, p + 1),
            _ => match star {
                Some((at, from)) => {
                    (g, p) = (at + 1, from + 1);
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    glob.iter().skip(g).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_paths() {
        let check =
            |glob, path, expected| assert_eq!(glob_matches(glob, path), expected, "{glob} {path}");
        check("2017", "2017/02/a.txt", true);
        check("2017/", "2017/02/a.txt", true);
        check("201", "2017/02/a.txt", false);
        check("2017/*/a.txt", "2017/02/a.txt", true);
        check("*.txt", "2017/02/a.txt", true);
        check("*a*b*c", "xxaxxbxxbxc", true);
        check("a?c", "abbc", false);
        check("a.txt", "a.txt", true);
    }
}

//! Bylines of Chinese and Korean papers.

use super::byline::Parsed;
use crate::article::Byline;

/// `本报记者 王伟 北京报道`, `文/何敏`, `记者 王伟`.
pub(super) fn parse(line: &str) -> Option<Parsed> {
    const STARTS: &[&str] = &[
        "本报记者",
        "本報記者",
        "本刊记者",
        "新华社记者",
        "新華社記者",
        "中新社记者",
        "文｜",
        "文|",
        "文/",
        "文／",
        "记者",
        "記者",
        "文：",
        "作者：",
        "撰文：",
    ];
    if line.chars().count() > 24 {
        return None;
    }
    if let Some(parsed) = korean(line) {
        return Some(parsed);
    }
    let rest = STARTS.iter().find_map(|start| line.strip_prefix(start))?;
    let mut parsed = Parsed::default();
    let mut place = None;
    let mut names = Vec::new();
    for word in rest.split([' ', '\u{3000}', '、', '/', '：', ':']).filter(|word| !word.is_empty())
    {
        match word
            .strip_suffix("报道")
            .or_else(|| word.strip_suffix("報道"))
            .or_else(|| word.strip_suffix("报导"))
        {
            Some(where_from) => place = Some(where_from.to_owned()).filter(|name| !name.is_empty()),
            None => names.push(word),
        }
    }
    if names.iter().any(|name| name.chars().count() > 8) || rest.contains(['，', '。']) {
        return None;
    }
    for name in names {
        parsed.persons.push(Byline { name: name.to_owned(), role: None, place: place.clone() });
    }
    (!parsed.persons.is_empty()).then_some(parsed)
}

/// `김철수 기자`
fn korean(line: &str) -> Option<Parsed> {
    let name = line.strip_suffix(" 기자").or_else(|| line.strip_suffix(" 특파원"))?;
    let is_hangul = name.chars().all(|c| matches!(u32::from(c), 0xAC00..=0xD7A3));
    let person = Byline { name: name.to_owned(), ..Byline::default() };
    let is_name = is_hangul && (2..=4).contains(&name.chars().count());
    is_name.then(|| Parsed { persons: vec![person], agencies: Vec::new() })
}

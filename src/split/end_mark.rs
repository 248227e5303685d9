//! Marks that say that an article ends, and who handled it.

/// `###`, `-30-`, `ENDS`, a rule.
pub(super) fn is_end_mark(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let bare = text.trim_matches([
        ' ', '.', '-', '=', '*', '(', ')', '（', '）', '\u{3000}', '[', ']', '/', '—', '–', '+',
    ]);
    if bare.is_empty() {
        return true;
    }
    matches!(
        bare,
        "30" | "0"
            | "###"
            | "##"
            | "#"
            | "END"
            | "ENDS"
            | "Ends"
            | "End"
            | "ENDIT"
            | "Endit"
            | "endit"
            | "nnnn"
            | "Nnnn"
            | "MORE"
            | "More"
            | "more"
            | "end"
            | "ends"
            | "完"
            | "了"
            | "终"
            | "終わり"
            | "おわり"
            | "FIN"
            | "Fin"
            | "FINE"
            | "ENDE"
            | "Ende"
            | "Enditem"
            | "ENDITEM"
            | "КОНЕЦ"
            | "конец"
            | "КІНЕЦЬ"
            | "-30-"
            | "###END###"
            | "TBC"
            | "MORE TO COME"
            | "END OF DOCUMENT"
            | "NNNN"
            | "끝"
    ) || bare
        .chars()
        .all(|c| matches!(c, '_' | '#' | '=' | '-' | '*' | '~' | ' ' | '■' | '□' | '◇'))
}

/// `ab/cd/mlr`, `Enditem/AB`
pub(super) fn is_desk_initials(text: &str) -> bool {
    const WORDS: &[&str] = &["and", "or", "up", "down", "in", "out", "on", "off", "he", "she"];
    text.len() <= 20
        && text.contains('/')
        && !text.contains("//")
        && text.len() > 3
        && text.trim_start_matches("Enditem/").split(['/', '-']).all(|part| {
            let is_case = |is: fn(&u8) -> bool| part.as_bytes().iter().all(is);
            (1..=4).contains(&part.len())
                && (is_case(u8::is_ascii_lowercase) || is_case(u8::is_ascii_uppercase))
                && !WORDS.contains(&part)
        })
}

/// `责任编辑：李芳`
pub(super) fn is_chinese_editor(text: &str) -> bool {
    const SENTENCE_ENDS: [char; 3] = ['。', '！', '？'];
    !text.is_ascii()
        && text.chars().count() <= 24
        && !text.ends_with(SENTENCE_ENDS)
        && editor_label(text).is_some_and(|(before, _)| {
            !text.get(..before).unwrap_or_default().contains(SENTENCE_ENDS)
        })
}

/// The first words for an editor that a name follows: where they begin, and
/// where they end.
pub(super) fn editor_label(text: &str) -> Option<(usize, usize)> {
    const LABELS: [&str; 6] = ["责任编辑", "責任編輯", "编辑：", "编辑:", "编辑 ", "責編"];
    let found = |label: &&str| text.find(*label).map(|at| (at, at + label.len()));
    LABELS.iter().find_map(found)
}

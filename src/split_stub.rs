//! stub
use crate::article::*; use crate::read::Draft; use crate::span::*;
#[derive(Default)] pub struct Context;
pub fn split(draft: Draft, _c: &Context) -> Article {
    let mut a = draft.stated; let d = draft.plain.unwrap_or_default();
    let (mut at, mut n, mut ch) = (0,1,0);
    for l in d.text.split_inclusive('\n') {
        let t = l.trim();
        if !t.is_empty() {
            let lead = l.len()-l.trim_start().len();
            let p = Piece { text: 0, file: Span::new(at+lead, at+lead+t.len()), chars: ch+l[..lead].chars().count(), line: n };
            let text = Text { text: t.to_string(), pieces: vec![p] };
            if a.headline.is_none() { a.headline=Some(text) } else { a.paragraphs.push(Paragraph{role:Role::Para,text}) }
        }
        at += l.len(); n+=1; ch += l.chars().count();
    }
    a.source_map = d.map; a
}

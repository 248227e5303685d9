//! Words by which pages ask, point and date, in the languages of many papers.

/// Bytes up to which a paragraph may be one of these.
const SHORT: usize = 220;

/// Whether a paragraph points to another article: `Read more: …`.
pub(super) fn leads_elsewhere(text: &str, has_link: bool) -> bool {
    text.len() < SHORT
        && (has_link || !text.ends_with('.') || text.contains(':'))
        && starts_with(text, POINTERS)
}

/// Whether a paragraph asks the reader for something, or says what the page
/// can do.
pub(super) fn asks_for_something(text: &str) -> bool {
    text.len() < SHORT && starts_with(text, REQUESTS) && !is_sentence_about_it(text)
}

/// A sentence that only begins with such a word: `Follow the river …, they said.`
fn is_sentence_about_it(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_quoted = text.starts_with(['“', '"', '„', '«']);
    is_quoted || words > 30
}

/// Whether a paragraph only tells when a page was made.
pub(super) fn is_time_stamp(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_marked = starts_with(text, STAMPS) && text.len() < 120;
    let is_date = text.len() < 80 && digits >= 4 && letters <= digits * 4 && !text.ends_with('.');
    digits > 0 && (is_marked || is_date) || is_marked && text.split(' ').count() < 5
}

/// Whether a paragraph only tells who made a picture: `Photo: Bo Li/Tide`.
pub(super) fn is_credit(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let words = words.take(9).count();
    let is_list = || text.contains(['/', '|']) && !text.ends_with('.');
    words <= 8 && (starts_with(text, CREDITS) || (words <= 6 && is_list()))
}

/// Whether a text begins with one of these, told apart by `|`, whatever the case.
fn starts_with(text: &str, starts: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    let head: String = text.chars().take(48).flat_map(char::to_lowercase).collect();
    let head = head.replace('’', "'");
    starts.split('|').any(|start| head.starts_with(start))
}

/// What pointers to other articles begin with.
const POINTERS: &str = "\
    read more|read also|read next|read:|related:|related stories|related articles|\
    related article|see also|see more|also read|more:|also see|more on this|watch:|listen:|\
    don't miss|you may also like|you might also like|recommended|most read|trending|more from|\
    mehr zum thema|lesen sie auch|lesen sie hier|lesen sie mehr|auch interessant|\
    das könnte sie auch|siehe auch|weiterlesen|mehr lesen|passend dazu|lire aussi|à lire aussi|\
    a lire aussi|lisez aussi|voir aussi|lire également|leggi anche|leggi qui|per approfondire|\
    lee también|lea también|lea además|te puede interesar|noticias relacionadas|más información|\
    leia também|leia mais|veja também|saiba mais|lees ook|lees meer|les også|läs också|läs även|\
    läs mer|læs også|lue myös|czytaj też|czytaj także|zobacz też|zobacz także|čtěte také|\
    přečtěte si také|citește și|olvasd el|baca juga|читайте также|читайте также:|читать также|\
    читайте також|читайте еще|см. также|по теме|ilgili haber|関連記事|相关阅读|延伸閱讀|関連：|اقرأ أيضا|\
    اقرأ أيضاً";

/// What requests to readers, and notes about the page, begin with.
const REQUESTS: &str = "\
    sign up|subscribe|click here|follow us|follow |share this|share on|share:|get the latest|\
    get our|get breaking|join our|join the conversation|join us|download our|download the|\
    already a subscriber|log in|support our|like us on|newsletter|get more|sharing is caring|\
    leave a comment|have a tip|do you have a story|let us know|tell us what|contact us|email us|\
    we use cookies|this site uses cookies|this website uses cookies|by continuing to |\
    you can unsubscribe|please enter a valid|please check your inbox|thank you for subscribing|\
    thanks for subscribing|thank you for signing up|thanks for signing up|\
    you have successfully subscribed|you are now subscribed|to view this content|\
    we need your consent|wir verwenden cookies|wir benötigen ihre |vielen dank für ihre anmeldung|\
    nous utilisons des cookies|ce site utilise des cookies|merci de votre inscription|\
    utilizamos cookies|gracias por suscribirte|questo sito utilizza|grazie per l'iscrizione|\
    advertisement|advert|article continues below|story continues below|loading|skip |\
    this article is reserved|copyright|©|(c) |all rights|this document is subject to copyright|\
    media playback|this slideshow requires|by signing up|we may earn|if you buy|\
    this article contains affiliate|this post may contain|abonnieren|jetzt abonnieren|\
    jetzt anmelden|melden sie sich|newsletter abonnieren|folgen sie|hier klicken|artikel teilen|\
    teilen|anzeige|werbung|um eingebettete inhalte|an dieser stelle finden sie|\
    ich bin damit einverstanden|empfohlener redaktioneller inhalt|externen inhalt|abonnez-vous|\
    inscrivez-vous|partager|suivez-nous|publicité|iscriviti|seguici|condividi|pubblicità|\
    riproduzione riservata|suscríbete|suscríbase|síguenos|compartir|publicidad|assine|siga |\
    compartilhe|publicidade|schrijf je in|meld je aan|volg ons|deel dit|prenumerera|annons|\
    annonse|annonce|følg |zapisz się|obserwuj|подписывайтесь|подпишитесь|поделиться|реклама|\
    підписуйтесь|підпишіться|reklam|bizi takip|abone ol|有料|この記事は有料|購読|无断|無断転載";

/// What the time of a page's making begins with.
const STAMPS: &str = "\
    published|updated|posted|last updated|last modified|created|first published|veröffentlicht|\
    aktualisiert|stand:|publiziert|publié|mis à jour|pubblicato|aggiornato|publicado|\
    actualizado|atualizado|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|\
    opdateret|опубликовано|обновлено|опубліковано|оновлено|giriş tarihi|güncelleme";

/// What the credit of a picture begins with.
const CREDITS: &str = "\
    photo:|photo by|photograph:|photograph by|photos:|foto:|fotos:|bild:|bild |image:|image by|\
    image copyright|image credit|image source|picture:|credit:|(image:|(photo:|(foto:|getty|\
    reuters|afp|ap photo|quelle:|© |video:|crédit|fot.|фото:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_pointers_are_told_from_sentences() {
        for text in
            ["Read more: Quay", "Related: Quay", "LESEN SIE AUCH: Kai", "Читайте также: Порт"]
        {
            assert!(leads_elsewhere(text, true), "{text}");
        }
        assert!(!leads_elsewhere("Read more books, the mayor said on Monday.", false));
        for text in [
            "Sign up for our newsletter.",
            "Follow us on the web",
            "© Tide 2019",
            "We need your consent to show this map.",
            "Thank you for subscribing!",
        ] {
            assert!(asks_for_something(text), "{text}");
        }
        assert!(!asks_for_something("“Follow the river,” she said."));
    }

    #[test]
    fn dates_and_credits_are_told_from_sentences() {
        for text in [
            "Updated 5:27 am CST, 20 March 2019",
            "12.03.2019, 14:05",
            "Publicado hoy",
            "2025-03-29T11:36:01Z",
        ] {
            assert!(is_time_stamp(text), "{text}");
        }
        assert!(!is_time_stamp("In 2019 the quay closed and 2021 brought no change."));
        for text in ["Photo: Bo Li, Tide", "Bo Li | Tide | Harbour Press", "Getty Images"] {
            assert!(is_credit(text), "{text}");
        }
        assert!(!is_credit("A ship leaves the quay."));
    }
}

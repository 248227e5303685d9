//! Languages as exports name them, each in the language of its interface.

const NAMES: &[(&str, &str)] = &[
    ("en", "english|englisch|anglais|inglés|ingles|inglese|engels|inglês|английский"),
    ("de", "german|deutsch|allemand|alemán|tedesco|duits|alemão|немецкий"),
    ("fr", "french|französisch|français|francés|francese|frans|francês|французский"),
    ("es", "spanish|spanisch|espagnol|español|spagnolo|spaans|espanhol|испанский"),
    ("it", "italian|italienisch|italien|italiano|italiaans|итальянский"),
    ("pt", "portuguese|portugiesisch|portugais|portugués|portoghese|português"),
    ("nl", "dutch|niederländisch|néerlandais|neerlandés|olandese|nederlands|holandês"),
    ("ru", "russian|russisch|russe|ruso|russo|русский"),
    ("uk", "ukrainian|ukrainisch|ukrainien|ucraniano|украинский|українська"),
    ("pl", "polish|polnisch|polonais|polaco|polacco|polski"),
    ("sv", "swedish|schwedisch|suédois|sueco|svedese|svenska"),
    ("da", "danish|dänisch|danois|danés|danese|dansk"),
    ("no", "norwegian|norwegisch|norvégien|noruego|norvegese|norsk"),
    ("fi", "finnish|finnisch|finnois|finés|finlandese|suomi"),
    ("cs", "czech|tschechisch|tchèque|checo|ceco|čeština"),
    ("hu", "hungarian|ungarisch|hongrois|húngaro|ungherese|magyar"),
    ("tr", "turkish|türkisch|turc|turco|türkçe"),
    ("ar", "arabic|arabisch|arabe|árabe|arabo"),
    ("zh", "chinese|chinesisch|chinois|chino|cinese|中文"),
    ("ja", "japanese|japanisch|japonais|japonés|giapponese|日本語"),
    ("ko", "korean|koreanisch|coréen|coreano|한국어"),
];

/// The ISO 639-1 code of a language; of several the first.
pub(in crate::read) fn code(named: &str) -> Option<String> {
    let first = named.split([';', ',', '/', '(']).next()?.trim().to_lowercase();
    let first = first.rsplit([' ', '-']).next()?.to_owned();
    let known = NAMES.iter().find(|(_, names)| names.split('|').any(|name| name == first));
    known.map(|(code, _)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_languages_become_codes() {
        for (named, code) in [
            ("ENGLISH", Some("en")),
            ("GERMAN; DEUTSCH", Some("de")),
            ("Anglais", Some("en")),
            ("Chinese - Traditional", None),
            ("", None),
        ] {
            assert_eq!(super::code(named).as_deref(), code, "{named}");
        }
    }
}

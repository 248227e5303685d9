//! News agencies and press release services: every way to write a name, and its short form.

use std::sync::LazyLock;

use super::hash::{Names, in_lower_case};

/// What is known of an agency by one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agency {
    /// The short form that records use.
    pub name: &'static str,
    /// The language that this way to write the name proves.
    pub language: Option<&'static str>,
    /// Whether its datelines end without a dash.
    pub is_dashless: bool,
    /// Whether it spreads announcements of companies.
    pub is_press_release: bool,
}

/// Short form, then other names; `+` before a row means no dash, `!` press
/// releases; `xx:` before a name means that it proves the language `xx`.
const ROWS: &str = "
AP|associated press|the associated press|ap
Reuters|reuter|reuters|reuters life!|thomson reuters|reuters health|reuters breakingviews|reuters.com|refinitiv|ru:рейтер|he:רויטרס|ar:رويترز|ja:ロイター|ja:ロイター通信|zh:路透社|zh:路透
AFP|agence france-presse|agence france presse|afp|ar:أ ف ب|ar:ا ف ب|ar:أ.ف.ب|ar:فرانس برس|zh:法新社|ja:ＡＦＰ
UPI|united press international|upi|united press|up
dpa|dpa|dpa-afx|deutsche presse-agentur|ar:د ب أ
tca|tca|tribune content agency
EFE|efe|agencia efe
ANSA|ansa
TASS|tass|itar-tass|itar tass|ru:тасс|ru:итар-тасс|zh:塔斯社
RIA Novosti|ria novosti|ria|ru:риа новости|ru:риа
Sputnik|sputnik|sputnik international|ru:спутник
CMC|cmc|caribbean media corporation
Interfax|interfax|interfax.ru|ru:интерфакс
Interfax-Ukraine|interfax-ukraine|uk:інтерфакс-україна
Ukrinform|ukrinform|uk:укрінформ
UNN|unn|uk:унн
BelTA|belta|ru:белта
UNIAN|unian|uk:уніан
Xinhua|xinhua|xinhua news agency|xinhuanet|zh:新华社|zh:新华网|zh:新華社|ar:شينخوا
China News Service|cns|china news service|chinanews|zh:中新社|zh:中新网|zh:中国新闻社
Kyodo|kyodo|kyodo news|ja:共同|ja:共同通信
Jiji|jiji|jiji press|ja:時事|ja:時事通信
Yonhap|yonhap|yonhap news agency|ko:연합뉴스|ja:聯合ニュース
KCNA|kcna|korean central news agency
+PTI|pti|press trust of india
+ANI|ani
+IANS|ians|indo-asian news service
+UNI|uni
Bloomberg|bloomberg|bloomberg news
Dow Jones|dow jones|dow jones newswires|djn|dow jones/newswires
AAP|aap|australian associated press
NZPA|nzpa
PA|pa|press association|pa media
CP|cp|canadian press|the canadian press|la presse canadienne
+ATS|ats|keystone-ats|sda|keystone-sda
APA|apa|austria presse agentur
Belga|belga
ANP|anp
NTB|ntb
TT|tt
Ritzau|ritzau
STT|stt
Lusa|lusa
PAP|pap
CTK|ctk|čtk
MTI|mti
Tanjug|tanjug|sr:танјуг
BTA|bta|bg:бта
Agerpres|agerpres|rompres
Anadolu|aa|anadolu|anadolu agency|anadolu ajansı|ar:الأناضول
ANKA|anka
DHA|dha
İHA|iha|i̇ha
WAM|wam|ar:وام
SPA|spa|ar:واس
KUNA|kuna|ar:كونا
QNA|qna|ar:قنا
MENA|mena|ar:أ ش أ
SANA|sana|ar:سانا
Newsis|newsis|ko:뉴시스
News1|ko:뉴스1
Newspim|newspim|ko:뉴스핌
WAFA|wafa|ar:وفا
Petra|petra|ar:بترا
IRNA|irna
ISNA|isna
Mehr|mehr|mehr news
Fars|fars|fars news
Antara|antara|antara news
Bernama|bernama
CNA|cna|central news agency|zh:中央社
People's Daily Online|zh:人民网
VNA|vna
PNA|pna
APP|app
BSS|bss
UNB|unb
IPS|ips|inter press service
PANA|pana|panapress
NAN|nan
SAPA|sapa
GNA|gna
Agencia Brasil|abr|agência brasil|agencia brasil
Estadao Conteudo|estadão conteúdo
Folhapress|folhapress
Notimex|notimex
Prensa Latina|prensa latina|pl
Telam|télam|telam
Europa Press|europa press|ep
Adnkronos|adnkronos
AGI|agi
LaPresse|lapresse
askanews|askanews|aska news
ANA-MPA|ana-mpa|el:απε-μπε
+CNN|cnn
NPR|npr
BBC|bbc|bbc news
+epd|epd|evangelischer pressedienst
+KNA|kna
SID|sid
awp|awp|awp international
Gannett|gannett|gannett news service|gns
Knight Ridder|knight ridder|knight-ridder|krt
Scripps Howard|scripps howard|shns
Cox|cox news service
Tribune|tribune news service|tns
PRIME|ru:прайм
taz|taz
MNI|mni|market news international
IFR|ifr
Hollywood Reporter|hollywood reporter|the hollywood reporter
Variety|variety
Sports Xchange|the sports xchange|sports xchange
Billboard|billboard
TheWrap|thewrap|thewrap.com|the wrap
Thomson Reuters Accelus|thomson reuters accelus|westlaw news
Thomson Reuters Foundation|thomson reuters foundation|trustlaw|alertnet|openly
BusinessDesk|businessdesk
BNS|bns
Baltic News|leta|elta
Interpress|interpressnews
Trend|trend
AzerTac|azertac
Kazinform|kazinform|ru:казинформ
Armenpress|armenpress
Mehr|mehr
NNA|nna
Zuma|zuma
GlobalPost|globalpost
McClatchy|mcclatchy|mcclatchy newspapers
Religion News Service|rns|religion news service
CNW|cnw|canada newswire
!PR Newswire|prnewswire|pr newswire|prnewswire-usnewswire|prnewswire-asianet|pr newswire asia
!Business Wire|business wire|businesswire
!GlobeNewswire|globe newswire|globenewswire
!Marketwired|marketwired|marketwire|market wire
!Accesswire|accesswire
!Newsfile|newsfile corp.|newsfile
!PRWEB|prweb
!EIN Presswire|ein presswire
!ots|ots
";

static TABLE: LazyLock<Names<Agency>> = LazyLock::new(|| {
    let rows = ROWS.lines().filter(|row| !row.is_empty());
    rows.flat_map(|row| {
        let mut names = row.trim_start_matches(['+', '!']).split('|');
        let name = names.next().unwrap_or_default();
        names.map(move |alias| {
            let (language, alias) = match alias.split_once(':') {
                Some((language, alias)) if language.len() == 2 => (Some(language), alias),
                _ => (None, alias),
            };
            let is_dashless = row.starts_with('+');
            let is_press_release = row.starts_with('!');
            (alias, Agency { name, language, is_dashless, is_press_release })
        })
    })
    .collect()
});

/// Longest name in bytes.
const LONGEST: usize = 64;

/// The agency that a name, in any case and with any blanks, stands for.
pub(super) fn agency(name: &str) -> Option<Agency> {
    let name = name.trim();
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    if !name.is_ascii() {
        let folded = name.to_lowercase().replace(['\u{3000}', '\u{A0}'], " ");
        return lookup(folded.trim());
    }
    TABLE.may_hold(name).then(|| in_lower_case(name, lookup))?
}

/// Whether a printed name of a known agency is enough for a dateline without
/// place and date: short names stand for much else.
pub(super) fn stands_alone(name: &str) -> bool {
    const SHORT: &[&str] = &[
        "ap", "afp", "upi", "dpa", "pti", "ani", "agi", "efe", "ifr", "cnn", "bbc", "npr", "tca",
        "ria", "awp", "sda", "ats", "aap", "anp", "ntb", "epd", "kna", "rns", "mni", "bns",
    ];
    name.chars().count() > 3 || SHORT.contains(&name.to_lowercase().as_str())
}

fn lookup(folded: &str) -> Option<Agency> {
    let bare = folded.trim_end_matches(['.', '=', '!']);
    let exact = TABLE.get_lower(folded);
    exact.or_else(|| TABLE.get_lower(bare).filter(|_| bare.len() < folded.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_have_one_short_form() {
        for (printed, expected) in [
            ("Associated Press", "AP"),
            ("REUTER", "Reuters"),
            ("ТАСС", "TASS"),
            ("新华社", "Xinhua"),
            ("共同", "Kyodo"),
            ("GLOBE NEWSWIRE", "GlobeNewswire"),
            ("أ ف ب", "AFP"),
            ("dpa", "dpa"),
        ] {
            assert_eq!(agency(printed).map(|agency| agency.name), Some(expected), "{printed}");
        }
        assert_eq!(agency("Reuters analysts"), None);
        assert_eq!(agency("УНІАН").and_then(|agency| agency.language), Some("uk"));
        assert!(agency("PTI").is_some_and(|agency| agency.is_dashless));
    }
}

//! Newspapers and sites: aliases, families, and how each writes its dates.
//!
//! A name that is not here is kept as printed and reported, never dropped.

use std::sync::LazyLock;

use super::hash::NameMap;

use super::date::DateOrder;

/// A publication of the registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    /// Its id, such as `china-daily-usa`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What editions of one paper have in common, such as `china-daily`.
    pub family: &'static str,
    /// ISO 639-1 code of its language.
    pub language: &'static str,
    /// The order of the fields of its numeric dates, if it has one.
    pub date_order: Option<DateOrder>,
}

/// `id|name|family|language|order|other names`; an order of `-` is unknown.
const ROWS: &str = "
china-daily|China Daily|china-daily|en|m|chinadaily|chinadaily.com.cn
china-daily-usa|China Daily USA|china-daily|en|m|china daily us edition|china daily - us edition
china-daily-europe|China Daily European Weekly|china-daily|en|m|c d european wkly|european weekly
china-daily-africa|China Daily Africa Weekly|china-daily|en|m|africa weekly
china-daily-asia|China Daily Asia Weekly|china-daily|en|m|asia weekly
china-daily-global|China Daily Global|china-daily|en|m|china daily global weekly
china-daily-hk|China Daily Hong Kong Edition|china-daily|en|m|hk edition|china daily hong kong
global-times|Global Times|global-times|en|-|
peoples-daily|People's Daily|peoples-daily|zh|-|人民日报|people's daily online
guangming|Guangming Daily|guangming|zh|-|光明日报
scmp|South China Morning Post|scmp|en|d|scmp
straits-times|The Straits Times|straits-times|en|d|
nyt|The New York Times|nyt|en|m|nyt|nytimes.com|new york times
iht|International Herald Tribune|nyt|en|m|
washington-post|The Washington Post|washington-post|en|m|
la-times|Los Angeles Times|la-times|en|m|la times
wsj|The Wall Street Journal|wsj|en|m|wsj
usa-today|USA Today|usa-today|en|m|
chicago-tribune|Chicago Tribune|chicago-tribune|en|m|
boston-globe|The Boston Globe|boston-globe|en|m|
time|TIME|time|en|m|time magazine
newsweek|Newsweek|newsweek|en|m|
christian-science-monitor|The Christian Science Monitor|csm|en|m|
guardian|The Guardian|guardian|en|d|guardian.co.uk
observer|The Observer|guardian|en|d|
times|The Times|times|en|d|times of london
sunday-times|The Sunday Times|times|en|d|
telegraph|The Daily Telegraph|telegraph|en|d|
independent|The Independent|independent|en|d|
financial-times|Financial Times|ft|en|d|ft
economist|The Economist|economist|en|d|
daily-mail|Daily Mail|daily-mail|en|d|
irish-times|The Irish Times|irish-times|en|d|
globe-and-mail|The Globe and Mail|globe-and-mail|en|-|
toronto-star|Toronto Star|toronto-star|en|-|
smh|The Sydney Morning Herald|fairfax|en|d|
age|The Age|fairfax|en|d|
australian|The Australian|australian|en|d|
nz-herald|The New Zealand Herald|nz-herald|en|d|
times-of-india|The Times of India|times-of-india|en|d|
hindu|The Hindu|hindu|en|d|
dawn|Dawn|dawn|en|d|
japan-times|The Japan Times|japan-times|en|m|
asahi|Asahi Shimbun|asahi|ja|-|朝日新聞
yomiuri|Yomiuri Shimbun|yomiuri|ja|-|読売新聞
mainichi|Mainichi Shimbun|mainichi|ja|-|毎日新聞
nikkei|Nikkei|nikkei|ja|-|日本経済新聞
korea-herald|The Korea Herald|korea-herald|en|m|
moscow-times|The Moscow Times|moscow-times|en|-|
kyiv-post|Kyiv Post|kyiv-post|en|-|
kommersant|Kommersant|kommersant|ru|d|коммерсантъ|коммерсант
izvestia|Izvestia|izvestia|ru|d|известия
rossiyskaya-gazeta|Rossiyskaya Gazeta|rg|ru|d|российская газета
pravda|Pravda|pravda|ru|d|правда
le-monde|Le Monde|le-monde|fr|d|
le-figaro|Le Figaro|le-figaro|fr|d|
liberation|Libération|liberation|fr|d|liberation
la-croix|La Croix|la-croix|fr|d|
les-echos|Les Echos|les-echos|fr|d|
le-soir|Le Soir|le-soir|fr|d|
le-temps|Le Temps|le-temps|fr|d|
faz|Frankfurter Allgemeine Zeitung|faz|de|d|faz|f.a.z.
sz|Süddeutsche Zeitung|sz|de|d|
die-zeit|Die Zeit|die-zeit|de|d|
welt|Die Welt|welt|de|d|
spiegel|Der Spiegel|spiegel|de|d|
taz|die tageszeitung|taz|de|d|taz
nzz|Neue Zürcher Zeitung|nzz|de|d|nzz
standard|Der Standard|standard|de|d|
el-pais|El País|el-pais|es|d|el pais
el-mundo|El Mundo|el-mundo|es|d|
abc-es|ABC|abc-es|es|d|
la-vanguardia|La Vanguardia|la-vanguardia|es|d|
clarin|Clarín|clarin|es|d|clarin
la-nacion|La Nación|la-nacion|es|d|
el-universal|El Universal|el-universal|es|d|
corriere|Corriere della Sera|corriere|it|d|
repubblica|la Repubblica|repubblica|it|d|
la-stampa|La Stampa|la-stampa|it|d|
folha|Folha de S.Paulo|folha|pt|d|folha de s. paulo
o-globo|O Globo|o-globo|pt|d|
publico|Público|publico|pt|d|
nrc|NRC Handelsblad|nrc|nl|d|
volkskrant|de Volkskrant|volkskrant|nl|d|
dagens-nyheter|Dagens Nyheter|dn|sv|-|
aftenposten|Aftenposten|aftenposten|no|d|
politiken|Politiken|politiken|da|d|
helsingin-sanomat|Helsingin Sanomat|hs|fi|d|
gazeta-wyborcza|Gazeta Wyborcza|gw|pl|d|
hurriyet|Hürriyet|hurriyet|tr|d|
al-ahram|Al-Ahram|al-ahram|ar|d|الأهرام
asharq-al-awsat|Asharq Al-Awsat|asharq-al-awsat|ar|d|الشرق الأوسط
al-hayat|Al-Hayat|al-hayat|ar|d|الحياة
haaretz|Haaretz|haaretz|en|d|
jerusalem-post|The Jerusalem Post|jerusalem-post|en|d|
";

static TABLE: LazyLock<NameMap<String, Publication>> = LazyLock::new(|| {
    let mut table = NameMap::default();
    for row in ROWS.lines() {
        let mut fields = row.split('|');
        let mut next = || fields.next().unwrap_or_default();
        let (id, name, family, language, order) = (next(), next(), next(), next(), next());
        if name.is_empty() {
            continue;
        }
        let date_order = match order {
            "m" => Some(DateOrder::MonthFirst),
            "d" => Some(DateOrder::DayFirst),
            _ => None,
        };
        let publication = Publication { id, name, family, language, date_order };
        for alias in [name, id].into_iter().chain(fields).filter(|alias| !alias.is_empty()) {
            table.insert(folded(alias), publication);
        }
    }
    table
});

/// The publication of the registry that a printed name or an id stands for;
/// case, blanks and a leading `The` do not matter.
#[must_use]
pub fn publication(name: &str) -> Option<Publication> {
    if name.len() > 64 {
        return None;
    }
    TABLE.get(&folded(name)).copied()
}

/// The article that names of publications may or may not begin with.
const THE: &str = "the";

/// The key under which names of publications are compared.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            'a'..='z' | '0'..='9' => key.push(character),
            'A'..='Z' => key.push(character.to_ascii_lowercase()),
            c if c.is_ascii() => {}
            c => key.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
        }
    }
    if key.len() > THE.len() && key.starts_with(THE) {
        key.drain(..THE.len());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_found_by_any_of_its_names() {
        for (name, id) in [
            ("China Daily USA", "china-daily-usa"),
            ("china  daily", "china-daily"),
            ("HK Edition", "china-daily-hk"),
            ("New York Times", "nyt"),
            ("The Guardian", "guardian"),
        ] {
            assert_eq!(publication(name).map(|paper| paper.id), Some(id), "{name}");
        }
        assert_eq!(publication("China Daily USA").map(|paper| paper.family), Some("china-daily"));
        assert_eq!(publication("The Example Post"), None);
    }
}

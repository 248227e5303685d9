//! Month and weekday names of over twenty languages, all at once.
//!
//! Names are compared without case and without a closing full stop. A word
//! that means different months in different languages is left out.

use std::sync::LazyLock;

use crate::split::hash::Names;

/// The names of the twelve months, a line each.
const MONTHS: [&str; 12] = [
    "january jan januar janvier janv enero ene janeiro gennaio gen januari januari tammikuu tammikuuta
     stycznia styczeń sty leden ledna január ianuarie ian ocak января январь янв січня січень січ
     ιανουαρίου ιανουάριος ιαν يناير januarja januari gener януари студзеня januára jänner",
    "february feb februar février fevrier févr fév febrero fevereiro fev febbraio febbr febr februari
     helmikuu helmikuuta lutego luty únor února február februarie şubat февраля февраль фев февр
     лютого лютий лют φεβρουαρίου φεβρουάριος φεβ فبراير febrer февруари februára pebruari",
    "march mar märz maerz mrz mars marzo março marco maart mrt maaliskuu maaliskuuta marca
     marzec březen března március martie mart марта март мар березня березень бер μαρτίου μάρτιος μαρ
     مارس març maret marts",
    "april apr avril avr abril abr aprile aprill huhtikuu huhtikuuta kwietnia kwiecień kwi duben dubna
     április aprilie nisan апреля апрель апр квітня квітень квіт απριλίου απρίλιος απρ أبريل ابريل
     apríla април",
    "may mai mayo maio maggio mag mei maj toukokuu toukokuuta maja květen května május mayıs мая май
     травня травень трав μαΐου μάιος μαϊ مايو maig mája",
    "june jun juni juin junio junho giugno giu kesäkuu kesäkuuta czerwca czerwiec červen června június
     iunie iun haziran июня июнь июн червня червень черв ιουνίου ιούνιος ιουν يونيو juny юни júna",
    "july jul juli juillet juil julio julho luglio lug heinäkuu heinäkuuta lipca lipiec červenec července
     július iulie iul temmuz июля июль июл липня липень лип ιουλίου ιούλιος ιουλ يوليو juliol юли júla",
    "august aug août aout agosto ago augustus augusti elokuu elokuuta sierpnia sierpień srpen srpna
     augusztus ağustos августа август авг серпня серпень серп αυγούστου αύγουστος αυγ أغسطس اغسطس agost
     agustus augusta",
    "september sept sep septembre septiembre setiembre setembro settembre sett syyskuu syyskuuta września
     wrzesień wrz září szeptember septembrie eylül сентября сентябрь сен сент вересня вересень вер
     σεπτεμβρίου σεπτέμβριος σεπ سبتمبر setembre септември septembra",
    "october oct oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta października
     październik paź říjen října október octombrie ekim октября октябрь окт жовтня жовтень жовт
     οκτωβρίου οκτώβριος οκτ أكتوبر اكتوبر octubre октомври októbra",
    "november nov novembre noviembre novembro marraskuu marraskuuta listopada listopad november noiembrie
     kasım ноября ноябрь ноя листопада листопад лист νοεμβρίου νοέμβριος νοε نوفمبر ноември novembra",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre joulukuu joulukuuta
     grudnia grudzień gru prosinec prosince decembrie aralık декабря декабрь дек грудня грудень груд
     δεκεμβρίου δεκέμβριος δεκ ديسمبر desembre декември desember decembra",
];

/// The names of the seven days from Monday, a line each.
const WEEKDAYS: [&str; 7] = [
    "monday mon montag lundi lunes segunda-feira lunedì maandag måndag mandag maanantai poniedziałek
     pondělí hétfő luni pazartesi понедельник понеділок δευτέρα الإثنين الاثنين dilluns",
    "tuesday tue tues dienstag mardi martes terça-feira martedì dinsdag tisdag tirsdag tiistai wtorek
     úterý kedd marți salı вторник вівторок τρίτη الثلاثاء dimarts",
    "wednesday wed mittwoch mercredi miércoles quarta-feira mercoledì woensdag onsdag keskiviikko środa
     středa szerda miercuri çarşamba среда середа τετάρτη الأربعاء dimecres",
    "thursday thu thur thurs donnerstag jeudi jueves quinta-feira giovedì donderdag torsdag torstai
     czwartek čtvrtek csütörtök joi perşembe четверг четвер πέμπτη الخميس dijous",
    "friday fri freitag vendredi viernes sexta-feira venerdì vrijdag fredag perjantai piątek pátek péntek
     vineri cuma пятница п'ятниця παρασκευή الجمعة divendres",
    "saturday sat samstag sonnabend samedi sábado sabato zaterdag lördag lørdag lauantai sobota szombat
     sâmbătă cumartesi суббота субота σάββατο السبت dissabte",
    "sunday sun sonntag dimanche domingo domenica zondag söndag søndag sunnuntai niedziela neděle vasárnap
     duminică pazar воскресенье неділя κυριακή الأحد diumenge",
];

/// Longest name in characters; longer words are not looked up.
const LONGEST: usize = 15;

static MONTH_TABLE: LazyLock<Names<i8>> = LazyLock::new(|| table(&MONTHS));
static WEEKDAY_TABLE: LazyLock<Names<i8>> = LazyLock::new(|| table(&WEEKDAYS));

fn table(lines: &[&'static str]) -> Names<i8> {
    let rows = (1..).zip(lines);
    rows.flat_map(|(number, line)| line.split_whitespace().map(move |name| (name, number)))
        .collect()
}

/// The month, 1 to 12, that a word names in any of the languages.
pub(in super::super) fn month(word: &str) -> Option<i8> {
    lookup(&MONTH_TABLE, word)
}

/// The day of the week, 1 for Monday to 7, that a word names.
pub(in super::super) fn weekday(word: &str) -> Option<i8> {
    lookup(&WEEKDAY_TABLE, word)
}

fn lookup(table: &Names<i8>, word: &str) -> Option<i8> {
    let may_be = word.len() >= 3 && table.may_hold(word) && word.chars().nth(LONGEST).is_none();
    may_be.then(|| table.get(word))?
}

/// English month names that a wire operator may have mistyped.
const TYPED: [&str; 23] = [
    "january",
    "jan",
    "february",
    "feb",
    "march",
    "mar",
    "april",
    "apr",
    "may",
    "june",
    "jun",
    "july",
    "jul",
    "august",
    "aug",
    "september",
    "sept",
    "october",
    "oct",
    "november",
    "nov",
    "december",
    "dec",
];

/// The month that an English word misses by one letter: one wrong, missing or
/// added, or two neighbours swapped. `None` if no month or several are that near.
pub(super) fn nearly_month(word: &str) -> Option<i8> {
    if !(3..=10).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let typed = word.to_ascii_lowercase();
    let mut near = TYPED.iter().filter(|name| is_one_edit(typed.as_bytes(), name.as_bytes()));
    let first = month(near.next()?)?;
    near.all(|name| month(name) == Some(first)).then_some(first)
}

fn is_one_edit(typed: &[u8], name: &[u8]) -> bool {
    let (short, long) = if typed.len() < name.len() { (typed, name) } else { (name, typed) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |of: &[u8], skip: usize| of.get(same + skip..).map(<[u8]>::to_vec);
    match long.len() - short.len() {
        0 if same == long.len() => false,
        0 => {
            let swapped = short.get(same).is_some()
                && short.get(same) == long.get(same + 1)
                && short.get(same + 1) == long.get(same)
                && rest(short, 2) == rest(long, 2);
            rest(short, 1) == rest(long, 1) || swapped
        }
        1 => rest(short, 0) == rest(long, 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_one_month() {
        for lines in [MONTHS.as_slice(), WEEKDAYS.as_slice()] {
            let mut seen = std::collections::HashMap::new();
            for (number, line) in lines.iter().enumerate() {
                for name in line.split_whitespace() {
                    let before = seen.insert(name, number);
                    assert!(before.is_none_or(|before| before == number), "{name}");
                    assert!(name.chars().count() <= LONGEST, "{name}");
                    assert_eq!(name, name.to_lowercase());
                }
            }
        }
    }

    #[test]
    fn months_of_many_languages_are_known() {
        for (word, expected) in [
            ("Feb", 2),
            ("MARCH", 3),
            ("März", 3),
            ("août", 8),
            ("febrero", 2),
            ("лютого", 2),
            ("ФЕВРАЛЯ", 2),
            ("maaliskuuta", 3),
            ("października", 10),
            ("Μαρτίου", 3),
            ("مارس", 3),
            ("Ağustos", 8),
            ("szeptember", 9),
            ("dezembro", 12),
            ("settembre", 9),
            ("juil", 7),
        ] {
            assert_eq!(month(word), Some(expected), "{word}");
        }
        assert_eq!((month("Ma"), month("Monday"), weekday("Freitag")), (None, None, Some(5)));
    }

    #[test]
    fn mistyped_months_are_told() {
        for (word, expected) in [
            ("Narch", Some(3)),
            ("Juen", Some(6)),
            ("Apri", Some(4)),
            ("Mach", Some(3)),
            ("Febuary", Some(2)),
            ("March", None),
            ("Bonn", None),
            ("Jxn", None),
            ("Dex", Some(12)),
        ] {
            assert_eq!(nearly_month(word), expected, "{word}");
        }
    }
}

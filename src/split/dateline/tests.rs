//! The datelines of the trade and the traps that look like them.

mod closing;
mod houses;
mod trade;

use super::*;

/// `place|region + place; date; agency; start of the body`
fn shown(text: &str) -> String {
    let Some(found) = accept(text, false) else { return "none".to_owned() };
    let places: Vec<String> = found
        .places
        .iter()
        .map(|place| match &place.region {
            Some(region) => format!("{}|{region}", place.name),
            None => place.name.clone(),
        })
        .collect();
    let day = found.day.map_or(String::new(), |day| {
        let part = |value: Option<i8>| value.map_or("?".to_owned(), |value| value.to_string());
        let year = day.year.map_or(String::new(), |year| format!("{year}-"));
        match (day.month, day.weekday) {
            (None, Some(weekday)) if day.day.is_none() => format!("w{weekday}"),
            _ => format!("{year}{}-{}", part(day.month), part(day.day)),
        }
    });
    let body: String = text.split_at(found.body).1.chars().take(12).collect();
    format!("{}; {day}; {}; {body}", places.join(" + "), found.agencies.join("+"))
}

/// Compares all rows before it fails.
fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  wanted {expected}\n  got    {}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Datelines as agencies and papers print them.
const DATELINES: &[(&str, &str)] = &[
    (
        "WASHINGTON (AP) — The Senate voted late Thursday to end the debate.",
        "WASHINGTON; ; AP; The Senate v",
    ),
    ("KYIV, Ukraine (AP) _ Shelling resumed at dawn.", "KYIV|Ukraine; ; AP; Shelling res"),
    ("SALVADOR, Feb 26 - Rain eased the worries of growers.", "SALVADOR; 2-26; ; Rain eased t"),
    (
        "SIMFEROPOL, Crimea, March 2 (Reuters) - Armed men stood guard.",
        "SIMFEROPOL|Crimea; 3-2; Reuters; Armed men st",
    ),
    (
        "MUMBAI/LONDON (Reuters) - The carmaker will close a plant.",
        "MUMBAI + LONDON; ; Reuters; The carmaker",
    ),
    (
        "ZHONGSHAN, China/TOKYO (Reuters) - Workers walked out.",
        "ZHONGSHAN|China + TOKYO; ; Reuters; Workers walk",
    ),
    ("(Reuters) - A U.S. judge dismissed the suit.", "; ; Reuters; A U.S. judge"),
    (
        "BRUSSELS, Feb. 17 (Xinhua) -- NATO defense ministers met.",
        "BRUSSELS; 2-17; Xinhua; NATO defense",
    ),
    ("MOSCOW, February 17. /TASS/. Russia is ready to talk.", "MOSCOW; 2-17; TASS; Russia is re"),
    ("PARIS, Feb 17, 2017 (AFP) - France will send help.", "PARIS; 2017-2-17; AFP; France will "),
    ("LONDON, Feb. 17 (UPI) -- British police held a man.", "LONDON; 2-17; UPI; British poli"),
    ("TOKYO, Feb. 17, Kyodo - Japan lodged a protest.", "TOKYO; 2-17; Kyodo; Japan lodged"),
    ("SEOUL, Feb. 17 (Yonhap) -- North Korea said nothing.", "SEOUL; 2-17; Yonhap; North Korea "),
    ("New Delhi, Feb 17 (PTI) The finance minister spoke.", "New Delhi; 2-17; PTI; The finance "),
    ("Berlin (dpa) - Negotiations went on all night.", "Berlin; ; dpa; Negotiations"),
    ("San Diego (tca/dpa) - History says otherwise.", "San Diego; ; tca+dpa; History says"),
    (
        "Hamburg/Berlin (dpa/AFP) – Die Polizei sucht Zeugen.",
        "Hamburg + Berlin; ; dpa+AFP; Die Polizei ",
    ),
    ("Tegucigalpa, Jan 2 (EFE).- The president signed.", "Tegucigalpa; 1-2; EFE; The presiden"),
    ("(ANSA) - Rome, October 11 - The foreign minister left.", "Rome; 10-11; ANSA; The foreign "),
    ("ROMA, 17 feb (ANSA) - Il ministro ha detto no.", "ROMA; 2-17; ANSA; Il ministro "),
    ("Feb. 17 (Bloomberg) -- Oil rose for a third day.", "; 2-17; Bloomberg; Oil rose for"),
    ("MOSCOW, Monday (Reuters) - The talks failed.", "MOSCOW; w1; Reuters; The talks fa"),
    ("BEIRUT, Lebanon — The convoy turned back.", "BEIRUT|Lebanon; ; ; The convoy t"),
    (
        "ABOARD AIR FORCE ONE (AP) — The president slept.",
        "ABOARD AIR FORCE ONE; ; AP; The presiden",
    ),
    (
        "DALLAS/FORT WORTH, Texas, March 3 - Two airlines merged.",
        "DALLAS + FORT WORTH|Texas; 3-3; ; Two airlines",
    ),
    (
        "GEORGETOWN, Grand Cayman, British West Indies, March 25 - The bank closed.",
        "GEORGETOWN|Grand Cayman, British West Indies; 3-25; ; The bank clo",
    ),
    ("NEW YORK, Narch 2 - Cotton futures fell.", "NEW YORK; 3-2; ; Cotton futur"),
    ("AMSTERDAM, 2 March - The guilder held.", "AMSTERDAM; 3-2; ; The guilder "),
    ("****LONDON, March 26 - Fed intervenes", "LONDON; 3-26; ; Fed interven"),
    ("RIO DE JANEIRO, Feb 26 - The bank said so.", "RIO DE JANEIRO; 2-26; ; The bank sai"),
    ("WINSTON-SALEM, N.C. -- The plant will reopen.", "WINSTON-SALEM|N.C.; ; ; The plant wi"),
    (
        "GLASGOW, Scotland, Feb. 01, 2018 (GLOBE NEWSWIRE) -- The agency grew.",
        "GLASGOW|Scotland; 2018-2-1; GlobeNewswire; The agency g",
    ),
    (
        "DUBLIN, Ohio, Feb. 17, 2017 /PRNewswire/ -- The company hired.",
        "DUBLIN|Ohio; 2017-2-17; PR Newswire; The company ",
    ),
    ("WASHINGTON, April 8, Reuter - The dollar slid.", "WASHINGTON; 4-8; Reuters; The dollar s"),
    ("МОСКВА, 17 фев — РИА Новости. Министр ушёл.", "МОСКВА; 2-17; RIA Novosti; Министр ушёл"),
    ("СИМФЕРОПОЛЬ, 17 февраля. /ТАСС/. Порт открыт.", "СИМФЕРОПОЛЬ; 2-17; TASS; Порт открыт."),
    ("КИЇВ, 17 лютого (УНІАН) – Рада зібралася.", "КИЇВ; 2-17; UNIAN; Рада зібрала"),
    ("PARIS, 17 février (AFP) – Le ministre part.", "PARIS; 2-17; AFP; Le ministre "),
    ("Madrid, 17 feb (EFE).- El Gobierno calla.", "Madrid; 2-17; EFE; El Gobierno "),
    (
        "Strasbourg, 10 juil 2024 (AFP) - La cour tranche.",
        "Strasbourg; 2024-7-10; AFP; La cour tran",
    ),
    (
        "新华社北京2月17日电（记者王伟）国务院总理出席会议。",
        "北京; 2-17; Xinhua; 国务院总理出席会议。",
    ),
    (
        "中新社莫斯科2月17日电 俄罗斯总统讲话。",
        "莫斯科; 2-17; China News Service; 俄罗斯总统讲话。",
    ),
    ("【北京共同】中国外務省は発表した。", "北京; ; Kyodo; 中国外務省は発表した。"),
    (
        "［ワシントン　１７日　ロイター］ - 米国防長官は語った。",
        "ワシントン; ?-17; Reuters; 米国防長官は語った。",
    ),
    ("موسكو (رويترز) - قال وزير الخارجية", "موسكو; ; Reuters; قال وزير الخ"),
];

#[test]
fn datelines_of_the_list() {
    check(DATELINES);
}

#[test]
fn traps_of_the_list() {
    for text in [
        "Feb. 17 was the deadline for the talks - and it passed without a word.",
        "U.S.-Japan trade friction grew.",
        "NATO - the alliance Trump once called obsolete - met in the rain.",
        "M-2 rose 8.28 pct in a year.",
        "Paris - always Paris - is where they go.",
        "Moscow, Feb. 17, 1957: that was the day the letter was written - or so he said.",
        "THIS IS A STORY about a dog.",
        "THE MIRACLE has happened again.",
        "WANG SHENHONG TOOK the first nervous step on the ice.",
        "A Depression-era law was struck down.",
        "May - the prime minister, not the month - faces a vote.",
        "NOTE - Div pay May 8.",
        "WHEAT - 2,602,000 bushels were sold.",
        "ST LOUIS 54, CHICAGO 48 - Halftime score.",
        "Q: Is the lira safe? A: Ask the bank.",
        "Dec. 5 -- NFC West, AFC East.",
        "STOCK FALLS -- MCA stock tumbled on the news.",
        "\"LONDON,\" he said - and hung up.",
        "JUNK BOND ADVOCATE -- The S&L chief was charged.",
        "NEWARK, N.J., officials said Friday that the bridge - closed since March - will reopen.",
        "Washington and Moscow, Feb. 17 aside, have rarely agreed (AP polls show) - on anything.",
        "(Reuters analysts expected 3.1 pct) - Growth slowed to a walk.",
        "CORRECTION - In a story Feb. 16 the name was wrong.",
        "Heel-to-toe - that is how you walk it.",
        "H. J. Heinz Co.: The packaged-foods company said no.",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
}

/// Datelines with slips, odd marks and other languages.
const OTHER_SHAPES: &[(&str, &str)] = &[
    ("WASHINGTON, March 3 - The dam held.", "WASHINGTON; 3-3; ; The dam held"),
    ("LONDON, 3 March - The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3-- The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3 – The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3 --The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3 -The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3 - - The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3.- The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, March 3, - The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON March 3 - The dam held.", "LONDON; 3-3; ; The dam held"),
    ("LONDON, MAR8 -- The dam held.", "LONDON; 3-8; ; The dam held"),
    ("LONDON, March 2O - The dam held.", "LONDON; 3-20; ; The dam held"),
    ("LONDON, March 119 - The dam held.", "LONDON; 3-?; ; The dam held"),
    ("LONDON, March 3/Reuter/ - The dam held.", "none"),
    ("LONDON, Feb 26-27 - The dam held.", "LONDON; 2-26; ; The dam held"),
    ("London, Apri 2 - The dam held.", "London; 4-2; ; The dam held"),
    ("New york, march 2 - The dam held.", "New york; 3-2; ; The dam held"),
    ("new york, march 2 - The dam held.", "new york; 3-2; ; The dam held"),
    ("CHEVY CHASE, Md., - March 4 - The dam held.", "CHEVY CHASE|Md.; 3-4; ; The dam held"),
    ("KANSAS CITY, Mo. - March 13 - The dam held.", "KANSAS CITY|Mo.; 3-13; ; The dam held"),
    ("Hauppauge, N.Y,. March 13 - The dam held.", "Hauppauge|N.Y; 3-13; ; The dam held"),
    ("ST. LOUIS, March 3 - The dam held.", "ST. LOUIS; 3-3; ; The dam held"),
    ("ST. LOUIS (AP) - The dam held.", "ST. LOUIS; ; AP; The dam held"),
    ("WASHINGTON, D.C., March 3 - The dam held.", "WASHINGTON|D.C.; 3-3; ; The dam held"),
    ("WASHINGTON D.C. (AP) - The dam held.", "WASHINGTON D.C.; ; AP; The dam held"),
    ("PORT-AU-PRINCE, Haiti (AP) — The dam held.", "PORT-AU-PRINCE|Haiti; ; AP; The dam held"),
    ("SAN JOSE, Costa Rica (AP) — The dam held.", "SAN JOSE|Costa Rica; ; AP; The dam held"),
    ("McALLEN, Texas (AP) — The dam held.", "McALLEN|Texas; ; AP; The dam held"),
    ("COEUR D'ALENE, Idaho (AP) — The dam held.", "COEUR D'ALENE|Idaho; ; AP; The dam held"),
    ("SANTO DOMINGO, March 4 - The dam held.", "SANTO DOMINGO; 3-4; ; The dam held"),
    ("STOKE-ON-TRENT, England (AP) -- The dam held.", "STOKE-ON-TRENT|England; ; AP; The dam held"),
    (
        "RIO DE JANEIRO/SAO PAULO (Reuters) - The dam held.",
        "RIO DE JANEIRO + SAO PAULO; ; Reuters; The dam held",
    ),
    ("PARIS/ BERLIN (Reuters) - The dam held.", "PARIS + BERLIN; ; Reuters; The dam held"),
    ("LONDON and PARIS (Reuters) - The dam held.", "LONDON + PARIS; ; Reuters; The dam held"),
    ("LONDON  (Reuters) - The dam held.", "LONDON; ; Reuters; The dam held"),
    ("LONDON (Reuters) -The dam held.", "LONDON; ; Reuters; The dam held"),
    ("LONDON (Reuters) The dam held.", "LONDON; ; Reuters; The dam held"),
    (
        "LONDON (Thomson Reuters Foundation) - The dam held.",
        "LONDON; ; Thomson Reuters Foundation; The dam held",
    ),
    (
        "LOS ANGELES (Hollywood Reporter) - The dam held.",
        "LOS ANGELES; ; Hollywood Reporter; The dam held",
    ),
    ("LONDON (Example Wire) - The dam held.", "LONDON; ; Example Wire; The dam held"),
    ("LONDON, Feb 17 (Example Wire) - The dam held.", "LONDON; 2-17; Example Wire; The dam held"),
    (
        "NEAR KOBANI, Turkey (Reuters) - The dam held.",
        "NEAR KOBANI|Turkey; ; Reuters; The dam held",
    ),
    (
        "On the Syrian border (Reuters) - The dam held.",
        "On the Syrian border; ; Reuters; The dam held",
    ),
    ("EN ROUTE TO GENEVA (AP) — The dam held.", "EN ROUTE TO GENEVA; ; AP; The dam held"),
    ("UNITED NATIONS (AP) — The dam held.", "UNITED NATIONS; ; AP; The dam held"),
    ("CAMP PENDLETON, Calif. (AP) — The dam held.", "CAMP PENDLETON|Calif.; ; AP; The dam held"),
    ("NEW YORK (AP), Feb 26 - The dam held.", "NEW YORK; 2-26; AP; The dam held"),
    ("(IFR) - The dam held.", "; ; IFR; The dam held"),
    ("Jan. 12 (BusinessDesk) - The dam held.", "; 1-12; BusinessDesk; The dam held"),
    ("MOSCOW. Feb 17 (Interfax) - The dam held.", "MOSCOW; 2-17; Interfax; The dam held"),
    (
        "KYIV. Feb 17, 2017 (Interfax-Ukraine) - The dam held.",
        "KYIV; 2017-2-17; Interfax-Ukraine; The dam held",
    ),
    ("Mumbai, Feb 17 (ANI): The dam held.", "Mumbai; 2-17; ANI; The dam held"),
    ("Mumbai, Feb 17 (IANS) The dam held.", "Mumbai; 2-17; IANS; The dam held"),
    ("Strasbourg, 10 juil 2024 (AFP) La cour tranche.", "Strasbourg; 2024-7-10; AFP; La cour tran"),
    ("Paris, 22 janvier. – La digue a tenu.", "Paris; 1-22; ; La digue a t"),
    ("Paris, 1er mars (AFP) - La digue a tenu.", "Paris; 3-1; AFP; La digue a t"),
    ("Lisboa, 5 de março (Lusa) - O dique resistiu.", "Lisboa; 3-5; Lusa; O dique resi"),
    ("Den Haag, 5 maart (ANP) - De dijk hield.", "Den Haag; 3-5; ANP; De dijk hiel"),
    ("Warszawa, 5 marca (PAP) - Tama wytrzymała.", "Warszawa; 3-5; PAP; Tama wytrzym"),
    ("Budapest, 5. március (MTI) - A gát tartott.", "Budapest; 3-5; MTI; A gát tartot"),
    ("ANKARA, 5 Mart (AA) - Baraj dayandı.", "ANKARA; 3-5; Anadolu; Baraj dayand"),
    ("Hamburg (dpa/lno) - Der Damm hielt.", "Hamburg; ; dpa; Der Damm hie"),
    ("МОСКВА, 5 марта. /ТАСС/. Плотина устояла.", "МОСКВА; 3-5; TASS; Плотина усто"),
    (
        "КИЕВ/МОСКВА, 5 мар — РИА Новости. Плотина устояла.",
        "КИЕВ + МОСКВА; 3-5; RIA Novosti; Плотина усто",
    ),
    (
        "НИЖНИЙ НОВГОРОД, 5 марта. /ТАСС/. Плотина устояла.",
        "НИЖНИЙ НОВГОРОД; 3-5; TASS; Плотина усто",
    ),
    (
        "ЛЬВІВ, 5 березня 2017 (Укрінформ) – Гребля вистояла.",
        "ЛЬВІВ; 2017-3-5; Ukrinform; Гребля висто",
    ),
    ("القاهرة (أ ف ب) - صمد السد", "القاهرة; ; AFP; صمد السد"),
    (
        "新华社东京2017年3月5日电（记者王伟、李芳）大坝守住了。",
        "东京; 2017-3-5; Xinhua; 大坝守住了。",
    ),
    ("【ワシントン時事】ダムは持ちこたえた。", "ワシントン; ; Jiji; ダムは持ちこたえた。"),
    ("［東京　５日　ロイター］ - ダムは持ちこたえた。", "東京; ?-5; Reuters; ダムは持ちこたえた。"),
    ("PARIS — The dam held.", "PARIS; ; ; The dam held"),
    ("PARIS—The dam held.", "PARIS; ; ; The dam held"),
    ("PARIS -- The dam held.", "PARIS; ; ; The dam held"),
    ("PARIS - The dam held.", "PARIS; ; ; The dam held"),
    ("NOWHEREVILLE, Ohio — The dam held.", "NOWHEREVILLE|Ohio; ; ; The dam held"),
    ("ABOARD THE SEA STAR — The dam held.", "ABOARD THE SEA STAR; ; ; The dam held"),
    ("LONDON, Monday — The dam held.", "LONDON; w1; ; The dam held"),
    (
        "NEW YORK, Feb. 17, 2017 (GLOBE NEWSWIRE) -- The dam held.",
        "NEW YORK; 2017-2-17; GlobeNewswire; The dam held",
    ),
    ("TORONTO, Feb. 17, 2017 /CNW/ - The dam held.", "TORONTO; 2017-2-17; CNW; The dam held"),
    ("ATLANTA--(BUSINESS WIRE)--The dam held.", "ATLANTA; ; Business Wire; The dam held"),
];

#[test]
fn datelines_of_other_shapes() {
    check(OTHER_SHAPES);
}

#[test]
fn traps_of_other_shapes() {
    for text in [
        "London - the city, not the one in Ontario - slept.",
        "London / Paris / May 5, 2015 / are what the stamps say.",
        "London--(the city, May 5, 2015)--slept.",
        "LONDON CALLING - The band is back.",
        "UPDATE - The dam held.",
        "SHARES - Dow up 3.",
        "THE BOTTOM LINE — It held.",
        "WASHINGTON and its allies met on March 3 - and left.",
        "Washington, March 3: the dam held.",
        "In Paris, March 3 - a Sunday - was quiet.",
        "March 3 - The dam held.",
        "MARCH 3 - The dam held.",
        "Monday (AP) was a quiet day - for once.",
        "President Smith (R) - who lost - wept.",
        "John Doe (Labour) - The dam held.",
        "Smith, 42, of Boston - a baker - won.",
        "A-10 planes flew low.",
        "X-rays, May 5 issue - see there.",
        "IBM - the computer firm - said no.",
        "TWO DEAD, THREE HURT - Police said so.",
        "(More) - The dam held.",
        "(he said) - The dam held.",
        "() - The dam held.",
        "- The dam held.",
        "",
        "   ",
        "PARIS",
        "PARIS,",
        "PARIS, March",
        "PARIS, March 3",
        "PARIS, March 3 was quiet.",
        "«Париж» - это город.",
        "本报讯 大坝守住了。",
        "（本報記者）大坝守住了。",
        "موسكو، 3 مارس، يوم هادئ",
        "OPEC, Feb meeting - No cut.",
        "50 PEOPLE DIED - Police said so.",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
}

#[test]
fn what_is_printed_is_kept() {
    let raw = |text: &str| {
        let found = accept(text, false).unwrap();
        text.get(found.start..found.raw_end).unwrap().to_owned()
    };
    for (text, expected) in [
        ("WASHINGTON (AP) — It held.", "WASHINGTON (AP)"),
        ("SALVADOR, Feb 26 - It held.", "SALVADOR, Feb 26"),
        ("MOSCOW, May 11, 2016. /TASS/. It held.", "MOSCOW, May 11, 2016. /TASS/"),
        ("МОСКВА, 17 фев — РИА Новости. Да.", "МОСКВА, 17 фев — РИА Новости"),
        ("Madrid, 17 feb (EFE).- El dique.", "Madrid, 17 feb (EFE)"),
        ("****LONDON, March 26 - It held.", "LONDON, March 26"),
        ("(ANSA) - Rome, October 11 - It held.", "(ANSA) - Rome, October 11"),
        ("TOKYO, Feb. 17, Kyodo - It held.", "TOKYO, Feb. 17, Kyodo"),
        ("BOSTON, Mass. — It held.", "BOSTON, Mass."),
        ("Paris, 22 janvier. – Oui.", "Paris, 22 janvier"),
        ("【北京共同】中国外務省は。", "【北京共同】"),
    ] {
        assert_eq!(raw(text), expected);
    }
}

#[test]
fn a_bare_city_counts_where_it_is_the_habit() {
    let text = "BRIDGEHAVEN - The dam held.";
    assert_eq!(find(text, false).map(|found| found.confidence), Some(50));
    assert_eq!(find(text, true).map(|found| found.confidence), Some(80));
}

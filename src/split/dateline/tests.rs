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
    let body: String = text[found.body..].chars().take(12).collect();
    format!("{}; {day}; {}; {body}", places.join(" + "), found.agencies.join("+"))
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text:?}");
}

#[test]
fn datelines_of_the_list() {
    for (text, expected) in [
        ("WASHINGTON (AP) — The Senate voted late Thursday to end the debate.", "WASHINGTON; ; AP; The Senate v"),
        ("KYIV, Ukraine (AP) _ Shelling resumed at dawn.", "KYIV|Ukraine; ; AP; Shelling res"),
        ("SALVADOR, Feb 26 - Rain eased the worries of growers.", "SALVADOR; 2-26; ; Rain eased t"),
        ("SIMFEROPOL, Crimea, March 2 (Reuters) - Armed men stood guard.", "SIMFEROPOL|Crimea; 3-2; Reuters; Armed men st"),
        ("MUMBAI/LONDON (Reuters) - The carmaker will close a plant.", "MUMBAI + LONDON; ; Reuters; The carmaker"),
        ("ZHONGSHAN, China/TOKYO (Reuters) - Workers walked out.", "ZHONGSHAN|China + TOKYO; ; Reuters; Workers walk"),
        ("(Reuters) - A U.S. judge dismissed the suit.", "; ; Reuters; A U.S. judge"),
        ("BRUSSELS, Feb. 17 (Xinhua) -- NATO defense ministers met.", "BRUSSELS; 2-17; Xinhua; NATO defense"),
        ("MOSCOW, February 17. /TASS/. Russia is ready to talk.", "MOSCOW; 2-17; TASS; Russia is re"),
        ("PARIS, Feb 17, 2017 (AFP) - France will send help.", "PARIS; 2017-2-17; AFP; France will "),
        ("LONDON, Feb. 17 (UPI) -- British police held a man.", "LONDON; 2-17; UPI; British poli"),
        ("TOKYO, Feb. 17, Kyodo - Japan lodged a protest.", "TOKYO; 2-17; Kyodo; Japan lodged"),
        ("SEOUL, Feb. 17 (Yonhap) -- North Korea said nothing.", "SEOUL; 2-17; Yonhap; North Korea "),
        ("New Delhi, Feb 17 (PTI) The finance minister spoke.", "New Delhi; 2-17; PTI; The finance "),
        ("Berlin (dpa) - Negotiations went on all night.", "Berlin; ; dpa; Negotiations"),
        ("San Diego (tca/dpa) - History says otherwise.", "San Diego; ; tca+dpa; History says"),
        ("Hamburg/Berlin (dpa/AFP) – Die Polizei sucht Zeugen.", "Hamburg + Berlin; ; dpa+AFP; Die Polizei "),
        ("Tegucigalpa, Jan 2 (EFE).- The president signed.", "Tegucigalpa; 1-2; EFE; The presiden"),
        ("(ANSA) - Rome, October 11 - The foreign minister left.", "Rome; 10-11; ANSA; The foreign "),
        ("ROMA, 17 feb (ANSA) - Il ministro ha detto no.", "ROMA; 2-17; ANSA; Il ministro "),
        ("Feb. 17 (Bloomberg) -- Oil rose for a third day.", "; 2-17; Bloomberg; Oil rose for"),
        ("MOSCOW, Monday (Reuters) - The talks failed.", "MOSCOW; w1; Reuters; The talks fa"),
        ("BEIRUT, Lebanon — The convoy turned back.", "BEIRUT|Lebanon; ; ; The convoy t"),
        ("ABOARD AIR FORCE ONE (AP) — The president slept.", "ABOARD AIR FORCE ONE; ; AP; The presiden"),
        ("DALLAS/FORT WORTH, Texas, March 3 - Two airlines merged.", "DALLAS + FORT WORTH|Texas; 3-3; ; Two airlines"),
        ("GEORGETOWN, Grand Cayman, British West Indies, March 25 - The bank closed.", "GEORGETOWN|Grand Cayman, British West Indies; 3-25; ; The bank clo"),
        ("NEW YORK, Narch 2 - Cotton futures fell.", "NEW YORK; 3-2; ; Cotton futur"),
        ("AMSTERDAM, 2 March - The guilder held.", "AMSTERDAM; 3-2; ; The guilder "),
        ("****LONDON, March 26 - Fed intervenes", "LONDON; 3-26; ; Fed interven"),
        ("RIO DE JANEIRO, Feb 26 - The bank said so.", "RIO DE JANEIRO; 2-26; ; The bank sai"),
        ("WINSTON-SALEM, N.C. -- The plant will reopen.", "WINSTON-SALEM|N.C.; ; ; The plant wi"),
        ("GLASGOW, Scotland, Feb. 01, 2018 (GLOBE NEWSWIRE) -- The agency grew.", "GLASGOW|Scotland; 2018-2-1; GlobeNewswire; The agency g"),
        ("DUBLIN, Ohio, Feb. 17, 2017 /PRNewswire/ -- The company hired.", "DUBLIN|Ohio; 2017-2-17; PR Newswire; The company "),
        ("WASHINGTON, April 8, Reuter - The dollar slid.", "WASHINGTON; 4-8; Reuters; The dollar s"),
        ("МОСКВА, 17 фев — РИА Новости. Министр ушёл.", "МОСКВА; 2-17; RIA Novosti; Министр ушёл"),
        ("СИМФЕРОПОЛЬ, 17 февраля. /ТАСС/. Порт открыт.", "СИМФЕРОПОЛЬ; 2-17; TASS; Порт открыт."),
        ("КИЇВ, 17 лютого (УНІАН) – Рада зібралася.", "КИЇВ; 2-17; UNIAN; Рада зібрала"),
        ("PARIS, 17 février (AFP) – Le ministre part.", "PARIS; 2-17; AFP; Le ministre "),
        ("Madrid, 17 feb (EFE).- El Gobierno calla.", "Madrid; 2-17; EFE; El Gobierno "),
        ("Strasbourg, 10 juil 2024 (AFP) - La cour tranche.", "Strasbourg; 2024-7-10; AFP; La cour tran"),
        ("新华社北京2月17日电（记者王伟）国务院总理出席会议。", "北京; 2-17; Xinhua; 国务院总理出席会议。"),
        ("中新社莫斯科2月17日电 俄罗斯总统讲话。", "莫斯科; 2-17; China News Service; 俄罗斯总统讲话。"),
        ("【北京共同】中国外務省は発表した。", "北京; ; Kyodo; 中国外務省は発表した。"),
        ("［ワシントン　１７日　ロイター］ - 米国防長官は語った。", "ワシントン; ?-17; Reuters; 米国防長官は語った。"),
        ("موسكو (رويترز) - قال وزير الخارجية", "موسكو; ; Reuters; قال وزير الخ"),
    ] {
        check(text, expected);
    }
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
        check(text, "none");
    }
}

//! What single houses print, and what is left when something is missing.

use super::{check, shown};

const ROWS: &[(&str, &str)] = &[
    ("(Reuters) The dam held on Friday.", "; ; Reuters; The dam held"),
    ("(dpa) Der Damm hielt am Freitag.", "; ; dpa; Der Damm hie"),
    ("(Reuters): The dam held on Friday.", "; ; Reuters; The dam held"),
    ("(Reuters.com) - The dam held.", "; ; Reuters; The dam held"),
    ("new york (Reuters) - The dam held.", "new york; ; Reuters; The dam held"),
    (
        "29 PALMS, California (Reuters) - The dam held.",
        "29 PALMS|California; ; Reuters; The dam held",
    ),
    ("NEW YORK (Reuters - The dam held.", "NEW YORK; ; Reuters; The dam held"),
    ("NEW YORK. (Reuters) - The dam held.", "NEW YORK; ; Reuters; The dam held"),
    ("WASHINGTON D.C. (Reuters) - The dam held.", "WASHINGTON D.C.; ; Reuters; The dam held"),
    ("CANBERRA, March 3 AAP - The dam held.", "CANBERRA; 3-3; AAP; The dam held"),
    ("MULTAN, Mar 03 (APP):The dam held.", "MULTAN; 3-3; APP; The dam held"),
    ("LEUVEN 05/03 (BELGA) - De dam hield stand.", "LEUVEN; 3-5; Belga; De dam hield"),
    ("Olten (sda) Der Damm hielt am Freitag.", "Olten; ; ATS; Der Damm hie"),
    ("03.03.2017 Łódź (PAP) - Tama wytrzymała.", "Łódź; 2017-3-3; PAP; Tama wytrzym"),
    (
        "Győr, 2017. március 3., péntek (MTI) - A gát kitartott.",
        "Győr; 2017-3-3; MTI; A gát kitart",
    ),
    ("İZMİR (İHA) - Baraj dayandı.", "İZMİR; ; İHA; Baraj dayand"),
    (
        "SIMFEROPOL, February 17 (RIA Novosti, Ivan Lind) - The dam held.",
        "SIMFEROPOL; 2-17; RIA Novosti; The dam held",
    ),
    ("NETTLEBECK, Ohio (News 12) -- The dam held.", "NETTLEBECK|Ohio; ; News 12; The dam held"),
    ("BERLIN taz | Der Damm hielt.", "BERLIN; ; taz; Der Damm hie"),
    ("HAMBURG afp | Der Damm hielt.", "HAMBURG; ; AFP; Der Damm hie"),
    ("МОСКВА, 17 фев /ПРАЙМ/. Плотина устояла.", "МОСКВА; 2-17; PRIME; Плотина усто"),
    (
        "Симферополь. 17 февраля. Интерфакс-Юг - Плотина устояла.",
        "Симферополь; 2-17; Interfax; Плотина усто",
    ),
    ("ТАСС, 17 февраля. Плотина устояла.", "; 2-17; TASS; Плотина усто"),
    ("TASS, February 17. The dam held.", "; 2-17; TASS; The dam held"),
    ("ירושלים (רויטרס) - הסכר עמד.", "ירושלים; ; Reuters; הסכר עמד."),
    (
        "МОСКВА, 17 фев - РИА Новости, Иван Линд. Плотина устояла.",
        "МОСКВА; 2-17; RIA Novosti; Плотина усто",
    ),
    ("DALLAS (KXYZ/AP) - The dam held.", "DALLAS; ; KXYZ+AP; The dam held"),
    ("BRÜSSEL, 3. März. Die Mauer hielt am Freitag.", "BRÜSSEL; 3-3; ; Die Mauer hi"),
    ("DUBLIN, Ohio (Feb. 17, 2017) – The dam held.", "DUBLIN|Ohio; 2017-2-17; ; The dam held"),
    ("中新社上海3月3日电 (记者 王伟)大坝守住了。", "上海; 3-3; China News Service; 大坝守住了。"),
    ("CEBU CITY – The dam held on Friday.", "CEBU CITY; ; ; The dam held"),
    ("BENGALURU — The dam held on Friday.", "BENGALURU; ; ; The dam held"),
    ("BAKU, Azerbaijan, March 3. The dam held on Friday.", "BAKU|Azerbaijan; 3-3; ; The dam held"),
];

#[test]
fn datelines_of_single_houses() {
    check(ROWS);
}

#[test]
fn what_only_looks_like_them() {
    for text in [
        "(AP) photographs were shown.",
        "(Reuters) Staff",
        "Reuters, March 3",
        "AP, which said so on March 3. The dam held.",
        "DEADLINE, March 3. The dam held on Friday.",
        "Paris, March 3. The dam held on Friday.",
        "PARIS 2, 3 (AP) - The dam held.",
        "3 MEN - The dam held.",
        "29 PALMS - The dam held.",
        "Cannes (May) - Venice (September) - The dam held.",
        "Cannes (May 5) - The dam held.",
        "Cannes (May 5, 2017) - The dam held.",
        "said analysts (Reuters) - The dam held.",
        "PARIS said | The dam held.",
        "The Associated Press (AP) - the agency of papers - cut jobs.",
        "Thomson Reuters (Reuters) - the owner - cut jobs.",
        "Bo Holm (AFP) - who took the picture - left.",
        "COMMENTARY (Reuters) - The dam held.",
        "EDITOR'S NOTE (AP) - The dam held.",
        "BREAKING (AP) - The dam held.",
        "MOSCOW - 1980: The games open without half of the world's teams.",
        "ATHENS - 24 sunny",
        "BOSTON — Signed P Bo Ng",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
}

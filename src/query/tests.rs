//! Tests of the language as a whole: tables of queries and what they are read
//! as, tables of faults, and properties that hold for every text.

mod faults;
mod properties;
mod reading;
mod rendering;

use super::{Parsed, Syntax, parse};

/// 31 March 2017 is today.
fn syntax() -> Syntax {
    Syntax::new(jiff::civil::date(2017, 3, 31))
}

fn read(text: &str) -> Parsed {
    parse(text, &syntax()).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn lenient() -> Syntax {
    Syntax { lenient: true, ..syntax() }
}

fn strict() -> Syntax {
    Syntax { strict: true, ..syntax() }
}

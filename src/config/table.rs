//! Every setting and every variable, declared once: the command line, its help,
//! `morgue config`, the manual and README.md all follow from this.

use crate::error::Result;

/// A setting of the user.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key in the user's file, and the option that is stronger, without `--`.
    pub key: &'static str,
    /// Its variable.
    pub variable: &'static str,
    /// What it may be set to.
    pub kind: Kind,
    /// What it is set to where nobody says; empty for nothing.
    pub default: &'static str,
    /// The commands that have the option; empty for all that know it.
    pub commands: &'static [&'static str],
    /// What it is for.
    pub about: &'static str,
}

/// What a setting may be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A folder, or several in the file.
    Folders,
    /// A whole number of at least this.
    Number(u64),
    /// A number of seconds above 0.
    Seconds,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A command with its options.
    Command,
}

/// Every setting.
pub static SETTINGS: [Setting; 9] = [
    Setting {
        key: "index",
        variable: "MORGUE_INDEX",
        kind: Kind::Folders,
        default: "",
        commands: &[],
        about: "index folders to use instead of the nearest `.morgue` here or above",
    },
    Setting {
        key: "limit",
        variable: "MORGUE_LIMIT",
        kind: Kind::Number(0),
        default: "10",
        commands: &["search"],
        about: "how many articles `search` shows; 0 for all",
    },
    Setting {
        key: "per-article",
        variable: "MORGUE_PER_ARTICLE",
        kind: Kind::Number(0),
        default: "3",
        commands: &["search"],
        about: "how many passages `search` shows of an article",
    },
    Setting {
        key: "date-order",
        variable: "MORGUE_DATE_ORDER",
        kind: Kind::Word(&["mdy", "dmy"]),
        default: "",
        commands: &[],
        about: "how 02/03/2017 is read in queries: `mdy` or `dmy`",
    },
    Setting {
        key: "timeout",
        variable: "MORGUE_TIMEOUT",
        kind: Kind::Seconds,
        default: "",
        commands: &[],
        about: "seconds after which a query is given up",
    },
    Setting {
        key: "threads",
        variable: "MORGUE_THREADS",
        kind: Kind::Number(1),
        default: "",
        commands: &[],
        about: "threads to use; all cores by default, for an ingest six at most",
    },
    Setting {
        key: "color",
        variable: "MORGUE_COLOR",
        kind: Kind::Word(&["auto", "always", "never"]),
        default: "auto",
        commands: &[],
        about: "whether to use colour: `auto`, `always` or `never`",
    },
    Setting {
        key: "hyperlink",
        variable: "MORGUE_HYPERLINK",
        kind: Kind::Word(&["auto", "always", "never"]),
        default: "auto",
        commands: &[],
        about: "whether places in files are links: `auto`, `always` or `never`",
    },
    Setting {
        key: "pager",
        variable: "MORGUE_PAGER",
        kind: Kind::Command,
        default: "",
        commands: &[],
        about: "what shows long output on a terminal; else $PAGER, else `less`; `cat` for none",
    },
];

/// Variables that are not the program's own, and what they do here.
pub static OTHER_VARIABLES: [(&str, &str); 6] = [
    ("PAGER", "the pager, unless the setting names another"),
    ("NO_COLOR", "no colour, if it is not empty"),
    ("CLICOLOR", "no colour, if it is 0"),
    ("CLICOLOR_FORCE", "colour in pipes and files too, if it is not 0"),
    ("TERM", "`dumb` for no colour, links or pager"),
    ("XDG_CONFIG_HOME", "the folder of the user's file `morgue/config.toml`; else `~/.config`"),
];

impl Kind {
    /// Whether a value is of this kind; else what is wrong with it.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence.
    pub(super) fn check(self, value: &str) -> Result<(), String> {
        let fault = match self {
            Self::Number(least) => {
                let number = value.parse().ok().filter(|number: &u64| *number >= least);
                number.is_none().then(|| format!("not a whole number of at least {least}"))
            }
            Self::Seconds => {
                let number = value.parse().ok().filter(|number: &f64| *number > 0.0);
                number.is_none().then(|| "not a number of seconds above 0".to_owned())
            }
            Self::Word(words) => {
                (!words.contains(&value)).then(|| format!("not {}", listed(words)))
            }
            Self::Folders | Self::Command => {
                value.trim().is_empty().then(|| "nothing is in it".to_owned())
            }
        };
        fault.map_or(Ok(()), |fault| Err(format!("`{value}` is {fault}")))
    }
}

/// `a`, `b` or `c`.
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [_, ..])) => {
            let rest = quoted.get(..quoted.len() - 1).unwrap_or_default();
            format!("{} or {last}", rest.join(", "))
        }
        _ => quoted.concat(),
    }
}

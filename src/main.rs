//! `morgue`: the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    morgue::cli::run()
}

//! Settings: options over variables over the user's file over what the program has.

use expect_test::expect;

use super::archive::{Archive, package};

fn news() -> Archive {
    let archive = Archive::new();
    for number in 1..=4 {
        archive.write(
            &format!("news/{number}.txt"),
            format!("Ferry {number}\nThe ferry ran, it was said.\n"),
        );
    }
    archive.done("ingest news");
    archive
}

/// The numbers of articles that a search shows under these variables.
fn shown(archive: &Archive, arguments: &str, variables: &[(&str, &str)]) -> usize {
    let mut command =
        archive.command(&format!("search ferry --index news/.morgue --format paths {arguments}"));
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let run = archive.ended(arguments, &output);
    assert_eq!(run.code, Some(0), "{}", run.snapshot());
    run.stdout.lines().count()
}

#[test]
fn what_is_stronger() {
    let archive = news();
    let variable = [("MORGUE_LIMIT", "2")];
    assert_eq!(shown(&archive, "", &[]), 4);
    archive.write(".config/morgue/config.toml", "limit = 3\n");
    assert_eq!(shown(&archive, "", &[]), 3);
    assert_eq!(shown(&archive, "", &variable), 2);
    assert_eq!(shown(&archive, "--limit 1", &variable), 1);
    let elsewhere = archive.root().join("elsewhere");
    let folder = ("XDG_CONFIG_HOME", elsewhere.to_str().unwrap());
    assert_eq!(shown(&archive, "", &[folder]), 4);
    archive.write("elsewhere/morgue/config.toml", "limit = 1\n");
    assert_eq!(shown(&archive, "", &[folder]), 1);
    assert_eq!(shown(&archive, "", &[("XDG_CONFIG_HOME", "relative")]), 3);
    assert_eq!(shown(&archive, "", &[("MORGUE_LIMIT", "")]), 3, "an empty variable is none");
}

#[test]
fn folders_of_the_file_are_found_from_anywhere() {
    let archive = news();
    archive.write(".config/morgue/config.toml", "index = [\"../../news/.morgue\"]\n");
    assert_eq!(archive.run("count ferry").stdout, "4\n");
    archive.write(".config/morgue/config.toml", "index = \"~/news/.morgue\"\n");
    assert_eq!(archive.run("count ferry").stdout, "4\n");
    assert_eq!(
        archive.run("config index").stdout.trim_end(),
        archive.root().join("news/.morgue").to_str().unwrap()
    );
}

#[test]
fn what_is_shown() {
    let archive = Archive::new();
    archive.write(".config/morgue/config.toml", "color = \"never\"\nthreads = 1\n");
    expect![[r#"
        $ morgue config
        file: DIR/.config/morgue/config.toml

        index        -      default
        limit        10     default
        per-article  3      default
        date-order   -      default
        timeout      -      default
        threads      1      file
        color        never  file
        hyperlink    auto   default
        pager        -      default
        [exit 0]

        $ morgue config --format json
        {"format":"morgue.config/1","file":"DIR/.config/morgue/config.toml","is_there":true,"settings":[{"key":"index","values":[],"origin":"default","variable":"MORGUE_INDEX","about":"index folders to use instead of the nearest `.morgue` here or above"},{"key":"limit","values":["10"],"origin":"default","variable":"MORGUE_LIMIT","about":"how many articles `search` shows; 0 for all"},{"key":"per-article","values":["3"],"origin":"default","variable":"MORGUE_PER_ARTICLE","about":"how many passages `search` shows of an article"},{"key":"date-order","values":[],"origin":"default","variable":"MORGUE_DATE_ORDER","about":"how 02/03/2017 is read in queries: `mdy` or `dmy`"},{"key":"timeout","values":[],"origin":"default","variable":"MORGUE_TIMEOUT","about":"seconds after which a query is given up"},{"key":"threads","values":["1"],"origin":"file","variable":"MORGUE_THREADS","about":"threads to use; all cores by default, for an ingest six at most"},{"key":"color","values":["never"],"origin":"file","variable":"MORGUE_COLOR","about":"whether to use colour: `auto`, `always` or `never`"},{"key":"hyperlink","values":["auto"],"origin":"default","variable":"MORGUE_HYPERLINK","about":"whether places in files are links: `auto`, `always` or `never`"},{"key":"pager","values":[],"origin":"default","variable":"MORGUE_PAGER","about":"what shows long output on a terminal; else $PAGER, else `less`; `cat` for none"}]}
        [exit 0]

        $ morgue config threads
        1
        [exit 0]

        $ morgue config limit
        10
        [exit 0]

        $ morgue config lmit
        ! error: invalid value 'lmit' for '[KEY]'
        !   [possible values: index, limit, per-article, date-order, timeout, threads, color, hyperlink, pager]
        !
        !   tip: a similar value exists: 'limit'
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "config",
        "config --format json",
        "config threads",
        "config limit",
        "config lmit",
    ]));
}

#[test]
fn what_is_wrong_is_named() {
    let archive = news();
    let mut said = String::new();
    for text in [
        "limt = 3\n",
        "colour = \"never\"\n",
        "nonsense = 1\n",
        "exclude = [\"a\"]\n",
        "limit = -1\n",
        "limit = [1]\n",
        "limit = true\n",
        "color = \"blue\"\n",
        "timeout = 0\n",
        "index = [1, true]\n",
        "limit 3\n",
    ] {
        archive.write(".config/morgue/config.toml", text);
        said.push_str(&archive.run("count ferry --index news/.morgue").snapshot());
    }
    expect![[r#"
        $ morgue count ferry --index news/.morgue
        ! morgue: unknown setting `limt` in `DIR/.config/morgue/config.toml`
        ! hint: did you mean `limit`?
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: unknown setting `colour` in `DIR/.config/morgue/config.toml`
        ! hint: did you mean `color`?
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: unknown setting `nonsense` in `DIR/.config/morgue/config.toml`
        ! hint: `morgue config` lists the settings
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: unknown setting `exclude` in `DIR/.config/morgue/config.toml`
        ! hint: `exclude` belongs in the `morgue.toml` of an archive
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `limit`: `-1` is not a whole number of at least 0, in `DIR/.config/morgue/config.toml`
        ! hint: how many articles `search` shows; 0 for all
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `limit`: neither a text nor a number, in `DIR/.config/morgue/config.toml`
        ! hint: how many articles `search` shows; 0 for all
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `limit`: neither a text nor a number, in `DIR/.config/morgue/config.toml`
        ! hint: how many articles `search` shows; 0 for all
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `color`: `blue` is not `auto`, `always` or `never`, in `DIR/.config/morgue/config.toml`
        ! hint: whether to use colour: `auto`, `always` or `never`
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `timeout`: `0` is not a number of seconds above 0, in `DIR/.config/morgue/config.toml`
        ! hint: seconds after which a query is given up
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the setting `index`: not a list of folders, in `DIR/.config/morgue/config.toml`
        ! hint: index folders to use instead of the nearest `.morgue` here or above
        [exit 2]
        $ morgue count ferry --index news/.morgue
        ! morgue: the settings are not TOML in `DIR/.config/morgue/config.toml`: TOML parse error at line 1, column 7
        !   |
        ! 1 | limit 3
        !   |       ^
        ! key with no value, expected `=`
        ! hint: write a line such as `limit = 20` for each setting
        [exit 2]
    "#]].assert_eq(&said);
    assert_eq!(archive.run("--version").code, Some(0), "help and version need no settings");
    assert_eq!(archive.run("count --help").code, Some(0));
    archive.remove(".config/morgue/config.toml");
    let mut command = archive.command("count ferry --index news/.morgue");
    let output = command.env("MORGUE_TIMEOUT", "soon").output().unwrap();
    expect![[r#"
        $ morgue count ferry --index news/.morgue
        ! morgue: the variable MORGUE_TIMEOUT: `soon` is not a number of seconds above 0
        ! hint: timeout: seconds after which a query is given up
        [exit 2]
    "#]]
    .assert_eq(&archive.ended("count ferry --index news/.morgue", &output).snapshot());
}

/// One table of settings, shown by help, manual and README alike.
#[test]
fn every_setting_is_described_everywhere() {
    let archive = Archive::new();
    let readme = std::fs::read_to_string(package().join("README.md")).unwrap();
    let help = archive.run("config --help").stdout;
    let page = archive.run("man config").stdout.replace("\\-", "-").replace("\\*(Aq", "'");
    for setting in &morgue::config::SETTINGS {
        let row = format!("| `{}` | `{}` | {} |", setting.key, setting.variable, setting.about);
        assert!(readme.contains(&row), "README.md lacks\n{row}");
        for text in [&help, &page] {
            assert!(text.contains(setting.key) && text.contains(setting.variable), "{text}");
        }
    }
    for (variable, about) in morgue::config::OTHER_VARIABLES {
        let row = format!("| | `{variable}` | {about} |");
        assert!(readme.contains(&row), "README.md lacks\n{row}");
    }
}

#!/usr/bin/env python3
"""Compares morgue with other search programs on the same files and queries.

    tests/bench/compare.py target/release/morgue FOLDER [--install] [--runs N]

Prints a table in Markdown: time of an ingest, size of the index, and the median
time of a query, each as a ratio to morgue (above 1: morgue is faster or smaller),
with machine and date. Every query is a process of its own, as a user starts it,
except for SQLite, which is a library: there a connection is opened for each.

FOLDER holds files of text. The queries are made of its own words: a rare word, a
frequent one, both, and two that often stand side by side as a phrase; of each
answer ten hits are fetched, with passages where the program has them.

With --install, programs that are not there are installed from the registries:
ripgrep and recoll by the package manager of Debian, tantivy-cli by cargo. What
cannot be had within --patience seconds is a row that says so.
"""

import argparse
import collections
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

LONGEST = 2_000_000


class Missing(Exception):
    """A program cannot be had; the text says why."""


def run(command, **options):
    """Runs a command, whose output is of no interest; its seconds."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    if done.returncode not in (0, 1):
        raise Missing(f"`{command[0]}` ended with {done.returncode}")
    return time.perf_counter() - start


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def texts(folder):
    """The files below a folder with their texts, in order; hidden ones left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in parts):
            text = path.read_bytes()[:LONGEST].decode("utf-8", "replace")
            yield str(path), text


def queries(files):
    """A rare word, a frequent word, both of them, a phrase."""
    words, pairs = collections.Counter(), collections.Counter()
    for _, text in files:
        found = re.findall(r"[a-z]{4,}", text.lower())
        words.update(set(found))
        pairs.update(set(zip(found, found[1:])))
    ranked = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))]
    if not ranked:
        sys.exit("there are no words in these files")
    frequent, rare = ranked[0], ranked[min(len(ranked) - 1, 2000)]
    (first, second), _ = min(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [("rare", [rare]), ("frequent", [frequent]), ("both", [frequent, rare]),
            ("phrase", (first, second))]


def written(kind, words, conjunction=" "):
    return f'"{" ".join(words)}"' if kind == "phrase" else conjunction.join(words)


def installed(program, install, command, patience):
    """The path of a program, which is installed if that is wanted."""
    found = shutil.which(program)
    if not found and install:
        try:
            subprocess.run(command, timeout=patience, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise Missing(f"not installed within {patience} s") from None
        except (OSError, subprocess.CalledProcessError):
            raise Missing("cannot be installed here") from None
        found = shutil.which(program)
    if not found:
        raise Missing("not installed" + ("" if install else "; try --install"))
    return found


def morgue(args, work, files):
    index = work / "morgue"
    ingest = run([args.morgue, "ingest", str(args.folder), "--index", str(index)])
    search = [args.morgue, "search", "--index", str(index), "--limit", "10"]
    return ingest, size(index), lambda kind, words: run([*search, written(kind, words)])


def sqlite(args, work, files):
    place = work / "fts.db"

    def fill():
        base = sqlite3.connect(place)
        base.execute("create virtual table articles using fts5(path unindexed, text)")
        base.executemany("insert into articles values (?, ?)", files)
        base.commit()
        base.close()

    def ask(kind, words):
        start = time.perf_counter()
        base = sqlite3.connect(place)
        sql = ("select path, snippet(articles, 1, '[', ']', '…', 32) from articles "
               "where articles match ? order by rank limit 10")
        base.execute(sql, [written(kind, words)]).fetchall()
        base.close()
        return time.perf_counter() - start

    start = time.perf_counter()
    fill()
    return time.perf_counter() - start, place.stat().st_size, ask


def tantivy(args, work, files):
    root = work / "cargo"
    os.environ["PATH"] += os.pathsep + str(root / "bin")
    install = ["cargo", "install", "tantivy-cli", "--root", str(root)]
    program = installed("tantivy", args.install, install, args.patience)
    index, lines = work / "tantivy", work / "tantivy.jsonl"
    index.mkdir()
    indexing = {"record": "position", "fieldnorms": True, "tokenizer": "default"}
    options = {"indexing": indexing, "stored": True, "fast": False}
    schema = [{"name": name, "type": "text", "options": options} for name in ("path", "text")]
    meta = {"segments": [], "schema": schema, "opstamp": 0}
    (index / "meta.json").write_text(json.dumps(meta))
    (index / ".managed.json").write_text("[]")
    records = (json.dumps({"path": path, "text": text}) for path, text in files)
    lines.write_text("\n".join(records) + "\n")
    ingest = run([program, "index", "-i", str(index), "-f", str(lines)])
    search = [program, "search", "-i", str(index), "-q"]
    return ingest, size(index), lambda kind, words: run([*search, written(kind, words, " AND ")])


def recoll(args, work, files):
    install = ["apt-get", "install", "-y", "--no-install-recommends", "recollcmd"]
    installed("recollindex", args.install, install, args.patience)
    program = installed("recollq", False, install, args.patience)
    home = work / "recoll"
    home.mkdir()
    (home / "recoll.conf").write_text(f"topdirs = {args.folder}\n")
    ingest = run(["recollindex", "-c", str(home)], timeout=20 * args.patience)
    search = [program, "-c", str(home), "-n", "10", "-A"]
    return ingest, size(home), lambda kind, words: run([*search, written(kind, words)])


def ripgrep(args, work, files):
    install = ["apt-get", "install", "-y", "ripgrep"]
    program = installed("rg", args.install, install, args.patience)

    def ask(kind, words):
        pattern = r"\s+".join(words) if kind == "phrase" else words[-1]
        return run([program, "-i", "-w", "-U", pattern, str(args.folder)])

    return None, None, ask


PEERS = [("morgue", morgue), ("SQLite FTS5, `snippet()`", sqlite), ("tantivy-cli", tantivy),
         ("Recoll", recoll), ("ripgrep (no index, no ranking)", ripgrep)]


def measured(peer, args, work, files, asked):
    ingest, bytes_used, ask = peer(args, work, files)
    medians = [statistics.median(ask(kind, words) for _ in range(args.runs))
               for kind, words in asked]
    return ingest, bytes_used, *medians


def machine():
    names = pathlib.Path("/proc/cpuinfo")
    lines = names.read_text().splitlines() if names.exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    name = models[0] if models else platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {name}"


def cell(value, own, unit):
    if value is None:
        return "–"
    scale, digits, name = unit
    return f"{value * scale:,.{digits}f} {name}" + (f" ({value / own:.2f}×)" if own else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("morgue", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("folder", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--install", action="store_true", help="install what is not there")
    parser.add_argument("--patience", type=int, default=180, help="seconds for an installation")
    parser.add_argument("--runs", type=int, default=7, help="how often each query is asked")
    args = parser.parse_args()
    files = list(texts(args.folder))
    asked = queries(files)
    amount = sum(len(text.encode()) for _, text in files)
    units = [(1, 2, "s"), (1e-6, 1, "MB")] + [(1e3, 1, "ms")] * len(asked)
    print("| program | ingest | index |" + "".join(f" {kind} |" for kind, _ in asked))
    print("| --- |" + " --- |" * len(units))
    own = None
    with tempfile.TemporaryDirectory() as work:
        for name, peer in PEERS:
            try:
                values = measured(peer, args, pathlib.Path(work), files, asked)
            except (Missing, OSError, sqlite3.Error, subprocess.TimeoutExpired) as why:
                print(f"| {name} | {why} |" + " |" * (len(units) - 1))
                continue
            ratios = own or [None] * len(values)
            cells = [cell(*column) for column in zip(values, ratios, units)]
            own = own or values
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    if own is None:
        sys.exit("morgue itself could not be measured")
    words = ", ".join(f"{kind}: `{written(kind, words)}`" for kind, words in asked)
    print(f"\n{len(files):,} files, {amount / 1e6:,.1f} MB; {machine()}; "
          f"{datetime.date.today()}; median of {args.runs}. {words}.")


if __name__ == "__main__":
    main()

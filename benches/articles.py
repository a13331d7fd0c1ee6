#!/usr/bin/env python3
"""How well articles are read: Tickmark next to the other programs that are installed, on a folder of real documents.

    python3 benches/articles.py [--corpora FOLDER] [--kind KIND ...] [--only READER ...] [TICKMARK]

FOLDER has a folder of documents for each kind with the text that is expected, and the `score.py` that compares the two
(../shared/corpora unless told otherwise). TICKMARK is target/release/tickmark unless told otherwise. Whatever is not
there is named, and left out. Needs Python 3.9 and nothing else; it measures and does not judge, so it exits with 0.
"""
import argparse
import importlib.util
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))

# What is required of Tickmark, in percent of the files of a kind or as F1; the columns are those of score.py.
REQUIRED = {
    "docx": "all words 99.9 %, in order 98 %",
    "odt": "all words 98 %",
    "epub": "all words 98 %",
    "rtf": "99% letters 92 %",
    "pdf": "99% letters 96 %, all words 93 %",
    "html-aeb": "F1 .960",
    "html-readability": "title 95 %",
    "encodings": "all words 95 %",
}

# Documents whose expected text holds what is none, or not the words of the document; they are counted apart as well.
DOUBTED = {
    "odt/lo__extras__ooxmlexport__data__tdf136441_commentInFootnote.odt": "author and date of an annotation in a note",
    "odt/lo__extras__ww8export__data__tdf116570_exportFootnote.odt": "words glued where a tab or a line break is",
    "odt/tika__testODFwithOOo3.odt": "the title of a drawing glued to its description",
    "odt/tika__testODTMacro.fodt": "the bytes of a picture",
    "epub/pandoc__test__epub__wasteland.epub": "words glued where a line break is",
}


def output(*command, **options):
    """What a program prints; a program that fails fails this one, as score.py expects of a reader that refuses."""
    done = subprocess.run(command, capture_output=True, timeout=80, **options)
    if done.returncode:
        sys.exit(1 if done.returncode > 0 else 134)
    return done.stdout.decode("utf-8", "replace")


def by_soffice(path):
    with tempfile.TemporaryDirectory() as folder:
        profile = "-env:UserInstallation=file://" + os.path.join(tempfile.gettempdir(), "tickmark-bench-soffice")
        output("soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, path)
        made = os.listdir(folder)
        if not made:
            sys.exit(1)
        with open(os.path.join(folder, made[0]), encoding="utf-8-sig") as file:
            return file.read()


def by_pandoc(path):
    kind = {"htm": "html", "xhtml": "html"}.get(path.rsplit(".", 1)[-1].lower())
    return output("pandoc", "--to=plain", "--wrap=none", "--track-changes=accept", *(["--from=" + kind] if kind else []), path)


def by_python_docx(path):
    import docx

    document = docx.Document(path)
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def by_trafilatura(path):
    import trafilatura

    with open(path, "rb") as file:
        return trafilatura.extract(file.read(), favor_recall=True) or ""


# Name, the kinds it reads, the module or program that has to be there, and how it is run.
PEERS = [
    ("pdftotext", ["pdf"], "program", lambda path: output("pdftotext", "-q", path, "-")),
    ("mutool", ["pdf"], "program", lambda path: output("mutool", "draw", "-q", "-F", "txt", path)),
    ("pandoc", ["docx", "odt", "epub", "rtf"], "program", by_pandoc),
    ("soffice", ["docx", "odt", "rtf"], "program", by_soffice),
    ("docx", ["docx"], "module", by_python_docx),
    ("trafilatura", ["html-aeb", "html-readability"], "module", by_trafilatura),
]


def is_there(name, what):
    return shutil.which(name) if what == "program" else importlib.util.find_spec(name)


def as_tickmark(name, path):
    """Answers as `tickmark text PATH --json` does, with what a peer reads."""
    read = next(peer[3] for peer in PEERS if peer[0] == name)
    try:
        text = read(path)
    except subprocess.TimeoutExpired:
        time.sleep(600)  # score.py counts what does not end in time.
    json.dump({"title": None, "blocks": [{"text": text}]}, sys.stdout)


def reader_of(name, folder):
    """A program that is called as Tickmark is, and reads with a peer."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\nexec '{sys.executable}' '{os.path.abspath(__file__)}' --peer {name} \"$2\"\n")
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
    return path


def score(corpora, reader, kinds):
    """The lines of score.py: a head, and one for each kind."""
    flags = [word for kind in kinds for word in ("--kind", kind)]
    done = subprocess.run([sys.executable, os.path.join(corpora, "score.py"), "--root", corpora, *flags, reader],
                          capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n").split("\n")


def long_document(path, words):
    """A Word document of so many words, ten megabytes of them for a million."""
    chance = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 14))) for _ in range(60_000)]
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        with package.open("word/document.xml", "w") as part:
            part.write(f"<w:document {names}><w:body>".encode())
            for _ in range(words // 50):
                text = " ".join(chance.choices(vocabulary, k=50))
                part.write(f"<w:p><w:r><w:t>{text}.</w:t></w:r></w:p>".encode())
            part.write(b"</w:body></w:document>")


CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def measured(command):
    """Seconds, megabytes at most in one process, and exit code of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    return time.perf_counter() - begun, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def print_long(readers):
    print("\nA Word document of 1,000,000 words (required: 10 times faster than LibreOffice and pandoc, under 400 MB)")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "long.docx")
        long_document(path, 1_000_000)
        print(f"{os.path.getsize(path) / 1e6:.1f} MB")
        for name, command in readers:
            seconds, megabytes, code = measured([*command, path, *(["--json"] if name == "tickmark" else [])])
            print(f"{name:12}{seconds:8.2f} s{megabytes:8.0f} MB{'' if code == 0 else f'   exit code {code}'}")


def print_hostile(folder, tickmark):
    """Each file is read or refused, within its time; a process that dies has ended the one that asked for it."""
    names = sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    read, refused, bad, slowest = 0, 0, [], (0.0, "")
    for name in names:
        seconds, megabytes, code = measured([tickmark, "text", name, "--json"])
        slowest = max(slowest, (seconds, name))
        read, refused = read + (code == 0), refused + (code == 1)
        if code not in (0, 1) or seconds > 35 or megabytes > 1100:
            bad.append(f"{name}: exit code {code}, {seconds:.1f} s, {megabytes:.0f} MB")
    print(f"\nHostile files: {len(names)}; {read} read, {refused} refused, {len(bad)} over the limits or aborted; the slowest "
          f"took {slowest[0]:.1f} s")
    print("\n".join(bad))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default=os.path.join(HERE, "..", "..", "shared", "corpora"))
    parser.add_argument("--kind", action="append", choices=sorted(REQUIRED))
    parser.add_argument("--only", action="append", metavar="READER")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("tickmark", nargs="?", default=os.path.join(HERE, "..", "target", "release", "tickmark"))
    chosen = parser.parse_args()
    if chosen.peer:
        return as_tickmark(chosen.peer, chosen.tickmark)
    corpora, tickmark = os.path.abspath(chosen.corpora), os.path.abspath(chosen.tickmark)
    if not os.path.exists(os.path.join(corpora, "score.py")):
        return print(f"absent: {corpora}/score.py; without it nothing can be measured")
    if not os.path.exists(tickmark):
        return print(f"absent: {tickmark}; build it with `cargo build --release`")
    kinds = [kind for kind in chosen.kind or REQUIRED if os.path.isdir(os.path.join(corpora, kind))]
    for kind in sorted(set(chosen.kind or REQUIRED) - set(kinds)):
        print(f"absent: the documents of kind {kind}")
    peers = []
    for name, reads, what, _ in PEERS:
        if chosen.only and name not in chosen.only:
            continue
        if is_there(name, what):
            peers.append((name, [kind for kind in reads if kind in kinds]))
        else:
            print(f"absent: {'python-' + name if name == 'docx' else name}")
    with tempfile.TemporaryDirectory() as folder:
        print_table(corpora, tickmark, kinds, peers, folder)
    if "docx" in kinds:
        commands = {"pandoc": ["pandoc", "--to=plain"], "soffice": ["soffice", "--headless", "--cat"]}
        there = [(name, commands[name]) for name, _ in peers if name in commands]
        print_long([("tickmark", [tickmark, "text"]), *there])
    hostile = os.path.join(corpora, "hostile")
    if os.path.isdir(hostile):
        print_hostile(hostile, tickmark)
    else:
        print(f"\nabsent: {hostile}; `cargo test --test apart --test hostile_articles` makes hostile files of its own")


def print_table(corpora, tickmark, kinds, peers, folder):
    """For each kind, Tickmark and then the peers that read it."""
    head = None
    for kind in kinds:
        readers = [("tickmark", tickmark)]
        readers += [(name, reader_of(name, folder)) for name, reads in peers if kind in reads]
        for name, reader in readers:
            head_now, *lines = score(corpora, reader, [kind])
            if head is None:
                head = head_now
                print(f"\n{'reader':13}{head}")
            for line in lines:
                print(f"{name:13}{line}", flush=True)
        print(f"{'required':13}{kind:16}{REQUIRED[kind]}")
        print_doubted(corpora, tickmark, kind)


def print_doubted(corpora, tickmark, kind):
    """The same count without the documents whose expected text is wrong, and which they are."""
    doubted = {name for name in DOUBTED if name.startswith(kind + "/") and os.path.exists(os.path.join(corpora, name))}
    if not doubted:
        return
    command = [sys.executable, os.path.join(corpora, "score.py"), "--root", corpora, "--kind", kind, "--worst", "9999", tickmark]
    rows = [line.split() for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[2:]]
    shares = [float(row[3]) if row[2] == "words" else 0.0 for row in rows if row and row[1] not in doubted]
    print(f"{'tickmark':13}{kind:16}{sum(share >= .999 for share in shares)} of {len(shares)} without these:")
    for name in sorted(doubted):
        print(f"{'':13}  {name}: {DOUBTED[name]}")


if __name__ == "__main__":
    main()

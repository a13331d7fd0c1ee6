#!/usr/bin/env python3
"""What LibreOffice makes of marked-up Word files, and what Tickmark makes of what LibreOffice gives back.

    TICKMARK_KEEP=FOLDER cargo test --test markup   marks up the documents of the corpora
    python3 benches/office.py FOLDER [TICKMARK]     default: target/release/tickmark

Of every file: is each comment on its exact words (while a change is tracked, on the old words and the new ones), and does
LibreOffice show the same words as of the original once all changes are rejected? Then each file goes round: up to five
comments are answered as LibreOffice answers them, all changes are accepted in every other file and rejected in the rest,
LibreOffice saves it as a Word file, and `tickmark replies` reads it.

LibreOffice is driven over its bridge for Python (python3-uno), without a window. What is absent is said, and skipped.
"""

import argparse
import collections
import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIGN = re.compile(r"Tickmark claim (\S+)\s*$")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class Office:
    """LibreOffice in a process of its own; it is started again when a document ends it."""

    def __init__(self, folder):
        self.folder = folder
        self.start()

    def start(self):
        import uno

        pipe = f"tickmark{os.getpid()}"
        profile = "-env:UserInstallation=file://" + os.path.join(self.folder, "profile")
        self.process = subprocess.Popen(["soffice", profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
                                        stderr=subprocess.DEVNULL)
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        for _ in range(240):
            with contextlib.suppress(Exception):
                there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                self.desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
                self.dispatcher = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", there)
                return
            time.sleep(0.25)
        raise SystemExit("LibreOffice does not answer")

    def end(self):
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    @contextlib.contextmanager
    def document(self, path):
        document = self.desktop.loadComponentFromURL("file://" + path, "_blank", 0, (setting("Hidden", True),))
        if document is None:
            raise OSError("not opened")
        yield document
        document.close(True)

    def decide(self, document, what):
        self.dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{what}AllTrackedChanges", "", 0, ())

    def save(self, document, path, kind):
        document.storeToURL("file://" + path, (setting("FilterName", kind),))
        return path

    def words(self, document):
        """All words that are shown: also of boxes, notes and tables, without comments."""
        path = self.save(document, os.path.join(self.folder, "words.odt"), "writer8")
        body = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml")).find(OFFICE + "body")
        return flat("".join(shown(body)))


def setting(name, value):
    from com.sun.star.beans import PropertyValue

    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def shown(element):
    if element.tag not in (OFFICE + "annotation", TEXT + "tracked-changes"):
        yield element.text or ""
        for child in element:
            yield from shown(child)
            yield child.tail or ""


def flat(text):
    """Without blanks and what is no letter; marks of lists are the same whichever font they are from."""
    text = text.replace("\uf0b7", "•")
    return "".join(c for c in text if c.isprintable() and not c.isspace() and c != "\ufffc")


def comments(document):
    """The comments of ours: claim, field."""
    fields = document.TextFields.createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService("com.sun.star.text.textfield.Annotation") and (sign := SIGN.search(field.Content)):
            yield sign.group(1), field


def place(claim, content, words):
    """Where the comment on a claim stands, in a word. What others deleted, and numbers of notes, may stand between."""
    quote, words = flat(claim["anchor"]["quote"]), flat(words)
    wording = flat((claim.get("change") or {}).get("wording", ""))
    if flat("Words: " + claim["anchor"]["quote"]) in flat(content):
        return "beside their words, which they say"
    holds = all(is_within(part, words) for part in (quote, "" if "not tracked" in content else wording))
    begins = words[:1] in (quote[:1], wording[:1]) and words[-1:] in (quote[-1:], wording[-1:], *"0123456789")
    return "on their exact words" if words and holds and begins else "elsewhere"


def is_within(part, whole):
    letters = iter(whole)
    return all(letter in letters for letter in part)


def look(office, original, marked, claims, count):
    with office.document(original) as document:
        office.decide(document, "Reject")
        words = office.words(document)
    with office.document(marked) as document:
        seen = {claim: (field.Content, field.getAnchor().getString()) for claim, field in comments(document)}
        office.decide(document, "Reject")
        same = words == office.words(document)
    for claim in claims:
        where = place(claim, *seen[claim["id"]]) if claim["id"] in seen else "not shown"
        count["comments " + where] += 1
    count["files with the same words as the original" if same else "files with other words"] += 1


def go_round(office, tickmark, name, marked, claims, accept, count):
    """Answers, decides, saves, and reads what came back."""
    back = os.path.join(office.folder, "back.docx")
    with office.document(marked) as document:
        there = dict(comments(document))
        tracked = {claim for claim, field in there.items() if "not tracked" not in field.Content}
        answered = dict(list(there.items())[:: max(1, len(there) // 5)][:5])
        office.decide(document, "Accept" if accept else "Reject")
        for claim, field in answered.items():
            answer = document.createInstance("com.sun.star.text.textfield.Annotation")
            answer.Author = "Writer"
            said = answer.TextRange
            said.setString(f'Reply to {field.Author} (01/01/2026, 10:00): "..."')
            cursor = said.createTextCursor()
            cursor.gotoEnd(False)
            said.insertControlCharacter(cursor, 0, False)  # The end of a paragraph.
            said.insertString(cursor, f"The answer to {claim}.", False)
            end = field.getAnchor().getEnd()
            end.getText().insertTextContent(end, answer, False)
        office.save(document, back, "MS Word 2007 XML")
    project = shutil.copy(marked + ".tickmark", os.path.join(office.folder, "story.tickmark"))
    read = subprocess.run([tickmark, "replies", project, back, "--json"], capture_output=True, text=True)
    found = json.loads(read.stdout) if read.returncode == 0 else {"answers": [], "decisions": [], "otherwise": []}
    answers = {(one["id"], one["answer"]) for one in found["answers"]}
    for claim in answered:
        count["answers found" if (claim, f"Writer: The answer to {claim}.") in answers else "answers missed"] += 1
    decisions = {one["id"]: one["decision"] for one in found["decisions"]}
    otherwise = {one["id"] for one in found["otherwise"]}
    for claim in (claim["id"] for claim in claims if claim.get("change") and claim["id"] in tracked):
        wanted, decision = "accepted" if accept else "rejected", decisions.get(claim)
        told = "told as other words than both" if claim in otherwise else "left open"
        count["decisions " + ("found" if decision == wanted else "wrong" if decision else told)] += 1
        if decision != wanted:
            print(f"  {name}: {claim} {wanted}, read as {decision}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marked", metavar="FOLDER")
    parser.add_argument("tickmark", nargs="?", default=os.path.join(HERE, "..", "target", "release", "tickmark"))
    parser.add_argument("--corpora", default=os.path.join(HERE, "..", "..", "shared", "corpora"))
    chosen = parser.parse_args()
    marked, originals, tickmark = map(os.path.abspath, (chosen.marked, os.path.join(chosen.corpora, "docx"), chosen.tickmark))
    names = sorted(name for name in os.listdir(marked) if name.endswith((".docx", ".docm"))) if os.path.isdir(marked) else []
    for what, there in [(marked, names), (originals, os.path.isdir(originals)), (tickmark, os.path.exists(tickmark)),
                        ("soffice", shutil.which("soffice"))]:
        if not there:
            return print(f"absent: {what}; without it nothing can be measured")
    try:
        import uno  # noqa: F401
    except ImportError:
        return print("absent: LibreOffice’s bridge for this Python (python3-uno); without it nothing can be measured")
    count = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        for number, name in enumerate(names):
            # A copy: LibreOffice locks what it opens, in the same folder.
            original, copy = (shutil.copy(os.path.join(at, name), os.path.join(folder, to + name))
                              for at, to in ((originals, "original-"), (marked, "marked-")))
            shutil.copy(os.path.join(marked, name + ".tickmark"), copy + ".tickmark")
            with open(copy + ".tickmark", encoding="utf-8") as file:
                claims = json.load(file)["claims"]
            count["files"] += 1
            for step in (lambda: look(office, original, copy, claims, count),
                         lambda: go_round(office, tickmark, name, copy, claims, number % 2 == 0, count)):
                try:
                    step()
                except Exception as error:  # LibreOffice has ended, or will not do it.
                    count["times that LibreOffice gave up"] += 1
                    print(f"  {name}: LibreOffice gave up ({type(error).__name__})")
                    office.end()
                    office.start()
        office.end()
    for what, number in sorted(count.items()):
        print(f"{number:6} {what}")


if __name__ == "__main__":
    main()

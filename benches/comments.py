#!/usr/bin/env python3
"""How long Tickmark and python-docx take for the same comments on the same Word file, each as a whole process.

    TICKMARK_KEEP=FOLDER cargo bench --bench desk -- marked   leaves a book there that came as a Word file
    python3 benches/comments.py FOLDER [TICKMARK]             default: target/release/tickmark

python-docx cannot divide runs, so its comments stand on whole paragraphs, which is less to do; Tickmark reads the project,
places each comment on its exact words and writes who found what. Both write to a new file. What is absent is said.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

ADD = """
import docx, json, sys
folder, out = sys.argv[1:]
project = json.load(open(folder + "/story.tickmark", encoding="utf-8"))
claims = [claim for claim in project["claims"] if not claim.get("deleted")]
document = docx.Document(folder + "/story.docx")
paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.runs]
for number, claim in enumerate(claims):
    runs = paragraphs[number * len(paragraphs) // len(claims)].runs
    document.add_comment(runs, text=f"Claim {number + 1}", author="MK", initials="MK")
document.save(out)
print(len(claims))
"""


def seconds(command):
    """Wall-clock and processor seconds of a command, and what it prints."""
    before, since = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took, after = time.monotonic() - since, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr}")
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout.strip()


def main():
    folder = os.path.abspath(sys.argv[1])
    tickmark = sys.argv[2] if len(sys.argv) > 2 else "target/release/tickmark"
    try:
        import docx
    except ImportError:
        sys.exit("skipped: python-docx is not there")
    with tempfile.TemporaryDirectory() as place:
        ours = [tickmark, "report", f"{folder}/story.tickmark", "--format", "docx-markup", "-o", f"{place}/ours.docx"]
        theirs = [sys.executable, "-c", ADD, folder, f"{place}/theirs.docx"]
        rounds = [seconds(ours)[:2] for _ in range(5)]
        wall, cpu, claims = seconds(theirs)
    best = min(rounds)
    print(f"{claims} comments")
    print(f"Tickmark      {best[0]:7.2f} s, {best[1]:7.2f} s of processor (the fastest of {len(rounds)})")
    print(f"python-docx   {wall:7.2f} s, {cpu:7.2f} s of processor ({docx.__version__}, once)")
    print(f"{wall / best[0]:.0f} times as long")


if __name__ == "__main__":
    main()

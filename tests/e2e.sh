#!/usr/bin/env bash
# The whole job in the real window, by mouse and keyboard: open an article, mark a claim, fail to verify it, add a source,
# verify, save, close, reopen, export, be killed and restore. On a display of its own; ends only the processes it started. Closes with the line
# `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."

for tool in Xvfb xdotool; do
    if ! command -v "$tool" >/dev/null; then
        [[ ${CI:-} == true ]] && { echo "missing: $tool"; exit 1; }
        echo "skipped: the end-to-end test needs $tool"
        exit 0
    fi
done

binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/tickmark")
work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT
export TICKMARK_HOME="$work/home"
mkdir "$TICKMARK_HOME"
echo '{"person": {"initials": "MK"}, "theme": "light", "split": 0.58}' >"$TICKMARK_HOME/settings.json"
printf '%s\n\n%s\n' 'Allies leave the table' \
    'About 28,500 American troops are stationed in the country and nobody expects that number to change before the talks are over.' \
    >"$work/story.txt"
project="$work/story.tickmark"

passed=0
step=
# Says which step is next; the trap below names it when it fails.
begin() { step=$1; }
done_with_it() { passed=$((passed + 1)); }
fail() {
    echo "failed: $step"
    cat "$work/errors" 2>/dev/null || true
    import -window root "${TMPDIR:-/tmp}/tickmark-e2e.png" 2>/dev/null &&
        echo "the window then: ${TMPDIR:-/tmp}/tickmark-e2e.png"
    echo "$passed passed, 1 failed"
    exit 1
}
# Waits until a command succeeds, for ten seconds at most.
wait_for() {
    for _ in $(seq 100); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.1
    done
    fail
}
key() { xdotool key --clearmodifiers "$@"; sleep 0.3; }
words() { xdotool type --delay 15 "$1"; sleep 0.3; }
window_is() { xdotool search --onlyvisible --name "$1" >"$work/window"; }
open_window() {
    "$binary" ${1:+"$1"} 2>"$work/errors" &
    process=$!
    started+=("$process")
    wait_for window_is "$2"
    window=$(tail -n 1 "$work/window")
    xdotool windowsize --sync "$window" 1280 800 windowmove "$window" 0 0 windowfocus --sync "$window"
    sleep 0.8
}
close_window() {
    key ctrl+q
    wait_for ended
    wait "$process" || fail
}
ended() { ! kill -0 "$process"; }
journal_has() { grep -q "$1" "$TICKMARK_HOME"/state/recovery/*.journal; }
listed() { "$binary" claim list "$project" --json | grep -q "$1"; }

exec {number}<> <(:)
Xvfb -noreset -displayfd "$number" -screen 0 1280x800x24 2>/dev/null &
started+=($!)
read -r -t 20 -u "$number" display || fail
export DISPLAY=":$display"

begin 'open an article'
open_window "$work/story.txt" 'Allies leave the table'
done_with_it

begin 'mark a claim by selecting its sentence with the mouse'
xdotool mousemove 300 145 click --repeat 3 --delay 60 1
sleep 0.4
key m
key v # refused: nothing supports it; the caret is then where the source is named
words 'Strength report'
key ctrl+Return
key ctrl+s
key ctrl+a
words "$project"
key Return
wait_for test -s "$project"
listed '"quote": "About 28,500 American troops are stationed' || fail
done_with_it

begin 'refuse to verify it without evidence'
listed '"status": "unchecked"' || fail
done_with_it

begin 'take the source that was typed after the refusal'
"$binary" source list "$project" | grep -q 'Strength report' || fail
done_with_it

begin 'verify it with evidence, and save'
key v
key ctrl+s
wait_for listed '"status": "verified"'
"$binary" status "$project" >/dev/null || fail
done_with_it

begin 'close the window'
close_window
done_with_it

begin 'reopen the project and export the report'
open_window "$project" 'Allies leave the table'
key ctrl+e
# From the format over edition, citations and audit trail to the file.
key Tab
key Tab
key Tab
key Tab
key ctrl+a
words "$work/report.html"
key Return
wait_for grep -q '28,500 American troops' "$work/report.html"
grep -q 'Strength report' "$work/report.html" || fail
done_with_it

begin 'have in the journal what was not saved when the window is killed'
key ctrl+Down
key t
words 'killed in the middle'
wait_for grep -q 'killed in the middle' "$TICKMARK_HOME"/state/recovery/*.journal
kill -9 "$process"
wait "$process" 2>/dev/null || true
listed 'killed in the middle' && fail
done_with_it

begin 'restore it from the start page, and save it'
open_window '' 'Tickmark'
# One at a time: of several in one frame, the focus follows the first alone.
for _ in $(seq 13); do key Tab; done
key Return
wait_for window_is 'Allies leave the table'
sleep 0.5
key ctrl+s
wait_for listed 'killed in the middle'
done_with_it

begin 'bring in a new draft, say that the changed claim is still verified, and save'
sed 's/28,500/28,600/' "$work/story.txt" >"$work/draft2.txt"
xdotool key --clearmodifiers ctrl+d
sleep 0.5
key ctrl+a
words "$work/draft2.txt"
key Return
wait_for journal_has 'bring-in\|add-draft'
sleep 0.8
key v
key ctrl+s
wait_for listed '28,600 American troops'
wait_for listed '"status": "verified"'
"$binary" status "$project" >/dev/null || fail
done_with_it

begin 'say nothing on the way'
close_window
[[ ! -s $work/errors ]] || { cat "$work/errors"; fail; }
done_with_it

echo "$passed passed, 0 failed"

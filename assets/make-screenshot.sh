#!/usr/bin/env bash
# Makes assets/screenshot.png from the sample story, in a window of its own on a display of its own.
# Usage: assets/make-screenshot.sh BINARY   (needs Xvfb, xdotool and ImageMagick)
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")"
work=$(mktemp -d)
started=()
trap 'for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT

cp sample.tickmark "$work/sample.tickmark"
mkdir "$work/home"
echo '{"person": {"initials": "MK"}, "theme": "light", "split": 0.58}' >"$work/home/settings.json"

exec {number}<> <(:)
Xvfb -displayfd "$number" -screen 0 1280x800x24 2>/dev/null &
started+=($!)
read -r -u "$number" display
export DISPLAY=":$display" TICKMARK_HOME="$work/home"

"$binary" "$work/sample.tickmark" &
started+=($!)
window=
for _ in $(seq 100); do
    window=$(xdotool search --onlyvisible --name 'Tickmark$' 2>/dev/null | tail -n 1) && [[ $window ]] && break
    sleep 0.1
done
xdotool windowsize --sync "$window" 1280 800 windowmove "$window" 0 0 windowfocus --sync "$window"
sleep 1
for key in $(printf 'ctrl+Down %.0s' {1..10}); do
    xdotool key "$key"
    sleep 0.1
done
sleep 1
import -window "$window" -strip screenshot.png

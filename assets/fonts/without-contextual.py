"""Takes the contextual alternates (OpenType feature `calt`) out of Inter, which draw “->” as “→”: a checker must see the
very characters. Usage: without-contextual.py FONT.otf … (needs fontTools)"""

import sys

from fontTools.ttLib import TTFont

for path in sys.argv[1:]:
    font = TTFont(path)
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "calt":
            record.Feature.LookupListIndex = []
            record.Feature.LookupCount = 0
    font.save(path)

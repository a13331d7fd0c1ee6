#!/usr/bin/env python3
"""Makes the fonts of the report from those in assets/fonts: Latin, Greek, Cyrillic and the signs of the statuses only.

The outlines are made TrueType, because browsers that print to PDF embed those as fonts and CFF outlines as drawings.
Needs fonttools with brotli. Run from the root of the project: python3 assets/report/subset_fonts.py
"""

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable

NAMES = ["LibertinusSerif-Regular", "LibertinusSerif-Semibold", "LibertinusSerif-Italic", "Inter-Regular", "Inter-SemiBold"]
FEATURES = "kern liga mark mkmk ccmp locl tnum lnum onum pnum case".split()
CHARACTERS = (
    "U+0020-007E,U+00A0-024F,U+02B0-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2010-2027,U+202F-205F,U+2070-209F,"
    "U+20A0-20BF,U+2100-2122,U+2190-2193,U+2196-2199,U+21A9,U+21BB,U+2205,U+2212,U+2248,U+2260,U+2264,U+2265,"
    "U+25CB,U+25CF,U+2713,U+2717,U+27E6,U+27E7"
)
# The fields of 'maxp' 1.0 that are not counted from the glyphs; there are no instructions.
UNCOUNTED = (
    "maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions "
    "maxComponentElements maxPoints maxContours maxCompositePoints maxCompositeContours maxComponentDepth"
)


def subset_of(path):
    options = subset.Options(hinting=False, desubroutinize=True, notdef_outline=True, layout_features=FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 9, 13, 14]
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    return font


def make_truetype(font):
    shapes, order, glyphs = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["maxp"].tableVersion = 0x00010000
    for field in UNCOUNTED.split():
        setattr(font["maxp"], field, 1 if field == "maxZones" else 0)
    font["post"].formatType = 3.0
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin if glyph.numberOfContours else 0)
    font.sfntVersion = "\x00\x01\x00\x00"


for name in NAMES:
    font = subset_of(f"assets/fonts/{name}.otf")
    make_truetype(font)
    font.flavor = "woff2"
    font.save(f"assets/report/{name}.woff2")

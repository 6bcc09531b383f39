"""Names of exercises as bags of words: however a coach or an app writes a name, it comes to the same words."""

from __future__ import annotations

import re

from analysis.base.names import fold, singular, word_pairs, word_set

LABEL = re.compile(
    r"\s*#?(?:[A-Za-z]?\d{1,2}[A-Za-z]?\s*[.):\-–—]+\s+|[A-Za-z]?\d{1,2}[A-Za-z]?[.)]\s*|[A-Za-z]\d{1,2}\s+"
    r"|\d{1,2}[A-Za-z]\s+|[A-Za-z]\s*[.):\-–—]+\s+)(?=\S)"
)
"""What stands before a name to number it: "A1 ", "1) ", "1. ", "B2 - ", "1a "."""


_ABBREVIATIONS = word_pairs("""
rdl: romanian deadlift, dl: deadlift, sl: single leg, sa: single arm, db: dumbbell, dumbell: dumbbell,
dumbel: dumbbell, dumbbel: dumbbell, kb: kettlebell, kettlebel: kettlebell, kettleball: kettlebell, bb: barbell,
barbel: barbell, barball: barbell, bw: bodyweight, mb: medball, ohp: overhead press, bss: bulgarian split squat,
rfess: rear foot elevated split squat, ffess: front foot elevated split squat, ghr: glute ham raise,
tke: terminal knee extension, tgu: turkish getup, cmj: countermovement jump, wgs: worlds greatest stretch,
oh: overhead, alt: alternating, alternate: alternating, alternated: alternating, ext: extension,
hyperextension: back extension, hyper: back extension, tib: tibialis, tri: tricep, deltoid: delt, flye: fly,
pulley: cable, pressup: pushup, pressdown: pushdown, dorsiflexion: dorsi flexion, banded: band, theraband: band,
superband: band, miniband: band, loaded: weighted, weight: weighted, trx: suspension, ring: suspension,
isolateral: iso lateral, ham: hamstring, glut: glute, unloaded: bodyweight, leverage: machine,
selectorized: machine, sitting: seated, supinated: underhand, pronated: overhand, curtsey: curtsy,
petersen: peterson, paloff: pallof, palloff: pallof, mountainclimber: mountain climber,
glutebridge: glute bridge, legpress: leg press, monsterwalk: monster walk, facepull: face pull,
highknee: high knee, buttkick: butt kick, calfraise: calf raise, hipthrust: hip thrust, foamroll: foam roll,
rolling: roll, marching: march, walking: walk, stationary: static, gastroc: gastrocnemius,
dorsiflexor: dorsi flexion, childs: child
""")


_PHRASES = word_pairs("""
press up: pushup, press down: pushdown, body weighted: bodyweight, smith machine: smith, trap bar: trapbar,
hex bar: trapbar, ez bar: ezbar, curl bar: ezbar, plate weighted: machine, iso lateral: isolateral,
reverse grip: underhand, parallel grip: neutral grip, hammer strength: machine, half kneeling: halfkneeling,
knee height:, ankle weighted: weighted, rear deltoid: rear delt, low high: lowtohigh, high low: hightolow,
l r: eachside, left right: eachside
""")
_PHRASES |= {
    **{f"{one} {leg}": "1leg" for one in ("single", "one", "1") for leg in ("leg", "legged")},
    **{f"{one} {arm}": "1arm" for one in ("single", "one", "1") for arm in ("arm", "armed", "hand", "handed")},
    **{f"{two} {arm}": "2arm" for two in ("two", "2", "both", "double") for arm in ("arm", "hand", "armed", "handed")},
    **{f"{two} {leg}": "2leg" for two in ("two", "2", "double") for leg in ("leg", "legged", "foot", "footed")},
    **{f"{each} {side}": "eachside" for each in ("each", "per", "both", "ea") for side in ("side", "leg", "arm")},
    **{f"{ball} ball": "swissball" for ball in ("swiss", "stability", "physio", "exercise", "gym", "fit")},
    **{f"{ball} ball": "medball" for ball in ("medicine", "med")},
    **{f"{band} band": "band" for band in ("resistance", "mini", "loop", "long", "therapy", "power")},
    **{f"{where} {part}": "" for where in ("around", "above", "below") for part in ("knee", "ankle", "thigh", "foot")},
}


_COMPOUNDS = """
pull up, push up, chin up, sit up, step up, v up, get up, muscle up, warm up, pull down, push down, step down,
pull over, pull through, pull apart, cross over, roll out, walk out, kick back, dead lift, dead bug, bird dog,
clam shell, skull crusher, bent over, over head, cool down, roll up, chop up, tip toe
"""
_PHRASES |= {pair: pair.replace(" ", "") for pair in " ".join(_COMPOUNDS.split()).split(", ")}


_FILLERS = word_set(
    "the with w of on and to an for in at from your x using exercise drill work via into onto off against"
)
"""Words that tell no exercise from another. "A" does: it is a skip."""


_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(
    r"(?<![\w./-])(?:\d+[x×])?\d+(?:[.,]\d+)?(?:-\d+)?\s?"
    r"(?:k|km|m|min|mins|minutes?|s|secs?|seconds?|in|inch|inches|cm|kg|kgs|lbs?|rounds|yds?|miles?)\b|\d+\s?[\"”″]|(?<![\w-])(?:\d{1,2}\s?)?[x×]\s?\d{1,3}\b",
    re.IGNORECASE,
)
"""How long, how far, how high or how heavy, where it stands in a name."""


def without_label(name: str) -> str:
    """Take the letter or number off that stands before a name; another name stays.

    Examples
    --------
    >>> [without_label(name) for name in ("A1) Hip thrust", "1. Hip thrust", "B2 - Step ups", "1-leg RDL", "A-skip")]
    ['Hip thrust', 'Hip thrust', 'Step ups', '1-leg RDL', 'A-skip']
    """
    match = LABEL.match(name)
    return name[match.end() :] if match else name


def words_of(name: str) -> frozenset[str]:
    """Return the words of a name: singular, abbreviations spelt out, in no order, without fillers.

    Examples
    --------
    >>> sorted(words_of("SL RDLs (DB)")), words_of("Press-ups") == words_of("push up")
    (['1leg', 'deadlift', 'dumbbell', 'romanian'], True)
    >>> words_of("Squat (Barbell)") == words_of("BB squats")
    True
    """
    words: list[str] = []
    bare = _AMOUNT.sub(" ", name) if _DIGIT.search(name) else name
    for word in singular(fold(bare)).split():
        words += _ABBREVIATIONS.get(word, word).split()
    words = [word for word in words if word not in _FILLERS]
    joined: list[str] = []
    for word in words:
        # Of two words that belong together: a third may join what two have come to.
        pair = _PHRASES.get(f"{joined[-1]} {word}") if joined else None
        if pair is None:
            joined.append(word)
        else:
            joined[-1:] = pair.split()
    return frozenset(joined)

"""Mistakes of every kind: a command, the files it meets, and words that its one clear message must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.base.files import LARGEST
from analysis.library.schema import data_folder
from analysis.library.sheets.sheet_reading import MOST_ROWS
from tests.shared import FITNOTES, HALF_TEXT, HEADER, ROW, STRONG

GOOD = "Main,strength,3,Hip thrust,8-12,bench+dumbbell,heavy"


OLD = b"what stood here before"


ODS = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK\x03\x04" + bytes(100)


XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


@dataclass(frozen=True)
class Mistake:
    """A command, the files it meets, and words that its message must hold.

    ``spoil`` names a file of a copy of the data, a text in it, and what takes its place.
    """

    command: str
    words: tuple[str, ...]
    files: Mapping[str, bytes | Callable[[], bytes]] = field(default_factory=dict)
    spoil: tuple[str, str, str] | None = None


def rows(*lines: str, header: str = HEADER) -> bytes:
    return ("\n".join([header, *lines]) + "\n").encode()


def sheet(*lines: str, says: str, header: str = HEADER) -> Mistake:
    return sheet_of(rows(*lines, header=header), says)


def sheet_of(content: bytes | Callable[[], bytes], says: str, name: str = "mine.csv") -> Mistake:
    command = f"compare --with {name} --out out/old.csv"
    return Mistake(command, (name, *says.split(" | ")), {name: content})


def coding(name: str, old: str, new: str, says: str, command: str = "compare --data data --out out/old.csv") -> Mistake:
    return Mistake(command, tuple(says.split(" | ")), spoil=(name, old, new))


def asked(command: str, says: str) -> Mistake:
    return Mistake(command, tuple(says.split(" | ")))


SHEETS = {
    "unknown exercise": sheet(
        "A,,,Hip trust,10,,",
        says="row 2, column exercise: unknown exercise: 'Hip trust' | did you mean Hip thrust | exercises.csv",
    ),
    "unknown exercise, nothing near": sheet(
        "A,,,Zzz,10,,", says="unknown exercise: 'Zzz' | a line in your exercises.csv | Zzz,,MUSCLES"
    ),
    "unknown exercise, something near": sheet(
        "A,,,Goblin squat,10,,", says="unknown exercise: 'Goblin squat' | did you mean"
    ),
    "a formula for an exercise": sheet("A,,,=HYPERLINK(0),10,,", says="row 2, column exercise | '=HYPERLINK(0)'"),
    "markup for an exercise": sheet("A,,,<script>x</script>,10,,", says="column exercise | '<script>x</script>'"),
    "a path for an exercise": sheet("A,,,../../etc/passwd,10,,", says="column exercise | '../../etc/passwd'"),
    "control characters in a cell": sheet(
        "A,,,Hip\x1b[31mthrust,10,,",
        says="row 2, column exercise: a character that cannot be printed: 'Hip�[31mthrust'",
    ),
    "control characters in a section": sheet("A\x01,,,Hip thrust,10,,", says="column section: a character that cannot"),
    "marks for a phase": sheet("A,???,,Hip thrust,10,,", says="column phase: not allowed: '???'"),
    "a thousand columns": sheet(GOOD, header=HEADER + ",x" * 1000, says="too many columns: '1007'"),
    "a name of 80 letters": Mistake(
        f"compare --with {'x' * 80}.csv",
        ("the file's name", "too long", "up to 60 characters"),
        {"x" * 80 + ".csv": rows(GOOD)},
    ),
    "the name of a heading": sheet_of(rows(GOOD), "is a heading of tables", "Equipment.csv"),
    "blank exercise": sheet("A,,,,10,,", says="column exercise: blank"),
    "a dose that is a word": sheet(
        "A,,,Hip thrust,banana,,", says="row 2, column dose | banana | for example: 3 x 8-12"
    ),
    "blank dose": sheet("A,,,Hip thrust,,,", says="column dose: blank"),
    "a dose that became a date": sheet("A,,,Hip thrust,10-Dec,,", says="format the column as text"),
    "zero repetitions": sheet("A,,,Hip thrust,3 x 0,,", says="column dose | 1 to 200"),
    "zero sets": sheet("A,,,Hip thrust,0 x 10,,", says="column dose | 1 to 20"),
    "zero seconds": sheet("A,,,Hip thrust,0 s,,", says="column dose | 1 to 3600"),
    "negative repetitions": sheet("A,,,Hip thrust,-10,,", says="column dose | expected a number"),
    "reversed range": sheet(
        "A,,,Hip thrust,12-8,,", says="column dose | 12-8 repetitions: the smaller number comes first, as in 8-12"
    ),
    "absurd repetitions": sheet("A,,,Hip thrust,3 x 5000,,", says="column dose | 5000 | 1 to 200"),
    "absurd sets": sheet("A,,,Hip thrust,99 x 10,,", says="column dose | 99 | 1 to 20"),
    "absurd seconds": sheet("A,,,Hip thrust,90 min,,", says="column dose | 1 to 3600"),
    "a number of a thousand digits": sheet(
        "A,,,Hip thrust," + "9" * 1000 + ",,", says="too large a number | allowed is 5000"
    ),
    "a fraction of a repetition": sheet("A,,,Hip thrust,7.5,,", says="column dose | only whole numbers"),
    "a dose of thousands of characters": sheet(
        "A,,,Hip thrust," + "1s-" * 3000 + "1s,,", says="row 2, column dose | for example: 3 x 8-12"
    ),
    "sets in dose and rounds": sheet("A,,3,Hip thrust,3 x 10,,", says="sets in the dose and in rounds (3)"),
    "zero rounds": sheet("A,,0,Hip thrust,10,,", says="row 2, column rounds | 1 to 20"),
    "negative rounds": sheet("A,,-2,Hip thrust,10,,", says="column rounds | '-2' | 1 to 20"),
    "reversed rounds": sheet("A,,3-2,Hip thrust,10,,", says="column rounds | '3-2' | a range such as 2-3"),
    "rounds in a word": sheet("A,,three,Hip thrust,10,,", says="column rounds | 'three' | a whole number"),
    "unknown phase": sheet("A,strenght,,Hip thrust,10,,", says="column phase | did you mean strength"),
    "markup for a phase": sheet("A,<b>,,Hip thrust,10,,", says="column phase | allowed: mobility, activation"),
    "unknown equipment": sheet("A,,,Hip thrust,10,dumbell,", says="unknown equipment: 'dumbell' | mean dumbbell"),
    "equipment twice": sheet("A,,,Hip thrust,10,mat+mat?,", says="row 2, column equipment: equipment named twice"),
    "a plus too many": sheet("A,,,Hip thrust,10,mat+,", says="unknown equipment: '' | allowed: mini_band"),
    "a formula for equipment": sheet("A,,,Hip thrust,10,=1+1,", says="column equipment | unknown equipment: '=1'"),
    "a path for equipment": sheet("A,,,Hip thrust,10,C:\\band,", says="column equipment | 'C:\\band'"),
    "an unquoted comma": sheet(
        "A,,,Hip thrust,2 x 8, hold 1 s,mat,note", says="8 cells where the header has 7 | quotes"
    ),
    "an unquoted comma that fits": sheet(
        "A,,,Hip thrust,10, hold 2 s,", says="put a cell with a comma in it in double quotes"
    ),
    "several mistakes in a row": sheet(
        "A,what,x,Nope one,zero,dumbell,",
        says="column phase | column rounds | column exercise | column dose | column equipment",
    ),
    "several rows with a mistake": sheet(
        "A,,,Nope one,10,,", "A,,,Hip thrust,zero,,", "A,what,,Hip thrust,10,,", says="row 2 | row 3 | row 4"
    ),
    "more mistakes than are shown": sheet(*["A,,,Nope,10,,"] * 9, says="row 2 | row 6 | and 4 more"),
    "rows are counted as the spreadsheet does": sheet(",,,,,,", "A,,,Nope,10,,", says="row 3"),
    "no row": sheet(says="no exercise in it"),
    "too many rows": sheet(*[GOOD] * (MOST_ROWS + 1), says=f"too many rows | '{MOST_ROWS + 1}' | up to {MOST_ROWS}"),
    "a million rows": sheet_of(lambda: rows(*["A,,,B,1,,"] * 1_000_000), "too many rows | '1000000'"),
    "no doses": sheet("Hip thrust,,8", header="exercise,notes,speed", says="row 1, column dose: the column is missing"),
    "no exercises": sheet(GOOD, header=HEADER.replace("exercise", "excercise"), says="column exercise | mean exercise"),
    "control characters in a column more": sheet(
        "Hip thrust,10,\x7f", header="exercise,dose,link", says="row 2, column link: a character that cannot"
    ),
    "a column misspelt": sheet(GOOD, header=HEADER.replace("dose", "does"), says="unknown column: 'does' | mean dose"),
    "a column doubled": sheet(
        GOOD, header=HEADER.replace("notes", "dose"), says="column dose: the column appears twice"
    ),
    "another delimiter": sheet(
        GOOD, header=HEADER.replace(",", "|"), says="row 1: no heads of a routine | allowed: section, phase"
    ),
    "no header": sheet_of(f"{GOOD}\n{GOOD}\n".encode(), "row 1: no heads of a routine | 'Main, strength, 3"),
    "an empty file": sheet_of(b"", "empty file | a header: section, phase"),
    "only blanks": sheet_of(b"\n\n , ,\n", "empty file"),
    "half of UTF-16": sheet_of(HEADER.encode("utf-16")[:-1], "broken UTF-16 text | CSV UTF-8"),
    "another encoding": sheet_of(rows("A,,,Hip thrust,10,,") + b"\x81t", "not UTF-8 text (line 3) | CSV UTF-8"),
    "NUL bytes": sheet_of(rows("A,,,Hip\0thrust,10,,"), "not a text file (NUL byte"),
    "a workbook in disguise": sheet_of(b"PK\x03\x04\x00\x00", "not a text file"),
    "an OpenDocument spreadsheet": sheet_of(ODS, "a sheet is a spreadsheet (.xlsx) or a text file", name="mine.ods"),
    "an OpenDocument spreadsheet called a sheet": sheet_of(ODS, "an OpenDocument spreadsheet (.ods); save it as .xlsx"),
    "a workbook": sheet_of(b"PK\x03\x04\x00\x00", "a spreadsheet that cannot be read", name="mine.xlsx"),
    "a quote that does not close": sheet_of(rows('A,,,"Hip thrust,10,,'), "row 2: not readable as CSV"),
    "a cell of 20,000 characters": sheet_of(rows("A,,," + "x" * 20_000 + ",10,,"), "row 2: a cell of 20000 characters"),
    "a cell of 50 MB": sheet_of(lambda: rows("A,,," + "x" * 50_000_000 + ",10,,"), f"too large | up to {LARGEST}"),
    "the name of a shipped routine": sheet_of(rows(GOOD), "a routine of this name is there already", "run_forever.csv"),
    "nearly that name": sheet_of(rows(GOOD), "there already: 'run_forever'; allowed: another", "RUN-FOREVER.csv"),
    "a name without a letter": sheet_of(rows(GOOD), "no letter or digit to name the routine by", "__.csv"),
}


ROLES = "coding/exercise_muscles.csv"


CODING = {
    "unknown role": coding(ROLES, "hip_thrust,glute_max,primary", "hip_thrust,glute_max,primry",
                           "exercise_muscles.csv, row 75, column role | allowed: primary | did you mean primary"),
    "two roles of a muscle": coding(ROLES, "hip_thrust,hamstrings,", "hip_thrust,glute_max,",
                                    "row 78, column exercise_id + muscle_id: already in row 75"),
    "unknown muscle": coding(ROLES, "hip_thrust,glute_max,", "hip_thrust,glute_mux,",
                             "row 75, column muscle_id: not in muscles: 'glute_mux' | did you mean glute_max"),
    "unknown exercise": coding(ROLES, "hip_thrust,glute_max,", "hip_trust,glute_max,",
                               "column exercise_id: not in exercises | did you mean hip_thrust"),
    "no reason": coding(ROLES, "Named in the title.\n", "\n", "column reason: blank"),
    "an exercise without a muscle": coding(
        ROLES, "half_kneeling_adductor_stretch,adductors,stretched",
        "half_kneeling_adductor_stretch,adductors,stabilizer", "exercises.csv | no primary or stretched muscle"),
    "a column renamed": coding(ROLES, "exercise_id,muscle_id", "exercise_id,muscle",
                               "row 1: unknown column: 'muscle' | did you mean muscle_id | the column is missing"),
    "a column doubled": coding(ROLES, "muscle_id,role", "muscle_id,muscle_id", "the column appears twice"),
    "another delimiter": coding(ROLES, "exercise_id,muscle_id,role,reason", "exercise_id;muscle_id;role;reason",
                                "row 1: unknown column: 'exercise_id;muscle_id;role;reason'"),
    "unknown movement pattern": coding("coding/exercises.csv", "hip_thrust,Hip thrust,bridge",
                                       "hip_thrust,Hip thrust,brigde", "column movement_pattern | did you mean bridge"),
    "two exercises of a name": coding("coding/exercises.csv", "hip_thrust,Hip thrust", "hip_thrust,Banded squat",
                                      "column name: already in row"),
    "a mark of size is gone": coding("coding/targets.csv", "size_least,", "size_fewest,",
                                     "targets.csv, column target_id: a row that is needed is missing: 'size_least'"),
    "a rest is gone": coding("coding/conventions.csv", "rest_heavy_min,", "rest_havy_min,",
                             "conventions.csv, column convention_id | is missing: 'rest_heavy_min'"),
    "races of one kind are gone": coding("coding/races.csv", "any_c,", "some_c,", "races.csv | missing: 'any_c'"),
    "reversed seconds": coding("coding/exercises.csv", "mobility,5,7,", "mobility,7,5,",
                               "row 2, column seconds_per_rep_min: the smaller number comes first: '7-5'"),
    "half a range": coding("coding/exercises.csv", "mobility,5,7,", "mobility,5,,",
                           "seconds_per_rep_min and seconds_per_rep_max are given together"),
    "seconds in a word": coding("coding/exercises.csv", "mobility,5,7,", "mobility,five,7,",
                                "'five' | a number such as"),
    "zero seconds": coding("coding/exercises.csv", "mobility,5,7,", "mobility,0,7,", "'0' | allowed: 0.1 or more"),
    "negative seconds": coding("coding/exercises.csv", "mobility,5,7,", "mobility,-5,7,", "'-5' | 0.1 or more"),
    "absurd seconds": coding("coding/exercises.csv", "mobility,5,7,", "mobility,5,7000,", "'7000' | 60 or less"),
    "not a number": coding("coding/exercises.csv", "mobility,5,7,", "mobility,nan,7,", "'nan' | a number such as"),
    "neither true nor false": coding("coding/exercises.csv", "unilateral,true,", "unilateral,maybe,",
                                     "column alternates | true or false"),
    "markup for an id": coding("coding/muscles.csv", "glute_med,Glute med", "<script>,Glute med",
                               "row 3, column muscle_id: not allowed: '<script>'"),
    "a formula for an id": coding("coding/equipment.csv", "mini_band,Mini", "=1+1,Mini", "equipment_id | '=1+1'"),
    "a path for an id": coding("coding/routines.csv", "run_forever,Run-forever", "../mine,Run-forever",
                               "routines.csv, row 4, column routine_id: not allowed: '../mine'"),
    "an alias of two exercises": coding("coding/aliases.csv", "Hip Thrust,hip_thrust", "Hip Thrust,banded_squat",
                                        "aliases.csv | already means hip_thrust"),
    "two items of a name": coding("coding/equipment.csv", "long_band,Long band", "long_band,mini band",
                                  "equipment.csv | already means mini_band"),
    "a circle of items": coding("coding/equipment.csv", "glute band,band,,", "glute band,band,long_band,",
                                "stands_in_for: leads back to itself: 'mini_band > long_band > mini_band'"),
    "an item that stands in for itself": coding("coding/equipment.csv", "flat bench,,,", "flat bench,,bench,",
                                                "leads back to itself: 'bench > bench'"),
    "no such position": coding("coding/source_words.csv", "exercise,,2,soleus", "exercise,,9,soleus",
                               "source_words.csv, row 14, column source_word: no muscle that the word means is worked"),
    "position zero": coding("coding/source_words.csv", "exercise,,2,soleus", "exercise,,0,soleus",
                            "column position | '0' | 1 or more"),
    "no such section": coding("coding/source_words.csv", "section,Glute Activation", "section,Glute Activaton",
                              "row 29, column source_word: no muscle that the word means is worked there: 'glute'"),
    "a word without a meaning": coding("coding/source_words.csv", "soleus,soleus,", "soleus,solleus,",
                                       "column word_id: not in word_muscles | did you mean soleus"),
    "a position twice": coding("coding/prescription_notes.csv", "fit_and_well,2,reading", "fit_and_well,1,reading",
                               "routine_id + position + flag: already in row 2"),
    "a word for a muscle that is not worked": coding("coding/source_words.csv", "exercise,,2,soleus,soleus",
                                                     "exercise,,2,chest,chest", "no muscle that the word means"),
    "a word that means no muscle": coding("coding/word_muscles.csv", "soleus,soleus,,,", "soleus,solleus,,,",
                                          "column muscle_id: not in muscles | did you mean soleus"),
    "unknown reference": coding("coding/targets.csv", ",pelland_2025,", ",pelland_2026,",
                                "column reference_id: not in references | did you mean pelland_2025"),
    "reversed band": coding("coding/targets.csv", ",2,3,sessions", ",3,2,sessions",
                            "column low: the smaller number comes first"),
    "infinite band": coding("coding/targets.csv", ",2,3,sessions", ",2,inf,sessions", "column high | 'inf'"),
    "phase of a section": coding("coding/sections.csv", "Warmup,mobility", "Warmup,mobilty", "did you mean mobility"),
    "a cell too many": coding("coding/muscles.csv", "hamstrings,thigh", "hamstrings,thigh,more",
                              "6 cells where the header has 5"),
    "two groups of a name": coding("coding/muscle_groups.csv", "hip_abductors,Hip abductors", "hip_abductors,Glute max",
                                   "column name: already in row 2"),
    "a routine without a sheet": coding("coding/routines.csv", "run_forever,Run-forever", "run_for_ever,Run-forever",
                                        "not in routines | did you mean run_for_ever"),
    "dose of a shipped sheet": coding("sheets/run_forever.csv", "2 x 15 per leg", "2 x 15 per log",
                                      "run_forever.csv, row 4, column dose"),
    "exercise of a shipped sheet": coding("sheets/run_forever.csv", "Wall Abs", "Wal Abs",
                                          "row 3, column exercise: unknown exercise | Wall abs"),
    "no resources": coding("datapackage.json", '"resources"', '"resource"', "datapackage.json: not a data package"),
    "not JSON": coding("datapackage.json", "{", "[", "datapackage.json: not a data package"),
    "a resource twice": coding("datapackage.json", '"name": "run_forever"', '"name": "fit_and_well"', "appears twice"),
    "a path out of the package": coding("datapackage.json", '"path": "tidy/volume.csv"', '"path": "../volume.csv"',
                                        "'../volume.csv' is not a CSV file in sheets"),
    "a table missing": coding("datapackage.json", '"name": "volume"', '"name": "volumes"', "no table volume"),
    "unknown type": coding("datapackage.json", '"type": "integer"', '"type": "date"', "type date of"),
    "unknown key": coding("datapackage.json", '"primaryKey": ["target_id"]', '"primaryKey": ["target"]',
                          "a key of targets names no column"),
    "a column that is needed": coding("datapackage.json", '{"name": "phase", "type"', '{"name": "phas", "type"',
                                      "no column phase in table fit_and_well"),
    "two routines of a short name": coding("coding/routines.csv", ",Run forever,", ",Fit&Well,",
                                           "row 4, column short_name: already in row 2: 'Fit&Well'"),
    "a routine named as a heading": coding("coding/routines.csv", ",Run forever,", ",Muscle group,",
                                           "row 4, column short_name: a heading of tables"),
    "an item named none": coding("coding/equipment.csv", "towel,Towel", "towel,None", "the name says no equipment"),
    "no rule of a pattern": coding("datapackage.json", '"^[a-z0-9_]+$"', '"^[a-z0-9_+$"', "not a data package"),
}  # fmt: skip


ARGUMENTS = {
    one.command: one
    for one in (
        asked("compare runners_wrld", "unknown routine: 'runners_wrld' | did you mean runners_world"),
        asked("compare --phases strenght", "did you mean strength"),
        asked("compare --counting fractoinal", "did you mean fractional"),
        asked("compare --counting secondary=half", "weight of secondary: 'half' | from 0 to 1"),
        asked("compare --counting secondary=7", "from 0 to 1"),
        asked("compare --counting secondary=nan", "from 0 to 1"),
        asked("compare --counting helper=1", "unknown role: 'helper' | primary"),
        asked("compare --counting primary=0.2,primary=1", "named twice"),
        asked("compare fit_and_well fit_and_well --explain", "--explain needs two routines"),
        asked("compare runners_world run_forever --explain --out x.png", "unknown kind of file; allowed: .csv"),
        asked("compare --equipment dumbell", "unknown equipment: 'dumbell' | did you mean dumbbell"),
        asked("compare --equipment mat --by muscle", "--equipment asks what can be done; leave out --by"),
        asked("compare --equipment mat --explain", "leave out --explain"),
        asked("weekly run_forever=1 --bands glute_max", "band of glute_max: '' | 4 (at least 4) or 4-10"),
        asked("compare --equipment mat --out x.png", "unknown kind of file; allowed: .csv"),
        asked("compare --by muscel", "invalid choice: 'muscel'"),
        asked("compare --format tabel", "invalid choice: 'tabel'"),
        asked("compare --with none.csv", "none.csv: cannot be read: No such file"),
        asked("compare --with out", "a sheet is a spreadsheet"),
        asked("compare --with folder.csv", "folder.csv: cannot be read: Is a directory"),
        asked("compare --data nowhere", "nowhere/datapackage.json: cannot be read"),
        asked("compare --data out/old.csv", "cannot be read"),
        asked("weekly", "name the sessions of the week, such as"),
        asked("weekly runners_world=", "whole number"),
        asked("weekly runners_world=one", "sessions of runners_world: 'one' | whole number"),
        asked("weekly runners_world=1.5", "whole number"),
        asked("weekly runners_world=-1", "whole number"),
        asked("weekly runners_world=99", "'99' | 0 to 21"),
        asked("weekly runners_world=0", "a week without a session"),
        asked("weekly runners_world=1 runners_world=2", "named twice"),
        asked("weekly run_forever=1 Run-forever=2", "a routine named twice in the week"),
        asked("weekly run_forever=1 --bands glute_max=1-2 Glute_Max=3-4", "a band given twice"),
        asked("compare --phases=", "a blank list of names"),
        asked("weekly walking=1", "unknown routine: 'walking' | allowed: fit_and_well"),
        asked("weekly run_forever=1 --bands glute_max=few", "band of glute_max: 'few' | 4 (at least 4) or 4-10"),
        asked("weekly run_forever=1 --bands glute_max=9-3", "the smaller first"),
        asked("weekly run_forever=1 --bands glutes=1-3", "several muscle groups | glute_max or hip_abductors"),
        asked("weekly run_forever=1 --bands glute_max=4-inf", "the smaller first"),
        asked("weekly run_forever=1 --bands glute_max=nan", "the smaller first"),
        asked("weekly run_forever=1 --bands glute_max=1-2 glute_max=3-4", "given twice"),
        asked("weekly run_forever=1 --coverage --phases strength", "leave out --phases"),
        asked("compare run_forever --out run.fit --phases strength --by muscle", "leave out --by and --phases"),
        asked("compare --out all.liftlogplan --counting direct --rest 90", "leave out --counting and --rest"),
        asked("compare --out run.liftlogplan --format csv", "of the kind that its ending says; leave out --format"),
        asked("compare --out table.json --format csv", "leave out --format"),
        asked("compare fit_and_well run_forever --explain --out why.csv --rest 90", "leave out --rest"),
        asked("compare --equipment mat --rest 90", "leave out --rest"),
        asked("weekly run_forever=1 --coverage --by muscle --count light", "leave out --by and --count"),
        asked("weekly run_forever=1 --out week.csv --rest 90", "holds no minutes; .xlsx and .md do; leave out --rest"),
        asked("weekly run_forever=1 --out week.png --goal running", "no lines of a goal; .xlsx does; leave out --goal"),
        asked("exercises --out found.xlsx --format csv", "leave out --format"),
        asked("mix --bands calves=4 --out mix.md --format csv", "leave out --format"),
        asked("what-if run_forever=1 --add calf_raise --out more.csv --rest 90", "leave out --rest"),
        asked("weekly run_forever=1 --goal speed", "invalid choice: 'speed'"),
        asked("exercises --muscle glute_mad", "unknown muscle | did you mean | glute_med"),
        asked("exercises --equipment ketlebell", "unknown equipment"),
        asked("exercises --source run_forevr", "did you mean run_forever"),
        asked("check none.csv", "none.csv: cannot be read"),
        asked("build --data nowhere", "cannot be read"),
        asked("report walking=1", "unknown routine"),
        asked("reprot", "invalid choice: 'reprot'"),
    )
}


SMALL = b"name='n'\nstart=2027-01-04\n[[phase]]\nname='p'\nweeks=1\nmon='run_forever'\n"


def roster(text: str, says: str) -> Mistake:
    """Plan a block for a squad."""
    files = {"block.toml": SMALL, "squad.csv": text.encode()}
    return Mistake("block block.toml --roster squad.csv --out out", ("squad.csv", *says.split(" | ")), files)


def block(old: str, new: str, says: str) -> Mistake:
    """Spoil a block in one place."""
    assert old in HALF_TEXT, f"{old!r} is not in the block"
    content = HALF_TEXT.replace(old, new, 1).encode()
    return Mistake("block block.toml --out out", ("block.toml", *says.split(" | ")), {"block.toml": content})


PHASE, OVERRIDE = '[[phase]]\nname = "build"', "[phase.override.hip_thrust]"


BLOCKS = {
    "a key of thousands of parts": block(
        "minutes = 60", f"minutes{'.a' * 40_000} = 60", "line 10: a key of more than 10 parts joined by dots"
    ),
    "a table of thousands of parts": block("[runs]", f"[runs{' . a' * 40_000}]", "parts joined by dots | such as"),
    "a block of a megabyte": block("minutes = 60", "#" * 1_000_000, "block.toml: too large | allowed: up to 500000"),
    "thousands of unknown keys": block(
        "minutes = 60", "\n".join(f"minutes_{one} = 60" for one in range(20_000)), "unknown key | and 95 more"
    ),
    "no TOML": block('name = "Spring half"', "name = Spring half", "not TOML: | line 5"),
    "a key twice": block("minutes = 60", "minutes = 60\nminutes = 50", "not TOML: | line 11"),
    "an unknown key": block("minutes = 60", "minuts = 60", "line 10, key minuts | unknown key | did you mean minutes?"),
    "no name": block('name = "Spring half"', "", "key name: missing"),
    "no start": block("start = 2027-01-04", "", "key start: missing"),
    "a name that is no text": block('name = "Spring half"', "name = 5", "line 5, key name: not a text: '5'"),
    "a blank start": block("start = 2027-01-04", 'start = ""', "line 6, key start: not a date: ''"),
    "a day that is not there": block("start = 2027-01-04", 'start = "2027-02-30"', "not a date: '2027-02-30'"),
    "a race before the block": block("race = 2027-03-28", "race = 2026-03-28", "line 7, key race: outside the block"),
    "a goal of ours that is none": block('goal = "running"', 'goal = "speed"', "line 8, key goal | running, strength"),
    "equipment": block('"mini_band"', '"mini_bnd"', "key equipment: unknown equipment | did you mean mini_band"),
    "minutes in words": block("minutes = 60", 'minutes = "an hour"', "key minutes: not allowed | 1 to 240"),
    "minutes without an end": block("minutes = 60", "minutes = inf", "key minutes: not allowed: 'inf'"),
    "a kind of run": block('"hard"', '"fast"', "key runs.tue: unknown kind of run: 'fast' | easy, long, steady"),
    "a weekday": block('tue = "hard"', 'tuesdy = "hard"', "key runs.tuesdy: unknown weekday | did you mean tue?"),
    "a day of a phase": block(
        'wed = "runners_world"', 'Wedensday = "runners_world"', "unknown key | did you mean wed?"
    ),
    "a routine": block('"runners_world"', '"runners_wrld"', "key phase.1.wed | did you mean runners_world?"),
    "too few factors": block("[0.8, 1.0, 1.2]", "[0.8, 1.0]", "key phase.1.volume: 2 entries for 3 weeks"),
    "a factor below nothing": block("[0.8, 1.0, 1.2]", "[0.8, 1.0, -1]", "key phase.1.volume: not allowed: '-1'"),
    "a factor that is no number": block("volume = 0.6", "volume = nan", "key phase.2.volume: not allowed: 'nan'"),
    "weeks that are not whole": block("weeks = 6", "weeks = 6.5", "key phase.3.weeks: not allowed: '6.5'"),
    "no week": block("weeks = 6", "weeks = 0", "key phase.3.weeks: not allowed: '0' | 1 to 52"),
    "more weeks than a year": block("weeks = 6", "weeks = 52", "too many weeks: '58' | up to 52"),
    "an exercise": block("override.hip_thrust", "override.hip_trust", "unknown exercise | did you mean hip_thrust?"),
    "a range turned round": block("reps = [8, 10]", "reps = [10, 8]", "hip_thrust.reps: not allowed: '[10, 8]'"),
    "seconds of repetitions": block("reps = [8, 10]", "seconds = 30", "the exercise is given in reps"),
    "a step too far": block("reps_step = 1", "reps_step = 61", "key phase.3.reps_step: not allowed: '61' | 0 to 60"),
    "a step of another unit": block(
        "reps_step = 1",
        'progress.hip_thrust = {load = "40 kg", step = "2 lb"}',
        "key phase.3.progress.hip_thrust.step: a step in lb, of a load in kg: '2 lb' | a step in kg",
    ),
    "a maximum that is none": block("[runs]", "[maxima]\nhip_thrust = 80\n[runs]", "key maxima.hip_thrust | 80 kg"),
    "a sheet that is not there": block("[runs]", '[sheets]\na = "a.csv"\n[runs]', "key sheets.a | cannot be read"),
    "partners of a superset": block(
        OVERRIDE, "[phase.override.floor_press_90_90]\nsets = 2\n[phase.override.hip_thrust]\nsets = 3", "a partner of"
    ),
    "a variation": block("reps = [8, 10]", 'variation = "jumping"', "unknown variation: 'jumping'"),
    "a check": block("minutes = 60", 'ignore = ["rmp"]', "key ignore: unknown check: 'rmp' | did you mean ramp?"),
    "a skip outside": block(PHASE, "[[skip]]\nfrom = 2028-01-01\n" + PHASE, "key skip.1.from: outside the block"),
    "a skip turned round": block(
        PHASE, "[[skip]]\nfrom = 2027-02-03\nto = 2027-02-01\n" + PHASE, "key skip.1.to: before the first day"
    ),
    "a move of nothing": block(
        PHASE, "[[move]]\nfrom = 2027-01-05\nto = 2027-01-06\n" + PHASE, "key move.1.from: no session on that day"
    ),
    "too many sets": block(
        "volume = [0.8, 1.0, 1.2]", "volume = 7", "key phase.1.volume: not allowed: '7' | from 0 to 5"
    ),
    "sets beyond a dose": block(
        OVERRIDE,
        "[phase.override.squat_heel_raise]\nsets = 18\n" + OVERRIDE,
        "key phase.1.volume | would come to 22 sets",
    ),
    "single brackets": block(PHASE, PHASE.replace("[[", "[").replace("]]", "]"), "not TOML"),
    "one phase in single brackets": Mistake(
        "block block.toml",
        ("line 3, key phase: [phase] in single brackets; allowed: [[phase]]",),
        {"block.toml": b"name='n'\nstart=2027-01-04\n[phase]\nname='p'\nweeks=2\nmon='run_forever'\n"},
    ),
    "control characters": block("3 repetitions", "3 \\u001b repetitions", "control characters in a text"),
    "a blank phase": block('name = "deload"', 'name = " "', "key phase.2.name: blank"),
    "a whole number without end": block("minutes = 60", f"minutes = {'9' * 5000}", "not TOML"),
    "brackets without end": block("minutes = 60", f"minutes = {'[' * 3000}", "not TOML"),
    "into the shipped data": Mistake(
        f"block block.toml --out {data_folder().as_posix()}/tidy",
        ("is in the data folder",),
        {"block.toml": HALF_TEXT.encode()},
    ),
    "a band": block("[runs]", "[bands]\nglute_max = [6, 2]\n[runs]", "key bands.glute_max: band of glute_max: '6-2'"),
    "an empty weekday": Mistake(
        "block block.toml",
        ("no weekday has a routine",),
        {"block.toml": b"name='n'\nstart=2027-01-04\n[[phase]]\nname='p'\nweeks=2\nmon=[]\n"},
    ),
    "no file": asked("block none.toml", "none.toml: cannot be read"),
    "a spreadsheet": Mistake(
        "block a.ods", ("a.ods: an OpenDocument spreadsheet (.ods); a block is a text file in TOML",), {"a.ods": ODS}
    ),
    "no block": asked("block", "name the file of the block, or --example"),
    "names without a roster": asked("block block.toml --names", "--names is about athletes; name their table"),
    "no roster": Mistake("block block.toml --roster none.csv", ("none.csv: cannot be read",), {"block.toml": SMALL}),
    "a roster without heads": roster("Ann Bo,mat\n", "row 1: no heads of a roster: 'Ann Bo, mat' | name, and any of"),
    "a misspelt column": roster("name,equipmnt\nAnn Bo,mat\n", "unknown column: 'equipmnt' | did you mean equipment?"),
    "a misspelt item": roster("name,kit\nAnn Bo,mini bnad\n", "row 2, column equipment | did you mean mini_band?"),
    "a misspelt day": roster("name,days\nAnn Bo,Mon Wednsday\n", "row 2, column days | did you mean wed?"),
    "a day of a spreadsheet": roster("name,skip\nAnn Bo,01/02/2027\n", "row 2, column skip: not a date: '01/02/2027'"),
    "an athlete twice": roster("name,days\nAnn Bo,\nann bo,\n", "row 3, column name: a name given twice: 'ann bo'"),
    "an example of a block": asked("block x.toml --example", "unknown example: 'x.toml' | half, marathon"),
    "a time of day": Mistake(
        "block block.toml --out out --at 25:00", ("not a time of day: '25:00'", "such as 06:30"), {"block.toml": SMALL}
    ),
    "a time without files": asked("block block.toml --at 06:30", "name a folder with --out"),
    "remarks without files": asked("block block.toml --remarks", "name a folder with --out"),
    "a calendar of somebody else": Mistake(
        "block block.toml --out out",
        ("out/block.ics: is another calendar, and would be replaced",),
        {
            "block.toml": SMALL,
            "out/block.ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nEND:VCALENDAR\r\n",
        },
    ),
    "a calendar without end": Mistake(
        "block block.toml --out out",
        ("out/block.ics: too large: more than 100,000 lines",),
        {"block.toml": SMALL, "out/block.ics": b"BEGIN:VCALENDAR\r\n" + b"X:1\r\n" * 200_000},
    ),
    "no calendar at all": Mistake(
        "block block.toml --out out",
        ("out/block.ics: cannot be read as a calendar",),
        {"block.toml": SMALL, "out/block.ics": b"hello"},
    ),
    "a file in the place of the cards": Mistake(
        "block block.toml --out out", ("out/cards: cannot be written to",), {"block.toml": SMALL, "out/cards": b"x"}
    ),
    "a folder with too long a name": Mistake(
        f"block block.toml --out {'x' * 300}", ("File name too long",), {"block.toml": SMALL}
    ),
    "an effort that is a story": block("3 repetitions", "x" * 600, "phase.1.effort: a text of | up to 500"),
    "a check into files": asked("block x.toml --check --out out", "leave out --out"),
    "a block into a file": Mistake(
        "block block.toml --out out/old.csv",
        ("old.csv: cannot be written to: it is a file",),
        {"block.toml": HALF_TEXT.encode()},
    ),
}


OUTPUTS = {
    "unknown kind of figure": asked("compare --out x.gif", "x.gif: unknown kind of file; allowed: .png"),
    "no kind of file": asked("weekly run_forever --out week", "week: unknown kind of file"),
    "a figure of a list": asked("exercises --out x.png", "unknown kind of file; allowed: .csv"),
    "a folder in the way": asked("compare --out folder.csv", "folder.csv: cannot be written: it is a folder"),
    "a file for a folder": asked("compare --out out/old.csv/x.csv", "out/old.csv: cannot be written to: it is a file"),
    "a report into a file": asked("report --out out/old.csv", "old.csv: cannot be written to: it is a file"),
    "a device": asked("compare --out /dev/null/x.csv", "cannot be written"),
    "a name too long": asked(f"compare --out {'x' * 300}.csv", "cannot be written: File name too long"),
    "the data that are read": coding("coding/muscles.csv", "Glute med", "Glute med",
                                     "is in the data folder that is read",
                                     "compare --data data --out data/coding/muscles.csv"),
    "a blank name": asked("report --out=", "--out is blank"),
    "a table over the sheet": Mistake("report --with comparison.csv --out .",
                                      ("a sheet that a table would replace",), {"comparison.csv": rows(GOOD)}),
    "the sheet itself": Mistake("compare --with mine.csv --out mine.csv", ("is the sheet itself",),
                                {"mine.csv": rows(GOOD)}),
    "a chart over the sheet": Mistake(
        "compare --with folder.csv/../mine.csv --out mine.csv", ("is the sheet itself",), {"mine.csv": rows(GOOD)}
    ),
}  # fmt: skip


SUGGESTIONS = {
    "no band": asked("suggest --days 3 --least minutes", "bands: none; allowed: at least one"),
    "something to avoid that is none": asked("suggest --avoid squats", "unknown avoid: 'squats' | jumps, deep_knee"),
    "a level that is none": asked("suggest --level pro", "'pro' | new, some, trained"),
    "an unknown muscle": asked("suggest --bands glute_medd=8", "unknown muscle or group | did you mean glute_med"),
    "a band that is none": asked("suggest --bands quads=some", "band of quads: 'some' | 4 (at least 4) or 4-10"),
    "a band turned round": asked("suggest --bands quads=8-4", "band of quads: '8-4' | the smaller first"),
    "a band twice": asked("suggest --bands quads=4 Quads=5", "a band given twice"),
    "no day": asked("suggest --bands quads=4 --days 0", "days: '0' | a whole number from 1 to 7"),
    "a day that is none": asked("suggest --bands quads=4 --days mon wd", "weekday in days: 'wd' | did you mean wed?"),
    "a day twice": asked(
        "suggest --bands quads=4 --days mon mon", "days: a weekday named twice: 'mon' | each weekday once"
    ),
    "minutes in words": asked("suggest --bands quads=4 --minutes long", "minutes: 'long' | a number"),
    "no minutes": asked("suggest --bands quads=4 --minutes 0", "minutes: '0' | a number from 1 to 240"),
    "minutes for other days": asked("suggest --bands quads=4 --minutes 10 20", "one for each of mon, wed, fri"),
    "minutes that are not a number": asked("suggest --bands quads=4 --minutes nan", "minutes: 'nan'"),
    "unknown equipment": asked("suggest --bands quads=4 --equipment dumbell", "did you mean dumbbell?"),
    "an unknown exercise": asked("suggest --bands quads=4 --include goblin_squat", "did you mean | goblet_squat"),
    "in and out": asked("suggest --bands quads=4 --include wall_abs --exclude wall_abs", "include and exclude both"),
    "a stretch for sets": asked("suggest --bands quads=4 --include worlds_greatest_stretch", "gives no sets"),
    "a fixed day": asked("suggest --bands quads=4 --fixed someday=runners_world", "weekday in fixed: 'someday'"),
    "a fixed routine": asked("suggest --bands quads=4 --fixed wed=runners_wrld", "did you mean runners_world?"),
    "a kind of run": asked(
        "suggest --bands quads=4 --runs tue=fast", "unknown kind of run: 'fast' | easy, long, steady"
    ),
    "a session on the day of the race": asked(
        "suggest --bands quads=4 --days mon wed --race mon", "the race is on this day: 'mon' | tue, wed"
    ),
    "a fixed session longer than its day": asked(
        "suggest --bands calves=4 --days mon thu --minutes 20 --fixed mon=runners_world",
        "what is fixed on mon takes 34.4 min: '20'",
    ),
    "a warm-up without its equipment": asked(
        "suggest --bands calves=4 --warm-up goblet_squat --equipment none", "needs dumbbell, which is not there"
    ),
    "a warm-up that is not light": asked(
        "suggest --bands calves=4 --warm-up split_squat", "warm_up: moderate: 'split_squat'; allowed: a light exercise"
    ),
    "weeks to no race": asked("suggest --weeks-to-race 1", "race: 'none' | the weekday of the race"),
    "a race of no distance": asked("suggest --race sat --distance far", "distance: 'far' | marathon, half"),
    "a number that is none": asked("suggest --bands calves=4 --days ²", "weekday in days: '²'"),
    "nodes below nothing": asked("suggest --bands calves=4 --nodes -1", "nodes: '-1'"),
    "a race day": asked("suggest --bands quads=4 --race someday", "weekday in race: 'someday'"),
    "a pattern": asked("suggest --bands quads=4 --patterns squatt", "did you mean squat?"),
    "a line of the checklist": asked("suggest --bands quads=4 --cover plyo", "unknown cover: 'plyo'"),
    "sets of a session": asked("suggest --bands quads=4 --most-sets 0", "most_sets: '0' | from 0.5 to 100"),
    "days of many digits": asked(f"suggest --bands quads=4 --days {'9' * 5000}", "days: '999 | a whole number from 1"),
    "minutes of many digits": asked(f"trim runners_world --minutes {'9' * 5000}", "minutes: '999 | a number"),
    "digits of another script": asked("mix --bands quads=4 --sessions ٣", "sessions: '٣' | a whole number"),
    "nodes in words": asked("suggest --bands quads=4 --nodes many", "nodes: 'many'"),
    "into the shipped data": asked(
        f"suggest --bands quads=4 --out {data_folder().as_posix()}/sheets", "is in the data folder"
    ),
    "a block whose week does not fit": Mistake(
        "block block.toml",
        ("key phase.1.suggest: Nothing fits. These exclude each other",),
        {
            "block.toml": b"minutes=3\n"
            + SMALL.replace(b"mon='run_forever'", b"suggest=2").replace(b"[[phase]]", b"[bands]\ncalves=8\n[[phase]]")
        },
    ),
    "days of a block that are none": Mistake(
        "block block.toml",
        ("key phase.1.suggest: unknown weekday: 'someday'",),
        {"block.toml": SMALL.replace(b"mon='run_forever'", b"suggest=['someday']")},
    ),
    "too many mixes": asked("mix --bands quads=4 --sessions 8", "sessions: '8' | a whole number from 1 to 7"),
    "a mix of nothing": asked("mix --bands quads=4 --minutes 5", "no routine is left"),
    "nothing to change": asked("what-if runners_world=1", "nothing is changed"),
    "a change of nothing there": asked("what-if runners_world=1 --drop pogo_hop", "drop: not in the week: 'pogo_hop'"),
    "a dose that is none": asked("what-if runners_world=1 --add goblet_squat=lots", "dose of goblet_squat"),
    "minutes of a trim": asked("trim runners_world --minutes 0", "minutes: '0'"),
    "a routine to trim": asked("trim runners_wrld", "did you mean runners_world?"),
    "several workouts in one file": asked("compare --out two.fit", "a .fit file is one workout; name one routine"),
    "a sheet that is no table": asked("trim runners_world --out short.xlsx", "unknown kind of file; allowed: .csv"),
    "an exercise to replace": asked("substitute hip_trust", "did you mean hip_thrust"),
    "a routine without equipment": asked("substitute runners_world", "say it with --equipment"),
}


def logged(command: str, says: str, **files: bytes) -> Mistake:
    """Give the command some files by the names of the keywords."""
    return Mistake(f"log {command}", tuple(says.split(" | ")), {f"{name}.csv": text for name, text in files.items()})


LOGS = {
    "no file": asked("log nowhere.csv", "nowhere.csv: cannot be read: No such file or directory"),
    "a folder": asked("log folder.csv", "folder.csv: cannot be read"),
    "an empty file": logged("a.csv --out out", "a.csv: empty", a=b""),
    "no export": logged(
        "a.csv --out out", "no log that is known | allowed: an export of Hevy, Strong", a=b"x,y\n1,2\n"
    ),
    "a folder as the block": logged(
        "a.csv --units kg --block .", "--block: a folder | the file it was planned from; --planned .", a=STRONG + ROW
    ),
    "no folder of an export": logged(
        "a.csv --units kg --block a.csv --planned .", ".: has no as_planned.csv; allowed: a folder", a=STRONG + ROW
    ),
    "no earlier export": asked("log a.csv --planned out", "--planned is about a block"),
    "a folder called as a table": logged(
        "a.csv --units kg --out done.csv", "done.csv: several files are written, into a folder", a=STRONG + ROW
    ),
    "no unit": logged("a.csv --out out", "does not say in which unit weights are | --units kg|lb", a=STRONG + ROW),
    "an unknown unit": logged("a.csv --units stone", "unknown units: 'stone'; allowed: kg, lb", a=STRONG + ROW),
    "a unit of distances": logged(
        "a.csv --units kg --distances kg", "unknown distances: 'kg'; allowed: km, m, mi", a=STRONG + ROW
    ),
    "a day that may be two": logged(
        "a.csv --units kg",
        "no day in the file says whether the day or the month comes first | --dates day-first",
        a=STRONG + ROW.replace(b"2027-01-04", b"04/01/2027"),
    ),
    "an order of dates": logged(
        "a.csv --units kg --dates european",
        "unknown dates: 'european'; allowed: day-first, month-first",
        a=STRONG + ROW,
    ),
    "activities": logged(
        "a.csv",
        "a list of activities, as Garmin exports it, has no sets; allowed: | date, exercise, weight, unit, reps",
        a=b"Activity Type,Date,Favorite,Title,Distance,Calories\nRunning,2027-01-04,false,Run,5,400\n",
    ),
    "a unit for no file": logged(
        "a.csv --units b.csv=lb", "units: none of the files: 'b.csv'; allowed: a.csv", a=STRONG + ROW
    ),
    "two units for a file": logged(
        "a.csv --units a.csv=lb a.csv=kg", "--units: two units for one file: 'a.csv=kg'", a=STRONG + ROW
    ),
    "a folder without exports": asked("log .", "cannot be read: a folder without exports; allowed: .csv"),
    "several files without a row": logged(
        "a.csv b.csv --out out", "a.csv: empty | b.csv, line 1: no log that is known", a=b"", b=b"x\n"
    ),
    "no row to read": logged(
        "a.csv --units kg --out out",
        "a.csv, line 2: start: '2027-13-04 18:00:00'; allowed: a day with its year",
        a=STRONG + ROW.replace(b"-01-", b"-13-"),
    ),
    "a cell that cannot be read, strictly": logged(
        "a.csv --units kg --strict --out out",
        "a.csv, line 2: reps: 'many' cannot be read",
        a=STRONG + ROW.replace(b",8,", b",many,"),
    ),
    "a broken row, strictly": logged(
        "a.csv --units kg --strict --out out",
        "a.csv, line 3: start: '2027-13-04 18:00:00' | a day with its year, such as 2026-05-20, of 1970 to 2100",
        a=STRONG + ROW + ROW.replace(b"-01-", b"-13-"),
    ),
    "an OpenDocument spreadsheet": Mistake(
        "log a.ods --out out", ("a.ods: an OpenDocument spreadsheet (.ods); save it as xlsx or CSV",), {"a.ods": ODS}
    ),
    "an OpenDocument spreadsheet under another name": logged("a.csv", "a.csv: an OpenDocument | xlsx or CSV", a=ODS),
    "an old spreadsheet": logged("a.csv", "a.csv: an old Excel spreadsheet (.xls); save it as xlsx or CSV", a=XLS),
    "a zip": logged("a.csv --out out", "a.csv: a zip archive; unpack it first", a=b"PK\x03\x04" + bytes(100)),
    "matches that are none": logged(
        "a.csv --matches m.csv --out out", "m.csv: no columns exercise_name and exercise_id", a=FITNOTES, m=b"x\n1\n"
    ),
    "a match of nothing": logged(
        "a.csv --matches m.csv --out out",
        "m.csv, row 2, column exercise_id: unknown exercise: 'hip_trust' | did you mean hip_thrust",
        a=FITNOTES,
        m=b"exercise_name,exercise_id\nCurl,hip_trust\n",
    ),
    "a name matched twice": logged(
        "a.csv --matches m.csv --out out",
        "m.csv, row 3, column exercise_name: the name already means hip_thrust: 'curl'",
        a=FITNOTES,
        m=b"exercise_name,exercise_id\nCurl,hip_thrust\ncurl,pull_up\n",
    ),
    "sides that are none": logged(
        "a.csv --matches m.csv --out out",
        "m.csv, row 2, column sides: unknown sides: 'both'; allowed: apart, together, or nothing",
        a=FITNOTES,
        m=b"exercise_name,exercise_id,sides\nStep up,,both\n",
    ),
    "sides of no file": logged("a.csv --sides Step_up", "--sides: no such file: 'Step_up' | sides: apart", a=FITNOTES),
    "a block that is none": logged("a.csv --block m.csv --out out", "m.csv: not TOML", a=FITNOTES, m=b"x\n1\n"),
    "a day without a block": logged("a.csv --until 2027-01-04", "--until is about a block", a=FITNOTES),
    "a log in the place of a file": Mistake(
        "log out/sets.csv --out out", ("was read, and would be replaced",), {"out/sets.csv": FITNOTES}
    ),
    "a block spreadsheet that is none": Mistake("log folder.csv/a.xlsx", ("cannot be read",)),
}


MISTAKES = {
    f"{kind}: {name}": mistake
    for kind, found in {
        "sheet": SHEETS,
        "coding": CODING,
        "argument": ARGUMENTS,
        "block": BLOCKS,
        "output": OUTPUTS,
        "suggestion": SUGGESTIONS,
        "log": LOGS,
    }.items()
    for name, mistake in found.items()
}


def set_up(mistake: Mistake, folder: Path, data: Path) -> None:
    """Write into a folder what a mistake meets, and spoil the copy of the data that it asks for."""
    (folder / "folder.csv").mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "old.csv").write_bytes(OLD)
    for path, content in mistake.files.items():
        (folder / path).write_bytes(content() if callable(content) else content)
    if mistake.spoil:
        path, old, new = mistake.spoil
        file = data / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


SLOW = ("sheet: a million rows", "suggestion: a block whose week does not fit")

"""A coach's own links, such as exercise videos: read as text, shown as text, never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis.base.errors import Finding
from analysis.library.library import LINKS, Library

LONGEST_LINK = 500
"""Maximum characters in a link."""


_LINK = re.compile(r"https?://[^\s/?#<>\"\\]+\.[^\s/?#<>\"\\]+([/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_BARE = re.compile(r"(www\.[\w-]+(\.[\w-]+)+|[\w-]+(\.[\w-]+)+(?=/))(/\S*)?", re.IGNORECASE)
"""Text that becomes a link with https:// in front."""


def link_findings(text: str, file: str, row: int, column: str = "link") -> list[Finding]:
    """Return the findings for a link cell: none if it is blank or a link with http:// or https://.

    Examples
    --------
    >>> print(*link_findings("www.example.org/thrust", "mine.csv", 4))
    mine.csv, row 4, column link: not a link: 'www.example.org/thrust'; allowed: an address that begins with https://
    or http://; did you mean https://www.example.org/thrust?
    >>> link_findings("https://example.org/thrust", "mine.csv", 4)
    []
    """
    if not text or (len(text) <= LONGEST_LINK and text.isprintable() and _LINK.fullmatch(text)):
        return []
    allowed = "an address that begins with https:// or http://"
    if len(text) > LONGEST_LINK:
        return [Finding("a link too long", file, row, column, text, f"up to {LONGEST_LINK} characters")]
    near = (f"https://{text}",) if _BARE.fullmatch(text) else ()
    return [Finding("not a link", file, row, column, text, allowed, near)]


def short_link(link: str) -> str:
    """Return a link without its scheme and www, short enough to type.

    Examples
    --------
    >>> short_link("https://www.example.org/thrust/")
    'example.org/thrust'
    """
    return re.sub(r"^https?://(www\.)?", "", link, flags=re.IGNORECASE).rstrip("/")


def links_frame(links: Iterable[tuple[str, str | None, int | None, str]] = ()) -> pd.DataFrame:
    """Return the frame of links: exercise_id, routine_id and position (blank: everywhere it is used), link."""
    frame = pd.DataFrame([*links], columns=LINKS)
    return frame.astype({"exercise_id": "str", "routine_id": "str", "position": "Int64", "link": "str"})


def row_links(library: Library, rows: pd.DataFrame) -> list[str]:
    """Return the link of each row by its routine and position, blank for none; see `links_of`."""
    links = links_of(library)
    return [links.get(key, "") for key in zip(rows["routine_id"], rows["position"], strict=True)]


def links_of(library: Library) -> dict[tuple[str, int], str]:
    """Return the link of each prescription that has one, by routine and position; a row's own link wins.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from analysis import load_library
    >>> links = links_frame([("hip_thrust", None, None, "https://example.org/thrust")])
    >>> links_of(replace(load_library(), links=links))
    {('runners_world', 7): 'https://example.org/thrust'}
    """
    links = library.links
    everywhere = links[links["routine_id"].isna()]
    of_exercise = dict(zip(everywhere["exercise_id"], everywhere["link"], strict=True))
    of_row = dict(zip(zip(links["routine_id"], links["position"], strict=True), links["link"], strict=True))
    rows = library.prescriptions
    found = {}
    for key, exercise in zip(zip(rows["routine_id"], rows["position"], strict=True), rows["exercise_id"], strict=True):
        if link := of_row.get(key) or of_exercise.get(exercise):
            found[key[0], int(key[1])] = link
    return found

"""Reads lists of words for kinds of help as others publish them, and turns them into terms of a feed.

Two shapes: the JSON of the Local Government Association's lists (`webservices.esd.org.uk/lists/…`), and the
text of Open Eligibility, which is nearly XML: elements named top_level, second_level and so on.
"""

import html
import re
from typing import Any

Item = dict[str, Any]

_TAG = re.compile(r"<(/?)(\w+)_level\b([^>]*?)(/?)>")
_SAID = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ELIGIBILITY: Item = {
    "identifier": "https://github.com/auntbertha/openeligibility",
    "label": "Open Eligibility (Human Services Taxonomy by Aunt Bertha, Inc., CC BY-SA 3.0)",
}


def terms_of_list(content: Any) -> list[Item] | None:
    """Return what the JSON of a list of the LGA holds, as terms of a feed; None where it is no such list."""
    listed = content.get("list", content) if isinstance(content, dict) else None
    if not isinstance(listed, dict) or not isinstance(listed.get("items"), list):
        return None
    if not listed.get("identifier") or not listed.get("label"):
        return None
    return [_term(item, listed) if isinstance(item, dict) else {} for item in listed["items"]]


def terms_of_text(text: str) -> Item | None:
    """Return the text of Open Eligibility as such a list; None where it is something else."""
    if not re.match(r"\s*<(\?xml|taxonomy)\b", text) or "_level" not in text:
        return None
    items: list[Item] = []
    above: list[str] = []
    for closing, _level, said, is_short in _TAG.findall(text):
        if closing:
            del above[-1:]
            continue
        told = {name: html.unescape(double or single) for name, double, single in _SAID.findall(said)}
        items.append({"identifier": told.get("id"), "label": told.get("title"), "parents": above[-1:]})
        if not is_short:
            above.append(told.get("id", ""))
    return {**ELIGIBILITY, "items": items}


def _term(item: Item, listed: Item) -> Item:
    """Return one term. What has no identifier gets no id, and is reported by whoever reads the feed."""
    own = str(listed.get("uri") or listed["identifier"])
    said, name = item.get("identifier"), item.get("label")
    return {
        **({"id": f"{own}/{said}"} if said else {}),
        "name": name,
        "term": name,
        "code": str(said or ""),
        "description": item.get("description"),
        "term_uri": item.get("uri"),
        **({"parent_id": f"{own}/{parent}"} if (parent := _parent(item)) else {}),
        "taxonomy_detail": {"id": own, "name": listed["label"], "uri": listed.get("uri")},
    }


def _parent(item: Item) -> str:
    """Return the identifier of the first of the terms above it: the directory keeps one."""
    parents = item.get("parents") or item.get("parent") or []
    first = parents[0] if isinstance(parents, list) and parents else parents
    return str((first.get("identifier") if isinstance(first, dict) else first) or "")

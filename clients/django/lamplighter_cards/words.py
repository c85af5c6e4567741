"""What a tender is about, in the words of docs/embed.md."""

import logging

log = logging.getLogger("lamplighter_cards")


def words_of(tender):
    """The council, each classification's label, and the first group. What cannot be read is left out."""
    try:
        return _council(tender) + _classifications(tender)
    except Exception:  # a template gives whatever it has; a page without the right cards is better than none
        log.exception("cannot read what the tender is about")
        return []


def _council(tender):
    code = getattr(getattr(tender, "council", None), "authority_code", None)
    return [("council", code)] if code else []


def _classifications(tender):
    # A manager: a tender has none, one or several.
    rows = getattr(tender, "tenderclassification", None)
    found = [] if rows is None else [row.classification for row in rows.select_related("classification")]
    labels = [("cpv", one.description) for one in found if one.description]
    # Its `str` is the group, which may be NULL; so is this.
    groups = [("group", one.group) for one in found if one.group]
    return labels[:5] + groups[:1]

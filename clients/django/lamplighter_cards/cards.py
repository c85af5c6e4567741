"""Two cards for a question, whatever happens."""

import json
import logging
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache

from .ask import NoAnswer, ask
from .kept import keep, recall

log = logging.getLogger("lamplighter_cards")

SECONDS = 1.0
FRESH_FOR = 3600
REST_FOR = 60
RESTING = "lamplighter-cards:resting"
NEEDED = ("publisher", "title", "url", "blurb")
HERE = Path(__file__).parent
BUNDLED = json.loads((HERE / "bundled.json").read_text(encoding="utf-8"))
PICTURES = {path.stem for path in (HERE / "static" / "lamplighter_cards").glob("*.svg")}


def cards_for(words, limit=2):
    """`limit` cards for `words`, a list of (name, value) as docs/embed.md has them; filled up with bundled ones."""
    question = urlencode([*words, ("limit", limit)])
    try:
        found = _fresh(question) or _last(question)
    except Exception:  # a cache or a disk that fails, too, costs the reader nothing but the better cards
        log.exception("no cards for %s", question)
        found = []
    told = {_letters(card["title"]) for card in found}
    spare = [card for card in map(_card, BUNDLED) if _letters(card["title"]) not in told]
    return (found + spare)[:limit]


def _letters(title):
    """A title by its letters: one story has several addresses, and quotation marks of two kinds."""
    return "".join(filter(str.isalnum, title.casefold()))


def _fresh(question):
    key = f"lamplighter-cards:{question}"
    cards = cache.get(key)
    if cards is not None:
        return cards
    if cache.get(RESTING):
        return None
    try:
        cards = _cards(ask(f"{settings.LAMPLIGHTER_URL.rstrip('/')}/embed.json?{question}", SECONDS))
    except NoAnswer as error:
        log.warning("Lamplighter: %s; it is not asked again for %d s", error, REST_FOR)
        cache.set(RESTING, True, REST_FOR)
        return None
    cache.set(key, cards, FRESH_FOR)
    keep(_folder(), question, cards)
    return cards


def _last(question):
    kept = recall(_folder(), question)
    return [card for card in map(_card, kept if isinstance(kept, list) else []) if card is not None]


def _folder():
    return getattr(settings, "LAMPLIGHTER_KEPT", None)


def _cards(answer):
    items = answer.get("items") if isinstance(answer, dict) else None
    cards = [card for card in map(_card, items if isinstance(items, list) else []) if card is not None]
    if not cards:
        raise NoAnswer("the answer has no cards")
    return cards


def _card(item):
    """A card whose fields are what a page needs, or None."""
    if not isinstance(item, dict) or not all(isinstance(item.get(name), str) and item[name] for name in NEEDED):
        return None
    if not item["url"].startswith(("https://", "http://")):
        return None
    topic = item.get("topic")
    why = item.get("why")
    return {
        **{name: item[name] for name in NEEDED},
        "why": why if isinstance(why, str) else "",
        "archived": item.get("archived") is True,
        "topic": topic,
        "picture": f"lamplighter_cards/{topic if topic in PICTURES else 'general-procurement-practice'}.svg",
    }

"""The last good answers, one small file for each question."""

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

log = logging.getLogger("lamplighter_cards")


def keep(folder, question, cards):
    """Keeps an answer; a folder that cannot be written costs nothing but the copy."""
    if folder is None:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".new", delete=False) as file:
            json.dump(cards, file)
        # Swapped at once, so that no reader sees half a file.
        os.replace(file.name, _place(folder, question))
    except OSError as error:
        log.warning("cannot keep cards in %s: %s", folder, error)


def recall(folder, question):
    """What was kept of this question, as it stands in the file, or None."""
    if folder is None:
        return None
    try:
        return json.loads(_place(folder, question).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _place(folder, question):
    return Path(folder) / f"{hashlib.sha256(question.encode()).hexdigest()[:32]}.json"

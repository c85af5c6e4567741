from django import template

from lamplighter_cards.cards import cards_for
from lamplighter_cards.words import words_of

register = template.Library()


@register.inclusion_tag("lamplighter_cards/case_studies.html")
def case_studies(tender, limit=2):
    """Cards for a tender of contract-countdown's."""
    return {"cards": cards_for(words_of(tender), limit)}


@register.inclusion_tag("lamplighter_cards/case_studies.html")
def case_studies_for(council="", cpv="", group="", limit=2):
    """Cards for a council and a kind of contract, in words."""
    words = [("council", council), ("cpv", cpv), ("group", group)]
    return {"cards": cards_for([(name, value) for name, value in words if value], limit)}

# A Django with models of contract-countdown's shape; renders pages as JSON: {"pages": [[{"page": html, "seconds": time}]]}, a list for each server.
# Takes the servers' addresses as a list, each asked as if by a process of its own, a folder for kept cards, how many seconds a page may wait (the app's own where empty), and a list of the kinds of tender to render: names of KINDS, or
# CODE|CPV label|group.
import json
import sys
import time

import django
from django.conf import settings

urls, kept, patience, kinds = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles", "lamplighter_cards"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    LAMPLIGHTER_URL="",
    LAMPLIGHTER_KEPT=kept or None,
)
django.setup()

from django.core.cache import cache  # noqa: E402
from lamplighter_cards import cards  # noqa: E402

cards.SECONDS = float(patience or cards.SECONDS)

from django.db import connection, models  # noqa: E402
from django.template import Context, Template  # noqa: E402


class Council(models.Model):
    name = models.CharField(max_length=100)
    authority_code = models.CharField(max_length=5)

    class Meta:
        app_label = "procurement"


class Tender(models.Model):
    council = models.ForeignKey(Council, null=True, on_delete=models.CASCADE)

    class Meta:
        app_label = "procurement"


class Classification(models.Model):
    description = models.CharField(max_length=300)
    classification_scheme = models.CharField(max_length=20)
    group = models.CharField(max_length=100, null=True)

    class Meta:
        app_label = "procurement"

    def __str__(self):
        return self.group


class TenderClassification(models.Model):
    tender = models.ForeignKey(Tender, related_name="tenderclassification", on_delete=models.CASCADE)
    classification = models.ForeignKey(Classification, on_delete=models.CASCADE)

    class Meta:
        app_label = "procurement"


with connection.schema_editor() as editor:
    for model in (Council, Tender, Classification, TenderClassification):
        editor.create_model(model)

LAMPS = ("Street-lighting equipment", None)
BINS = ("Refuse disposal and treatment", "Refuse")
KINDS = {
    "none": ("NBL", []),
    "one": ("NBL", [LAMPS]),
    "several": ("DUR", [BINS, LAMPS]),
    "no council": (None, [BINS]),
    "nothing": (None, []),
}


def typed(kind):
    code, label, group = kind.split("|")
    return code, [(label, group or None)]


def tender_of(kind):
    code, classifications = KINDS[kind] if kind in KINDS else typed(kind)
    council = Council.objects.create(name=code, authority_code=code) if code else None
    tender = Tender.objects.create(council=council)
    for description, group in classifications:
        TenderClassification.objects.create(
            tender=tender,
            classification=Classification.objects.create(
                description=description, classification_scheme="CPV", group=group
            ),
        )
    return tender


page = Template("<h1>A contract</h1>{% load lamplighter_cards %}{% case_studies tender %}")


def render(kind):
    tender = "no tender" if kind == "no tender" else tender_of(kind)
    begun = time.perf_counter()
    html = page.render(Context({"tender": tender}))
    return {"page": html, "seconds": time.perf_counter() - begun}


def ask(url):
    settings.LAMPLIGHTER_URL = url
    cache.clear()
    return [render(kind) for kind in kinds]


sys.stdout.write(json.dumps({"pages": [ask(url) for url in urls]}))

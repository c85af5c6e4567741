import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { load } from 'cheerio/slim';
import { describe, expect, test } from 'vitest';
import { filledStore } from './filled.ts';
import { site } from './site.ts';

// The template tag of docs/embed.md, as it stands there, in a real Django that renders a contract's page.

// Debian's own Python, for which Debian's Django is.
const PYTHON = '/usr/bin/python3';
const hasDjango = spawnSync(PYTHON, ['-c', 'import django']).status === 0;
if (!hasDjango && process.env['CI'] === 'true')
  throw new Error('python3-django is not installed; test/set-up.sh does that');

const DOCS = readFileSync(new URL('../../docs/embed.md', import.meta.url), 'utf8');

/** The code block that follows a file's name in the docs, or a heading sentence. */
function block(after: string): string {
  const from = DOCS.slice(DOCS.indexOf(after));
  return /```\w+\n(.*?)```/s.exec(from)?.[1] ?? '';
}

const RENDER = `
import sys, types
import django
from django.conf import settings
settings.configure(
    INSTALLED_APPS=["procurement"],
    LAMPLIGHTER_URL=sys.argv[1],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()
from django.template.loader import render_to_string
classification = types.SimpleNamespace(description="Street-lighting equipment", group=None)
tender = types.SimpleNamespace(
    council=types.SimpleNamespace(authority_code="NBL"),
    tenderclassification=types.SimpleNamespace(classification=classification),
)
sys.stdout.write(render_to_string("contract_detail.html", {"tender": tender}))
`;

function project(): string {
  const dir = mkdtempSync(join(tmpdir(), 'lamplighter-django-'));
  const files = {
    'procurement/__init__.py': '',
    'procurement/templatetags/__init__.py': '',
    'procurement/templatetags/lamplighter.py': block('`procurement/templatetags/lamplighter.py`'),
    'procurement/templates/procurement/case_studies.html': block(
      '`procurement/templates/procurement/case_studies.html`',
    ),
    'procurement/templates/contract_detail.html': `<h1>A contract</h1>\n${block('In the page of a contract')}`,
    'render.py': RENDER,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

async function render(url: string): Promise<string> {
  const dir = project();
  const { stdout } = await promisify(execFile)(PYTHON, [join(dir, 'render.py'), url], { cwd: dir });
  return stdout;
}

describe.skipIf(!hasDjango)('the Django template tag of the docs', () => {
  test('renders a contract’s page with two cards and the reason for each', async () => {
    const app = await site(filledStore());
    await app.listen({ host: '127.0.0.1', port: 0 });
    const $ = load(await render(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`));
    await app.close();
    expect($('.card')).toHaveLength(2);
    expect($('h3 a').first().text()).toBe('Northumberland Council cuts carbon with LED street lights');
    expect($('h3 a').first().attr('href')).toMatch(/^https:\/\//);
    expect($('small.text-muted').first().text()).toBe('Why this one: same council · street lighting');
    for (const name of ['h3', 'p', 'small'])
      expect($(`.card ${name}`).length, name).toBeGreaterThanOrEqual(2);
  });

  test('renders the page without cards when nobody answers', async () => {
    const page = await render('http://127.0.0.1:9');
    expect(page).toContain('<h1>A contract</h1>');
    expect(page).not.toContain('class="card');
  });
});

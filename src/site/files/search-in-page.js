// The search of a site that is only files: reads the same addresses as the server does and shows the same cards.
const PER_PAGE = 20;
const FACETS = ['council', 'topic', 'practice', 'nation', 'stage', 'year', 'source'];
const asked = new URLSearchParams(location.search);
const data = await (await fetch('/search-index.json')).json();
const byId = new Map(data.docs.map((doc) => [doc.id, doc]));
const shared = makeIndex(makeVocabulary(data.kinds, data.trades));
for (const doc of data.docs) addDoc(shared, doc);

const q = (asked.get('q') ?? '').trim().slice(0, 200);
const found =
  q === '' ? { ids: data.docs.map(({ id }) => id), near: false, mended: [], stems: [] } : find(shared, q);
const fitting = inOrder(
  found.ids
    .map((id) => byId.get(id))
    .filter((doc) =>
      FACETS.every((facet) =>
        fits(
          doc,
          facet,
          asked.getAll(facet).filter((value) => value !== ''),
        ),
      ),
    ),
);
show(fitting);

function fits(doc, facet, wanted) {
  if (wanted.length === 0) return true;
  if (facet !== 'council') return wanted.some((value) => doc.values[facet].includes(value));
  const names = wordsIn(doc.names).join(' ');
  return wanted.some(
    (value) => doc.values.council.includes(value) || ` ${names} `.includes(` ${wordsIn(value).join(' ')} `),
  );
}

function inOrder(docs) {
  const order = asked.get('sort') || (q === '' ? 'listed' : 'relevance');
  if (order === 'published')
    return docs.toSorted((a, b) => (b.card.published ?? '').localeCompare(a.card.published ?? ''));
  return order === 'listed' ? docs.toSorted((a, b) => b.listedAt - a.listedAt || b.id - a.id) : docs;
}

function show(docs) {
  const results = document.querySelector('.cat-results');
  const page = Math.max(1, Math.trunc(Number(asked.get('page'))) || 1);
  const some = docs.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const count = `${docs.length.toLocaleString('en-GB')} ${docs.length === 1 ? 'case study' : 'case studies'}`;
  const near = found.near && docs.length > 0;
  const mended = found.mended.map(({ from, to }) => `“${to}” for “${from}”`).join(', ');
  results.replaceChildren(
    make(
      'h2',
      { className: 'govuk-heading-s cat-count' },
      near ? `Nothing has all of that. ${count} with some of it` : count,
    ),
    ...(mended === '' ? [] : [make('p', { className: 'govuk-body' }, `We looked for ${mended}.`)]),
    make('div', { className: 'cat-list' }, ...some.map(({ card }) => cardElement(card))),
    ...(docs.length > 0
      ? []
      : [
          make(
            'p',
            { className: 'govuk-body' },
            'Nothing matches all of that. Remove a filter, or use other words.',
          ),
        ]),
    pagesElement(page, Math.ceil(docs.length / PER_PAGE)),
  );
  fillForm();
}

function cardElement(card) {
  const marks = [
    ...card.councils,
    ...card.topics.map((topic) => ({ ...topic, className: 'cat-marks__topic' })),
  ];
  return make(
    'article',
    { className: 'cat-card' },
    make(
      'p',
      { className: 'cat-card__publisher' },
      card.publisher,
      ...(card.published
        ? [' · ', make('time', { dateTime: card.published }, longDate(card.published))]
        : []),
      ...(card.gone
        ? [
            ' ',
            make(
              'strong',
              { className: 'govuk-tag cat-tag' },
              card.gone === 'archive' ? 'Archive copy' : 'Link gone',
            ),
          ]
        : []),
    ),
    make(
      'h3',
      { className: 'cat-card__title' },
      make('a', { className: 'govuk-link', href: card.href }, ...marked(card.title)),
    ),
    ...(card.fact === '' ? [] : [make('p', { className: 'cat-card__fact' }, card.fact)]),
    make('p', { className: 'cat-card__blurb' }, ...marked(card.blurb)),
    make(
      'ul',
      { className: 'cat-marks' },
      ...marks.map(({ text, href, className = '' }) =>
        make('li', { className }, href === '' ? make('span', {}, text) : make('a', { href }, text)),
      ),
    ),
  );
}

// As much of a date as is known: 2024-09-20, 2024-09 or 2024.
function longDate(date) {
  const [year, month, day] = date.split('-').map(Number);
  const shown = {
    year: 'numeric',
    ...(month && { month: 'long' }),
    ...(day && { day: 'numeric' }),
    timeZone: 'UTC',
  };
  return new Intl.DateTimeFormat('en-GB', shown).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}

function marked(text) {
  return text
    .split(/([\p{L}\p{N}\p{M}'’]+)/u)
    .map((piece) =>
      wordsIn(piece).some((word) => found.stems.includes(stemOf(word))) ? make('mark', {}, piece) : piece,
    );
}

function pagesElement(page, pages) {
  const to = (n) => {
    const query = new URLSearchParams(asked);
    query.set('page', n);
    return `/search/?${query}`;
  };
  return make(
    'nav',
    { className: 'cat-pages', ariaLabel: 'Pages', hidden: pages < 2 },
    ...(page > 1 ? [make('a', { className: 'govuk-link', href: to(page - 1) }, 'Previous')] : []),
    make('span', {}, `Page ${page} of ${pages}`),
    ...(page < pages ? [make('a', { className: 'govuk-link', href: to(page + 1) }, 'Next')] : []),
  );
}

function fillForm() {
  const form = document.querySelector('.cat-filter');
  form.q.value = q;
  form.querySelector('[name=council]:not([type=hidden])').value = asked.get('council') ?? '';
  for (const box of form.querySelectorAll('input[type=checkbox]')) {
    box.checked = asked.getAll(box.name).includes(box.value);
    if (box.checked) box.closest('details').open = true;
  }
}

function make(name, fields, ...inside) {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...inside);
  return element;
}

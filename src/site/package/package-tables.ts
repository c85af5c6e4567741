/** A column of the data package: its name, its Frictionless type and what it holds. */
export type Column = {
  readonly name: string;
  readonly type: 'integer' | 'string' | 'datetime' | 'boolean' | 'array' | 'object';
  readonly say: string;
  readonly format?: 'uri' | 'any';
  readonly required?: boolean;
  readonly values?: readonly string[];
};

/** A table of the data package. `describes` is what a row is. */
export type Table = {
  readonly name: string;
  readonly say: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  /** Column → table whose key it holds. */
  readonly refers: Readonly<Record<string, string>>;
};

const text = (name: string, say: string, more: Partial<Column> = {}): Column => ({
  name,
  type: 'string',
  say,
  ...more,
});
const time = (name: string, say: string, required = false): Column => ({
  name,
  type: 'datetime',
  // ISO 8601 to the millisecond, which the default form of version 1 does not have.
  format: 'any',
  say,
  required,
});
const caseNumber: Column = { name: 'case', type: 'integer', say: 'Number of the case study', required: true };

/** The tables of the data package, which is all that readers can see of the catalogue and enough to build it again. */
export const TABLES: readonly Table[] = [
  {
    name: 'cases',
    say: 'Case studies, one a row; withdrawn ones stay, and changes.csv says why they were withdrawn',
    key: ['id'],
    refers: {},
    columns: [
      { name: 'id', type: 'integer', say: 'Its number, for ever', required: true },
      text('title', 'As its publisher gave it, or tidied', { required: true }),
      text('slug', 'The words in the address of its page', { required: true }),
      text('blurb', 'One sentence in our own words', { required: true }),
      text('publisher', 'Who published it', { required: true }),
      text('source', 'Where we found it: a source’s id', { required: true }),
      text('url', 'The page', { format: 'uri', required: true }),
      text('url_key', 'One spelling of the address, for comparing', { required: true }),
      text('published', 'As far as it is known: 2024-09-20, 2024-09 or 2024'),
      text('date_precision', 'How much of the date is known', {
        values: ['day', 'month', 'year', 'none'],
        required: true,
      }),
      text('topics', 'Slugs, parted by semicolons'),
      text('practices', 'Slugs, parted by semicolons'),
      text('stage', 'Slug of the stage of buying', { required: true }),
      text('evidence', 'Slug of how well the result is shown', { required: true }),
      {
        name: 'why',
        type: 'array',
        say: 'Why our rules pointed it out: a JSON list of texts',
        required: true,
      },
      {
        name: 'facts',
        type: 'object',
        say: 'Challenge, purchase, cost, result, route, supplier, start, months and contact: a JSON object',
      },
      {
        name: 'vouched',
        type: 'object',
        say: 'Where title and day were read, and whether anything independent said the same: a JSON object; empty where not known',
      },
      time('accepted', 'When reviewers accepted it', true),
      time('listed', 'When it was published here', true),
      time('updated', 'When what we say of it last changed', true),
    ],
  },
  {
    name: 'case-councils',
    say: 'The councils that each case study is about, in order',
    key: ['case', 'position'],
    refers: { case: 'cases' },
    columns: [
      caseNumber,
      { name: 'position', type: 'integer', say: 'From 1', required: true },
      text(
        'code',
        'mySociety’s local-authority-code; see councils.csv for those that are principal councils',
        {
          required: true,
        },
      ),
      text('as', 'As the source names it', { required: true }),
    ],
  },
  {
    name: 'links',
    say: 'How each case study’s link was when we last looked',
    key: ['case'],
    refers: { case: 'cases' },
    columns: [
      caseNumber,
      text('state', 'What we found', {
        values: ['unchecked', 'ok', 'failing', 'dead', 'moved', 'drifted', 'blocked'],
        required: true,
      }),
      { name: 'strikes', type: 'integer', say: 'Failed looks in a row; three mean dead', required: true },
      time('checked', 'When we last looked'),
      time('next_check', 'When we look again', true),
      text('moved_to', 'Where the page is now', { format: 'uri' }),
      text('archive_url', 'A copy in a web archive', { format: 'uri' }),
      time('archive_time', 'When that copy was made'),
      time('archive_sought', 'When a copy was last sought'),
    ],
  },
  {
    name: 'changes',
    say: 'What happened to each case study, in order',
    key: ['number'],
    refers: { case: 'cases' },
    columns: [
      { name: 'number', type: 'integer', say: 'From 1', required: true },
      caseNumber,
      text('kind', 'What happened', {
        values: ['listed', 'revised', 'withdrawn', 'restored', 'link'],
        required: true,
      }),
      text('reason', 'Why, or what the link became'),
      time('at', 'When', true),
    ],
  },
  {
    name: 'councils',
    say: 'Principal councils of the UK, present and former, by mySociety (CC BY 4.0)',
    key: ['code'],
    refers: {},
    columns: [
      text('code', 'mySociety’s local-authority-code', { required: true }),
      text('gss', 'GSS code; changes with boundaries'),
      text('name', 'Official name', { required: true }),
      text('nation', 'Nation', { required: true }),
      text('region', 'Region'),
      text('tier', 'Which services it runs', { values: ['unitary', 'upper', 'lower', 'ni'], required: true }),
      text('rural_urban', 'Composite rural–urban label'),
      { name: 'former', type: 'boolean', say: 'Whether it no longer exists', required: true },
      text('replaced_by', 'Codes of what took over, parted by semicolons'),
    ],
  },
];

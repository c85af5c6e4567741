/** What HTML makes of an element because of its name. */
export type ElementKind = {
  /** It holds nothing and needs no end tag: `<br>`. */
  readonly isVoid: boolean;
  /** Up to its end tag all is text, and no markup: `<script>`. */
  readonly isRaw: boolean;
  /** What is inside it is of another language, in which `<path/>` is a whole element; or, with `false`, of HTML again. */
  readonly isForeign: boolean | undefined;
  /** Elements that end where it begins, as long as they are the innermost: a paragraph at the next. */
  readonly ends: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();
/** What has nothing of its own: most of HTML's elements, and all of XML's. */
export const ORDINARY: ElementKind = { isVoid: false, isRaw: false, isForeign: undefined, ends: NONE };

const FIELDS = 'input option optgroup select button datalist textarea';
const ENDED_BY: readonly (readonly [ended: string, by: string])[] = [
  [
    'p',
    'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul',
  ],
  ['tr th td', 'tr'],
  ['th', 'th'],
  ['thead th td', 'td'],
  ['thead tbody', 'tbody tfoot'],
  ['head link script', 'body'],
  ['li', 'li'],
  ['dd dt', 'dd dt'],
  ['rt rp', 'rt rp'],
  ['option', 'option'],
  ['optgroup option', 'optgroup'],
  [FIELDS, 'select input output button datalist textarea'],
];
const VOID =
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr';
const RAW = 'script style title textarea xmp';
const FOREIGN = 'math svg';
const HTML_AGAIN = 'mi mo mn ms mtext annotation-xml foreignobject desc title';

const KINDS = new Map<string, ElementKind>();
for (const [ended, by] of ENDED_BY) describe(by, { ends: new Set(words(ended)) });
describe(VOID, { isVoid: true });
describe(RAW, { isRaw: true });
describe(FOREIGN, { isForeign: true });
describe(HTML_AGAIN, { isForeign: false });

function words(names: string): readonly string[] {
  return names.split(' ');
}

function describe(names: string, what: Partial<ElementKind>): void {
  for (const name of words(names)) KINDS.set(name, { ...kindOf(name), ...what });
}

/** By an element's name in lower case. */
export function kindOf(name: string): ElementKind {
  return KINDS.get(name) ?? ORDINARY;
}

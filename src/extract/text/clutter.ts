import { onceAsked, onceForEach } from '../../base/once-each.ts';
import { isElement, isText, type HtmlDocument, type HtmlElement, standsIn } from '../../base/html.ts';
import { isByPicture, isCaption } from './captions.ts';
import { DENSITY, sizeOf } from '../size-of.ts';

/** What an element is to the text of a post: nothing at all, something beside it, or possibly part of it. */
type Judgement = 'nothing' | 'beside' | 'text';
export type ClutterJudge = (element: HtmlElement) => Judgement;

const NOTHING = new Set(
  'script style noscript template svg math iframe object embed canvas audio video map select textarea button input datalist progress meter dialog head title applet frameset rp'.split(
    ' ',
  ),
);
const BESIDE = new Set(['nav', 'aside', 'footer', 'header', 'menu', 'figcaption']);
const BESIDE_ROLES = /^(navigation|banner|contentinfo|complementary|search|menu|menubar|toolbar|tablist)$/;
/** Seen by nobody, or by screen readers only ("Read more about …", "opens in a new window"). */
const UNSEEN_CLASS =
  /(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|assistive-text|element-invisible|__cf_email__|twitter-tweet|instagram-media|fb-post|crayon-nums?|lineno(?:s|div)?|rouge-gutter|blob-num|hljs-ln-numbers)(?:$|\s)/i;
const UNSEEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const ICON_CLASS =
  /(?:^|[\s_-])(?:icon|icons|material-icons|material-symbols|fa|fas|fab|far|glyphicon|dashicons)(?:$|[\s_-])/i;
/** Names that never mean a post, however long what they hold: a thread can be longer than the article above it. */
const SURELY =
  /cookie|consent|gdpr|(?:^|[\s_-])(?:no-?js|no-?script|js-(?:warning|required|disabled|notice))(?:$|[\s_-])|ccpa|newsletter|(?:^|[\s_-])(?:recommended|you-?may-?also|wp-caption-text|advert(?:s|isement|ising)?|ads?-(?:slot|container|wrapper|block)|site-?(?:banner|notice|alert)|banner-?(?:notice|message))(?:$|[\s_-])/i;
/** Readers' comments are longer than the post now and then. */
const THREAD =
  /disqus|jp-relatedposts|(?:^|[\s_-])(?:comments?|commentlist|comment-(?:list|body|respond|content)|respond|replies|related(?:-?(?:posts?|articles?|content|stories|links|items|news))?)(?:$|[\s_-])/i;
/** Names that usually mean something beside the post, and now and then the frame around it. */
const PROBABLY =
  /breadcrumb|sharedaddy|addtoany|addthis|(?:^|[\s_-])(?:share(?:-?(?:bar|buttons?|links?|this))?|sharing|crumbs?|pager|pagination|skip-?link|post-?nav(?:igation)?|nav|navbar|navigation|menus?|leftnav|topnav|sidebar|side-?bar|footer|header|masthead|banner|toolbar|widgets?|social|promo(?:tion|s)?|popup|modal|overlay|sponsor(?:ed|s)?|subscribe|sign-?up|tags?|tag-?list|tag-?cloud|categories|author-?(?:bio|box|info)|about-?the-?author|most-?(?:read|popular)|popular|trending|latest|teasers?(?!-text)|read-?next|up-?next|more-?(?:news|stories|posts|articles)|toc|table-of-contents|search|login|rating|donate|alerts?|notice|ad|ads|feedback|survey|privacy|credits?|copyright|legal|disclaimer|paywall)(?:$|[\s_-])|(?:^|\s)print(?:-?(?:this|page|link|button|friendly|icons?))?(?:$|\s)/i;
/** WordPress names the box of a post for its tags and categories, which may be called anything ("tag-newsletter"). */
const OF_A_POST = /(?:^|\s)(?:hentry|status-publish|single-post)(?:$|\s)/;
/** What a box says of others that it holds or stands beside: "has-related", "with-sidebar". */
const MODIFIERS = /(?:^|\s)(?:has|with|without)-\S+/g;
const TERMS = /(?:^|\s)(?:tag|format|category|[a-z]+_tag|[a-z]+_category|author)-\S+/g;
/** Names that style sheets hide by, until a script or a wider screen shows what has them. */
const HIDDEN = /(?:^|\s)(?:hidden|is-hidden|d-none)(?:$|\s)/;
/** Pictures to leaf through, each with words of its own, however much that is altogether. */
const GALLERY = /(?:^|[\s_-])(?:galler(?:y|ies)|slide-?show|carousel|lightbox)(?:$|[\s_-])/i;
const MOST_OF_GALLERY = 0.85;
const MOST_OF_CAPTION = 0.5;
const PROBABLE = 0.4;
/** Labels and links are shorter than running text. */
const LEAST_RUN = 40;
const OF_THREAD = 0.95;
const FRAMES = new Set([
  'html',
  'body',
  'main',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'a',
  'em',
  'strong',
  'b',
  'table',
  'tbody',
  'tr',
]);

/** What is known of single elements: those that the source says to leave out, and the ids of panels that a heading's button unfolds. */
type Told = { readonly dropped: ReadonlySet<HtmlElement>; readonly unfolded: ReadonlySet<string> };

/**
 * Makes the judge of one page.
 * @param titled the title's element with everything around it: what holds the title is never beside the post
 * @param prose how much of the page's running text an element holds
 */
export function judgeOf(
  titled: ReadonlySet<HtmlElement>,
  prose: ProseShare,
  { dropped, unfolded }: Told,
): ClutterJudge {
  return (element) => {
    if (NOTHING.has(element.name) || dropped.has(element)) return 'nothing';
    if (isUnseen(element) && !isUnfolded(element, unfolded)) return 'nothing';
    if (titled.has(element)) return 'text';
    const most = suspicion(element);
    if (most === 1) return 'text';
    // What is only suspected by its name and holds, with all that is named like it, much of the page is the text itself: each paragraph of a "paywall".
    const share = most === PROBABLE ? prose.alike(element, suspects(element)) : prose.own(element);
    return share <= most ? 'beside' : 'text';
  };
}

/** The share of a page's prose up to which an element with such a name or tag is beside the post; 1 where nothing is suspected. */
function suspicion(element: HtmlElement): number {
  const { name, attribs } = element;
  if (BESIDE.has(name) || BESIDE_ROLES.test(attribs['role'] ?? '')) return 0.5;
  if (/(?:^|\s)comment(?:$|\s)/.test(attribs['itemprop'] ?? '')) return OF_THREAD;
  if (isFormOrCard(element)) return PROBABLE;
  // Inside an article another one is a comment or a teaser.
  if (name === 'article') return standsIn(element, 'article') ? 0.4 : 1;
  // What an article is about is told above it as its standfirst.
  if (FRAMES.has(name) || attribs['itemprop'] === 'description') return 1;
  // A heading's anchor is called by its words.
  const names = `${attribs['class'] ?? ''} ${name === 'span' ? '' : (attribs['id'] ?? '')}`;
  if (names.length < 3) return 1;
  if (isCaption(element)) return isByPicture(element) ? MOST_OF_CAPTION : PROBABLE;
  const share = suspicionOf(names);
  return share < 1 && !HIDDEN.test(names) && isOfCode(element, share) ? 1 : share;
}

/** Fields to fill in, with what is said of them; or whoever a page tells of, on a card as hCard writes it, and not in a line. */
function isFormOrCard({ name, attribs }: HtmlElement): boolean {
  if (name === 'form') return true;
  const names = attribs['class'];
  // Hardly any page has one, which is told sooner.
  if (names?.includes('vcard') !== true) return false;
  return (name === 'div' || name === 'section') && /(?:^|\s)vcard(?:$|\s)/.test(names);
}

/** What shows code as it was typed is named for the tools beside it ("code-toolbar"), and what is coloured in it for what it is ("comment"). */
function isOfCode({ children, parent }: HtmlElement, share: number): boolean {
  const isWithin = parent !== null && isElement(parent) && /^(?:code|pre)$/.test(parent.name);
  return (
    isWithin || (share === PROBABLE && children.some((child) => isElement(child) && child.name === 'pre'))
  );
}

/** Pages of a site call their parts by the same names, on each page and many times. */
const suspicionOf = onceForEach((names) => {
  if (suspicionBy(names) === 1) return 1;
  const own = names.replaceAll(MODIFIERS, ' ');
  return suspicionBy(OF_A_POST.test(names) ? own.replaceAll(TERMS, ' ') : own);
});

function suspicionBy(names: string): number {
  if (THREAD.test(names)) return OF_THREAD;
  if (SURELY.test(names)) return 0.75;
  if (GALLERY.test(names)) return MOST_OF_GALLERY;
  return PROBABLY.test(names) || HIDDEN.test(names) ? PROBABLE : 1;
}

/** The names that bring an element under suspicion: builders of pages call each paragraph a widget, besides what is its own alone. */
function suspects({ attribs }: HtmlElement): readonly string[] {
  return (attribs['class'] ?? '').split(/\s+/).filter((name) => suspicionOf(name) < 1);
}

/** Whether an element is beside the post by its tag or name, as long as it does not hold most of the page. */
export function isSuspect(element: HtmlElement): boolean {
  return suspicion(element) < 1;
}

function isUnseen(element: HtmlElement): boolean {
  const { attribs } = element;
  const names = attribs['class'] ?? '';
  if (isStreamed(element)) return false;
  if ('hidden' in attribs || (attribs['style'] !== undefined && UNSEEN_STYLE.test(attribs['style'])))
    return true;
  if (names === '') return attribs['aria-hidden'] === 'true' && element.name !== 'div';
  const dress = dressing(`${names} `);
  return dress === 'unseen' || (dress === 'icon' && isIconName(element));
}

const dressing = onceForEach((names) =>
  UNSEEN_CLASS.test(names) ? 'unseen' : ICON_CLASS.test(names) ? 'icon' : 'seen',
);

/** React sends parts of a page hidden, below the rest, for its script to put in place (Suspense: `<div hidden id="S:1">`). */
function isStreamed({ name, attribs }: HtmlElement): boolean {
  return name === 'div' && /^[A-Za-z\d_-]{0,8}S:[\da-f]+$/.test(attribs['id'] ?? '');
}

/** The panel of an accordion or a tab is text that waits for a click (WAI-ARIA APG), unlike a menu or a dialog. */
function isUnfolded({ attribs }: HtmlElement, unfolded: ReadonlySet<string>): boolean {
  if (attribs['hidden'] === 'until-found' || attribs['role'] === 'tabpanel') return true;
  const id = attribs['id'];
  return id !== undefined && unfolded.has(id);
}

/** Icon fonts write the picture's name as text: `<i class="material-icons">expand_more</i>`. */
function isIconName(element: HtmlElement): boolean {
  if (element.children.some(isElement)) return false;
  const [text] = element.children;
  return text === undefined || (isText(text) && !/\s/.test(text.data.trim()));
}

/** How much of a page's running text an element holds, 0 to 1, and all those of its tag with it that share one of some names, or its whole dress. */
type ProseShare = {
  readonly own: (element: HtmlElement) => number;
  readonly alike: (element: HtmlElement, names: readonly string[]) => number;
};

/** Weighs the running text of a page once. */
export function proseShare(body: HtmlDocument | HtmlElement): ProseShare {
  const sizes = new Map<HtmlDocument | HtmlElement, number>();
  const total = Math.max(1, weighProse(body, sizes));
  const dresses = new Map<string, number>();
  for (const [element, size] of sizes) {
    const dress = isElement(element) ? (element.attribs['class'] ?? '') : '';
    if (dress === '' || !isElement(element)) continue;
    const name = `${element.name} ${dress}`;
    dresses.set(name, (dresses.get(name) ?? 0) + size);
  }
  const named = onceAsked(() => byName(dresses));
  const own = (element: HtmlElement): number => (sizes.get(element) ?? 0) / total;
  const alike = (element: HtmlElement, names: readonly string[]): number =>
    names.reduce(
      (most, each) => Math.max(most, (named().get(`${element.name} ${each}`) ?? 0) / total),
      Math.max(own(element), (dresses.get(`${element.name} ${element.attribs['class'] ?? ''}`) ?? 0) / total),
    );
  return { own, alike };
}

/** Of tags with all that they wear, the same by each name alone. */
function byName(dresses: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  for (const [dress, size] of dresses) {
    const [tag, ...names] = dress.split(/\s+/);
    for (const each of new Set(names)) named.set(`${tag} ${each}`, (named.get(`${tag} ${each}`) ?? 0) + size);
  }
  return named;
}

/** Weighs each element once, from within; only long runs count. */
function weighProse(
  parent: HtmlDocument | HtmlElement,
  sizes: Map<HtmlDocument | HtmlElement, number>,
): number {
  let size = 0;
  for (const node of parent.children) {
    if (isElement(node)) size += NOTHING.has(node.name) ? 0 : weighProse(node, sizes);
    else if (isText(node) && node.data.length >= LEAST_RUN / DENSITY) {
      const run = sizeOf(node.data.trim());
      size += run >= LEAST_RUN ? run : 0;
    }
  }
  // Most elements hold none.
  if (size > 0) sizes.set(parent, size);
  return size;
}

/** The judge of a fragment that is all content: only what is no text, or surely stands beside it, is left out. */
export function fragmentJudge(dropped: ReadonlySet<HtmlElement> = new Set()): ClutterJudge {
  return judgeOf(new Set(), { own: () => 0.6, alike: () => 0.6 }, { dropped, unfolded: new Set() });
}

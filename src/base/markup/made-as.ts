/** Classes of the body that systems give to a page of one post. */
const POST =
  /(?:^|\s)(?:single|singular|postid-\d+|path-node|page-node-\d+|(?:page-)?node-type-\S+|post-template|template-article|view-(?:article|item)|item-view|hs-blog-post|portaltype-(?:news-item|event|document))(?=\s|$)/;
/** The front page wins over what it is made of. */
const FRONT =
  /(?:^|\s)(?:path-frontpage|front(?=\s(?:.*\s)?(?:not-logged-in|page-node)(?:\s|$))|home(?=\s(?:.*\s)?blog(?:\s|$)))(?=\s|$)/;
const OWN =
  /(?:^|\s)(?:error-?404|search-(?:no-)?results|post-type-archive|archive(?=\s(?:.*\s)?(?:category|tag|author|date|tax-\S+)(?:\s|$))|path-(?:taxonomy|search|user)|page-(?:taxonomy|search|user)|(?:tag|author)-template|template-(?:404|password)|view-(?:category|featured|login|registration)|(?:index|feed|error|search|archive|label)-view|hs-blog-listing|cms-no-?route(?:-index)?|error-not_found|common-(?:home|maintenance)|account-login|template-(?:error_message|login_form|listing_view))(?=\s|$)/;
const LONGEST_TAG = 4000;

/**
 * What the system that made a page says that it is: one of its posts, or a page of its own (a listing, its front page, a search, a lost page, a form to
 * log in). The classes of the body say so in every language, where WordPress, Drupal, Joomla, Ghost, Shopify, Blogger, HubSpot, Plone, Magento or
 * OpenCart made it. Undefined where they say nothing.
 */
export function madeAs(html: string): 'post' | 'own' | undefined {
  const at = html.search(/<body\b/i);
  if (at === -1) return undefined;
  const tag = html.slice(at, at + LONGEST_TAG).split('>', 1)[0] ?? '';
  const classes = /\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(tag);
  const names = classes?.[1] ?? classes?.[2] ?? classes?.[3] ?? '';
  if (FRONT.test(names)) return 'own';
  if (POST.test(names)) return 'post';
  return OWN.test(names) ? 'own' : undefined;
}

import { FEW_LINKS, hasFurniture } from '../../base/markup/site-around.ts';
import type { NotContent } from './judge-status.ts';
import type { Looked } from './looked.ts';

/** A page with fewer words of running text than this has nothing of a site around it; twice as many where no link leads on. */
const FEW_WORDS = 80;
const NO_INDEX =
  /<meta\b[^>]{0,200}\bname\s*=\s*["']?robots["']?[^>]{0,200}\bcontent\s*=\s*["'][^"']*\bnoindex\b/i;
/** What machinery calls itself and its visitor; the words that are the same in most languages first. */
const OF_ITSELF =
  /\bURL\b|\bIP\b|\bHTTP\b(?!s?:)|\bfirewall\b|\bmod_security\b|\badministra(?:tor|dor|teur|tore)\b|\bID\b.{0,24}\d{5}|\b(?:web ?server|hosting provider|web ?host|webmaster)\b|\b(?:this|your) (?:account|server|service|access|request|turn)\b|\b(?:site|website) owner\b|\brequested (?:page|resource)\b|\bestimated wait\b|\bsecurity check\b|\b(?:apache2?|nginx|litespeed|tomcat) (?:web )?(?:server|ubuntu)\b/i;
/** A place where a site was, or may be: its links are for sale as well. */
const FOR_SALE = /\bthis (?:web ?)?site is for sale\b|\b(?:this|your) domain\b/i;
/** Words for what a site stands on that hardly change from language to language. */
const OF_A_HOST =
  /\bdom(?:aine?s?|inio|ínio|ein|ena)\b|домен|\bserver\b|\bweb ?site\b.{0,80}\b(?:owner|log file)\b/i;
/** A program and its version, as servers name themselves: `Apache Tomcat/9.0.65`. */
const PRODUCT = /^[A-Z][A-Za-z -]{2,30}\/\d+\.[\w.-]+$/;
/** A post says when it was published; what stands in its place does not. */
const OF_A_POST = /\barticle:published_time\b|\bdatePublished\b/;
const FORBIDDEN =
  /^(?:http |error:? )*(?:401|403|451)\b\s*(?:$|[-–—:|]|forbidden|unauthori[sz]ed|unavailable)/i;

/**
 * A page of a site's machinery instead of its content, whatever it is called: with next to no text, and either with nothing of a site around it
 * while it speaks of servers and requests, or one that asks not to be indexed, as pages of errors, of forms and of searches do.
 */
export function barePage(looked: Looked): NotContent | undefined {
  const { page, head, gist, isPromised, isAlone } = looked;
  const { url, body, expect } = page;
  if (isPromised || expect === 'machine') return undefined;
  const { words } = gist();
  if (words > 2 * FEW_WORDS || (words > FEW_WORDS && !isAlone())) return undefined;
  const said = head.heading || head.title;
  const why = refusal(looked);
  if (why !== undefined) return { kind: 'blocked', url, status: 200, why };
  if (expect === 'post' && words <= FEW_WORDS && NO_INDEX.test(body) && !OF_A_POST.test(body))
    return {
      kind: 'failed',
      url,
      status: 200,
      why: `the page asks not to be indexed and says next to nothing, titled "${said}"`,
    };
  return undefined;
}

/** Why a page of few words is a server's own, if it is. */
function refusal({ page, head, gist, isAlone, isDated }: Looked): string | undefined {
  const said = head.heading || head.title;
  if (FORBIDDEN.test(head.title) || FORBIDDEN.test(head.heading)) return `the page says "${said}"`;
  if (PRODUCT.test(said)) return `a page of a program, titled "${said}"`;
  const { links, opening } = gist();
  if (links > FEW_LINKS || hasFurniture(page.body)) return undefined;
  const spoken = `${head.title} ${head.heading} ${opening}`;
  const isOfItself =
    FOR_SALE.test(spoken) || ((OF_ITSELF.test(spoken) || OF_A_HOST.test(spoken)) && isAlone());
  return isOfItself && !isDated()
    ? `a page with nothing of a site around it that speaks of the server or the request, titled "${said}"`
    : undefined;
}

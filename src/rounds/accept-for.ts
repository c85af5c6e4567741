import type { Strategy } from '../base/strategies.ts';

/** Which media type to ask for with each strategy, and what the answer must look like to count as content. */
export function acceptFor(kind: Strategy['kind']): {
  readonly accept: 'html' | 'feed' | 'xml' | 'json';
  readonly expect: 'listing' | 'machine';
} {
  switch (kind) {
    case 'wordpress':
      return { accept: 'json', expect: 'machine' };
    case 'feed':
      return { accept: 'feed', expect: 'machine' };
    case 'sitemap':
      return { accept: 'xml', expect: 'machine' };
    case 'listing':
    case 'browser':
      return { accept: 'html', expect: 'listing' };
  }
}

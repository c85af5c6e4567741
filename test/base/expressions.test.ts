import { describe, expect, it } from 'vitest';
import { rewrite } from '../../src/base/expressions/rewrite.ts';
import { speedOf } from '../../src/base/expressions/speed.ts';
import { defineSource, type SourceDefinition } from '../../src/base/source.ts';
import { feed, sitemap } from '../../src/base/strategies.ts';
import { urlKey } from '../../src/base/url.ts';

const about: SourceDefinition = {
  ...{ id: 'town', name: 'Town', publisher: 'Town', home: 'https://town.example/' },
  hosts: { canonical: 'town.example' },
  cadence: { perMonth: 1, quietOkDays: 99 },
  discover: feed({ url: '/feed' }),
};

describe('an expression', () => {
  it.each([
    [/^\/(?:index\.cfm\/apse|apse\/index\.cfm)(?=\/|$)/i, 'plain'],
    [/\/amp\/?$/, 'plain'],
    [/[?&]page=\d+$/, 'plain'],
    [/^\/(?:[\w-]+\/)+$/, 'plain'],
    [/^\/[a-z]{2}\/(\d+)-[^/]+$/, 'plain'],
    [/\/(.*)-(.*)x$/, 'watched'],
    [/^(?:a|a)*b$/, 'watched'],
    [/^(a?){30}a{30}$/, 'watched'],
    [/(.*a){12}/, 'watched'],
    [/^(a{1,3}){1,30}$/, 'watched'],
    [/a{0,99}a{0,99}a{0,99}b/, 'watched'],
    [/a?a?a?a?a?a?a?a?a{8}/, 'watched'],
    [/\/(?:\d{1,2}\/)?(?:\d{1,2}\/)?\d{4}\/?$/, 'plain'],
    [/(a+)+$/, 'endless'],
    [/^\/(\w+\/?)*$/i, 'endless'],
  ] as const)('%s is %s', (expression, speed) => {
    expect(speedOf(expression)).toBe(speed);
  });

  it('that is endless is refused with its field and what to write instead', () => {
    const endless = { from: /^\/(\w+-?)*\.html$/, to: '/' };
    expect(() => defineSource({ ...about, urlRules: [endless] })).toThrow(
      /urlRules\.0\.from: .+ may take for ever .+ Write it so that each character/,
    );
    const map = sitemap({ url: '/sitemap.xml', include: /\/(?:\w+-?)+$/ });
    expect(() => defineSource({ ...about, discover: map })).toThrow(/discover\.include: /);
  });

  it('that is watched rewrites as any other, and has an end where it finds none', () => {
    const rule = { from: /^\/(?:a|\w)*-b$/, to: '/short' };
    expect(rewrite('/abba-b', rule)).toBe('/short');
    expect(() => rewrite(`/${'a'.repeat(60)}-c`, rule, 50)).toThrow(/finds no end on “\/aaa.+ Write it so/);
    expect(rewrite('/ba-b', rule)).toBe('/short');
  });

  it('leaves an address as it is that is longer than any of a post', () => {
    const source = defineSource({ ...about, urlRules: [{ from: /x+$/, to: '' }] });
    expect(urlKey('https://town.example/axx', source)).toBe('https://town.example/a');
    const long = `https://town.example/${'x'.repeat(3000)}y`;
    expect(urlKey(long, source)).toBe(long);
  });
});

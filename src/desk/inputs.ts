import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Person } from '../model/person.ts';
import { id, text, verbatim } from '../web/fields.ts';
import { SIGNED_IN } from '../web/route.ts';

/** A view and its filters, as addresses carry them. */
export const viewWords = {
  view: verbatim,
  source: verbatim,
  council: verbatim,
  topic: verbatim,
  strength: verbatim,
  missing: verbatim,
  age: verbatim,
};

/** What led to a page: a saying, or the decision that was made or undone. */
export const bannerWords = { say: verbatim, done: verbatim, undone: verbatim, left: verbatim };

/** A view in a form: the query string of the page that the form stands on. */
export const sentView = verbatim.transform((query) =>
  z.object(viewWords).parse(Object.fromEntries(new URLSearchParams(query))),
);

export const Numbered = z.object({ id });
export const Sourced = z.object({ source: text });

export const GET_BY_READER = { method: 'GET', access: 'reader', principals: SIGNED_IN } as const;
export const GET_BY_REVIEWER = { method: 'GET', access: 'reviewer', principals: SIGNED_IN } as const;
export const POST_BY_READER = { method: 'POST', access: 'reader', principals: SIGNED_IN } as const;
export const POST_BY_REVIEWER = { method: 'POST', access: 'reviewer', principals: SIGNED_IN } as const;

/** Whom a page is made for, and where it is sent. */
export type DeskCall = { readonly person: Person; readonly reply: FastifyReply };

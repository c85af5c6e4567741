import * as z from 'zod';

/** What a small page that once came out wrong must give as a post; what is not named may be anything. */
export const WantedPost = z.strictObject({
  title: z.string().optional(),
  author: z.string().nullable().optional(),
  published: z.string().nullable().optional(),
  readable: z.boolean().optional(),
  has: z.array(z.string()).default([]),
  hasNot: z.array(z.string()).default([]),
  band: z.string().optional(),
  why: z.string().optional(),
});

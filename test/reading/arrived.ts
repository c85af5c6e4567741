/** An answer as it came from a site, for a reader. */
export function arrived(url: string, body: string, { type = 'text/html', fetchedAt = 0 } = {}) {
  return {
    kind: 'arrived',
    url,
    finalUrl: url,
    status: 200,
    redirects: [],
    fetchedAt,
    headers: { 'content-type': type },
    wire: Buffer.from(body),
  } as const;
}

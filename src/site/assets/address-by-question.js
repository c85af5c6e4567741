/* global home -- of embed.js, which this is served with */
function addressOf(of) {
  const url = new URL(home);
  for (const name of ['council', 'cpv', 'group', 'limit']) if (of(name)) url.searchParams.set(name, of(name));
  return url;
}

/* global home, ask -- of embed.js, which this is served with */
// A site that is only files has each block at a path of its own.
async function addressOf(of) {
  const code = /^\d+/.exec(of('cpv') ?? '')?.[0] ?? '';
  const codes = code && (await (await ask(`${home}/kinds.json`)).json());
  const start = [...code].map((_, at) => code.slice(0, code.length - at)).find((part) => codes[part]);
  const [topic, group] = codes[start] ?? [];
  const kind = of('group') ?? (of('council') ? group : topic) ?? '_';
  return `${home}/${of('council') ?? '_'}/${kind}.html`;
}

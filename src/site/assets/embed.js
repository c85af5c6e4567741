// <lamplighter-cards council="NBL" group="Refuse" limit="2"></lamplighter-cards>; attributes as in docs/embed.md.
// A site that is only files has each block at a path of its own.
const FILES = false;
const home = new URL('embed', import.meta.url);
const ask = (url) => fetch(url, { credentials: 'omit' });
const asFile = async (of) => {
  const code = /^\d+/.exec(of('cpv') ?? '')?.[0] ?? '';
  const codes = code && (await (await ask(`${home}/kinds.json`)).json());
  const start = [...code].map((_, at) => code.slice(0, code.length - at)).find((part) => codes[part]);
  const [topic, group] = codes[start] ?? [];
  const kind = of('group') ?? (of('council') ? group : topic) ?? '_';
  return `${home}/${of('council') ?? '_'}/${kind}.html`;
};
const asQuestion = (of) => {
  const url = new URL(home);
  for (const name of ['council', 'cpv', 'group', 'limit']) if (of(name)) url.searchParams.set(name, of(name));
  return url;
};
customElements.define(
  'lamplighter-cards',
  class extends HTMLElement {
    async connectedCallback() {
      const of = (name) => this.getAttribute(name) || undefined;
      try {
        const answer = await ask(FILES ? await asFile(of) : asQuestion(of));
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const block = page.querySelector('.lamplighter');
        if (block) this.replaceChildren(block);
      } catch {
        // What stands inside the element stays, such as a link to the catalogue.
      }
    }
  },
);
// Frames of ours on this page say how high they are.
addEventListener('message', ({ data, source }) => {
  if (data?.from !== 'lamplighter' || data.message !== 'height' || !(data.value > 0)) return;
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === source && frame.src.startsWith(home.href))
      frame.style.height = `${Math.min(data.value, 4000)}px`;
});

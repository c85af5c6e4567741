// <lamplighter-cards council="NBL" group="Refuse" limit="2"></lamplighter-cards>; attributes as in docs/embed.md.
const home = new URL('embed', import.meta.url);
customElements.define(
  'lamplighter-cards',
  class extends HTMLElement {
    async connectedCallback() {
      const url = new URL(home);
      for (const { name, value } of this.attributes)
        if (['council', 'cpv', 'group', 'limit'].includes(name)) url.searchParams.set(name, value);
      try {
        const answer = await fetch(url, { credentials: 'omit' });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        this.replaceChildren(...page.body.childNodes);
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

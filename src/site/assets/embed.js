// <lamplighter-cards council="NBL" group="Refuse" limit="2"></lamplighter-cards>; attributes as in docs/embed.md.
const home = new URL('embed', import.meta.url);
const ask = (url) => fetch(url, { credentials: 'omit' });
customElements.define(
  'lamplighter-cards',
  class extends HTMLElement {
    async connectedCallback() {
      const of = (name) => this.getAttribute(name) || undefined;
      try {
        const answer = await ask(await addressOf(of));
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

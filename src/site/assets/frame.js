// Tells the page around how high the block is: in the words that WordPress's own wp-embed.js listens for, which embed.js takes, too.
const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
const tell = (message, value) => parent.postMessage({ message, value, secret, from: 'lamplighter' }, '*');
const height = () => tell('height', Math.ceil(document.querySelector('main').getBoundingClientRect().height));
if (parent !== window) {
  new ResizeObserver(height).observe(document.querySelector('main'));
  addEventListener('load', height);
  // A frame of WordPress may open nothing by itself, and its page only follows links to where the frame comes from.
  if (secret)
    addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (!link) return;
      event.preventDefault();
      const own =
        link.host === location.host ? link : link.closest('article').querySelector('.lamplighter-why a');
      tell('link', own.href);
    });
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const FILE = fileURLToPath(new URL('../../src/run/keep-small.ts', import.meta.url));
/** A module with one function, which adds up the numbers from its argument down to 1. */
const SUM = 'AGFzbQEAAAABBgFgAX8BfwMCAQAHBQEBZgAAChsBGQEBfwNAIAEgAGohASAAQQFrIgANAAsgAQs=';

/** Whether a function in WebAssembly that was called often runs what V8's first compiler made of it, in a process that begins with `first`. */
function isCompiledOnce(first: string): string {
  const code = `import { compileOnce } from ${JSON.stringify(FILE)};
    ${first};
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('${SUM}', 'base64')));
    const isOnce = () => %IsLiftoffFunction(exports.f);
    const end = performance.now() + ${first === '' ? 10_000 : 1000};
    do {
      for (let round = 0; round < 2000; round += 1) exports.f(20000);
      await new Promise((resolve) => setTimeout(resolve, 50));
      exports.f(1);
    } while (performance.now() < end && isOnce());
    console.log(isOnce(), typeof compileOnce);`;
  const args = ['--allow-natives-syntax', '--input-type=module', '--eval', code];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
}

it('leaves WebAssembly to the first compiler', () => {
  expect(isCompiledOnce('')).toBe('false function');
  expect(isCompiledOnce('compileOnce()')).toBe('true function');
});

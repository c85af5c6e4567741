import { rmSync } from 'node:fs';

// After `npm pack`.
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });

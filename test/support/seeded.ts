import fc from 'fast-check';

/*
 * Before each test file. What properties try is the same in every run of `npm test`, so what turns red
 * was changed; `npm run test:long` tries something else each time, and a failure names its seed.
 */

const long = process.env['LONG'] !== undefined;
const seed = process.env['SEED'] ?? (long ? undefined : '20261128');
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

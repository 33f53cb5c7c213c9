import type { Flaw } from '../flaw.js';
import { isDate } from '../moment.js';
import type { Bands } from '../requirement.js';

/** Bands by calendar date that end before the one before them. */
export function* bandFlaws({ bands, beyond }: Bands): Generator<Flaw> {
  const endless = bands.at(-1)?.notAfter === 'none';
  if (endless && beyond !== 'none') {
    yield {
      path: ['beyond'],
      problem: 'the last band has no end, so nothing comes after it',
      mend: 'Write `beyond: none`, or give the last band a last day.',
    };
  }
  if (!endless && beyond === 'none') {
    yield {
      path: ['beyond'],
      problem: 'what comes after the last band is not said',
      mend: 'Say what the credential is then, or write `notAfter: none` if the last band has no end.',
    };
  }
  for (const [index, { id, notAfter }] of bands.slice(0, -1).entries()) {
    if (notAfter !== 'none') continue;
    yield {
      path: ['bands', index, 'notAfter'],
      problem: `\`${id}\` has no end, so what follows it can never hold`,
      mend: 'Give it a last day, or make it the last band.',
    };
  }
  for (const [index, { id, notAfter }] of bands.entries()) {
    const before = bands[index - 1];
    if (before === undefined || typeof notAfter !== 'string' || typeof before.notAfter !== 'string')
      continue;
    if (!isDate(notAfter) || !isDate(before.notAfter) || notAfter > before.notAfter) continue;
    yield {
      path: ['bands', index, 'notAfter'],
      problem: `\`${id}\` ends on ${notAfter}, not after \`${before.id}\`, so it can never hold`,
      mend: 'List the bands in the order of their days.',
    };
  }
}

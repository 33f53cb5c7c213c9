import type { Flaw } from '../../policy/flaw.js';
import type { Given } from '../given.js';
import type { Looked } from '../known/activities.js';
import type { Known } from '../known/known.js';
import { unknown, type CaseFlaw } from './unknown.js';
import { attributeFlaws, valueFlaws } from './values.js';

/** Activities that no rule adds up or looks for, or not in that unit. */
export function* activityFlaws({ activities }: Given, known: Known): Generator<CaseFlaw> {
  for (const [place, activity] of activities.entries()) {
    const { tally } = activity;
    const path = ['activities', place];
    const looked = known.activities.get(tally);
    if (looked === undefined) {
      const problem = `no rule looks at ${tally}`;
      yield unknown([...path, 'tally'], tally, problem, known.activities.keys());
      continue;
    }
    yield* measureFlaws(activity, looked, path);
    yield* attributeFlaws(
      activity.with,
      looked.attributes,
      [...path, 'with'],
      (name) => `no rule looks at ${name} of ${tally}`,
    );
    for (const [nth, credential] of (activity.claimedFor ?? []).entries()) {
      const at = [...path, 'claimedFor', nth];
      if (looked.credentials.size === 0) {
        const problem = `no rule asks for what else ${tally} was counted`;
        yield unknown(at, credential, problem, []);
      } else {
        yield* valueFlaws('the credential', credential, looked.credentials, at);
      }
    }
  }
}

function* measureFlaws(
  { tally, amount, unit }: Given['activities'][number],
  { units }: Looked,
  path: Flaw['path'],
): Generator<CaseFlaw> {
  const measured = [...units].filter((one) => one !== 'times');
  if (measured.length > 0 && !units.has(unit)) {
    const counted = `${tally} is counted in ${measured.join(', ')}, not in ${unit}`;
    yield unknown([...path, 'unit'], unit, counted, measured);
  } else if (unit === 'times' && amount !== 1 && measured.length === 0) {
    yield {
      path: [...path, 'amount'],
      problem: `each ${tally} counts once, however large its amount`,
      mend: `Write \`times: ${amount}\` for so many of them, each on its own.`,
    };
  }
}

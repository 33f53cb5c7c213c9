import type { Flaw } from '../../policy/flaw.js';
import type { Case } from '../case.js';
import { defaultAsOf } from '../days.js';
import type { Given } from '../given.js';

type Path = Flaw['path'];

/** Facts of days on which they are not known yet, and what ends before it begins; paths start at `given`. */
export function* dayFlaws({ given, asOf }: Pick<Case, 'given' | 'asOf'>): Generator<Flaw> {
  for (const [on, path] of daysIn(given)) {
    if (on === undefined || on <= asOf) continue;
    yield {
      path,
      problem: `${on} is after the day judged, ${asOf}, so this is not known yet and changes nothing`,
      mend: `Correct the day, judge the case as of a later one with \`asOf\`${asOf === defaultAsOf ? ` (it is ${defaultAsOf} where it is left out)` : ''}, or leave this out.`,
    };
  }
  for (const [place, { on, until }] of given.activities.entries()) {
    if (on === undefined || until === undefined || until >= on) continue;
    yield {
      path: ['activities', place, 'until'],
      problem: `it ends on ${until}, before it begins on ${on}`,
      mend: '`on` is the first day and `until` the last; correct one of them.',
    };
  }
}

/** The days that a case gives to facts, each with its place. */
function* daysIn(given: Given): Generator<readonly [string | undefined, Path]> {
  for (const [name, days] of Object.entries(given.steps)) {
    if (typeof days === 'string') yield [days, ['steps', name]];
    else for (const [place, day] of days.entries()) yield [day, ['steps', name, place]];
  }
  const dated = [
    'letters',
    'madeUp',
    'activities',
    'payments',
    'extensions',
    'requests',
    'attempts',
  ] as const;
  for (const field of dated)
    for (const [place, { on }] of given[field].entries()) yield [on, [field, place, 'on']];
  for (const [place, one] of given.documents.entries())
    if (typeof one !== 'string') yield [one.on, ['documents', place, 'on']];
  for (const [name, known] of Object.entries(given.circumstances)) {
    if (!Array.isArray(known)) continue;
    for (const [place, { on }] of known.entries()) yield [on, ['circumstances', name, place, 'on']];
  }
  for (const [requirement, choice] of Object.entries(given.chosen))
    if (typeof choice !== 'string') yield [choice.on, ['chosen', requirement, 'on']];
  for (const [place, { day }] of given.roll.entries())
    yield [given.plan?.days[day - 1]?.on, ['roll', place, 'day']];
}

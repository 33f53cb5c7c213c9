import { common } from '../../logic/alike.js';
import { height } from '../../logic/chain.js';
import type { Finding, Outcome } from '../../outcome.js';
import type { Choices, Distinguished } from './distinct.js';
import type { IsSeparate } from './quotas.js';
import type { Tally } from './schema.js';
import { capShared } from './sharing.js';
import { sumUp, type Frame, type Sums } from './sums.js';

/*
 * What is not recorded is never filled in. Where it may be that values are the same of which no two may be,
 * a tally is judged where as few are the same as may be, and where as many are. If that comes to the same,
 * it is the answer; if not, it waits, and says what would have to be recorded.
 */

export function sumUpAll(
  frame: Frame,
  { most: choices, otherwise, unrecorded }: Distinguished,
  isSeparate: IsSeparate,
): Sums {
  const most = best(frame, choices, isSeparate);
  if (otherwise === undefined) return most;
  const { possible, by } = otherwise;
  const alike = possible.map((others) => best(frame, others, isSeparate));
  return anyOf(frame.tally, most, alike, {
    ask:
      unrecorded.length > 0
        ? `Not recorded of an activity: ${by}.`
        : `Which of those with the same ${by} count?`,
    findings: (hangs) =>
      unrecorded.map(({ ref }) => ({
        code: 'value-missing',
        text: `Not recorded of it: ${by}. ${hangs}`,
        ref,
      })),
  });
}

/** Under the choice that comes out best; the first of several. */
function best(frame: Frame, choices: Choices, isSeparate: IsSeparate): Sums {
  const { tally, span } = frame;
  return choices
    .map((items) => sumUp(frame, capShared(tally, span, items, isSeparate), isSeparate))
    .reduce((found, sums) => (rank(sums) > rank(found) ? sums : found));
}

/** Of what comes to the same, that in which more of the parts are there. */
function rank({ outcome, parts }: Sums): number {
  let filled = 0;
  for (const part of parts) if (part.outcome.status === 'met') filled += 1;
  return (height(outcome) ?? 0) + filled / (parts.length + 1);
}

/** Why it is not known which of several sums it is. */
interface Doubt {
  readonly ask: string;
  readonly findings: (hangs: string) => readonly Finding[];
}

/** What comes of it if it may be any of several: told is the least. */
export function anyOf(
  tally: Tally,
  first: Sums,
  others: readonly Sums[],
  { ask, findings }: Doubt,
): Sums {
  const all = [first, ...others].sort((one, other) => one.have - other.have);
  const [least = first] = all;
  const waiting = (title: string, subject?: string): Outcome => ({
    status: 'needs-decision',
    decisions: [
      {
        requirement: tally.id,
        ...(subject !== undefined && { subject }),
        question: `${ask} Is this met: ${title}?`,
        options: ['met', 'unmet'],
      },
    ],
  });
  const outcome = common(all.map((sums) => sums.outcome));
  const hangs =
    outcome === undefined ? 'What it comes to hangs on that.' : 'So far it comes to the same.';
  return {
    ...least,
    items: first.items,
    outcome: outcome ?? waiting(tally.title),
    parts: least.parts.map((part, place) => ({
      ...part,
      outcome:
        common(all.map(({ parts }) => parts[place]?.outcome ?? part.outcome)) ??
        waiting(part.title, part.subject),
    })),
    findings: [...findings(hangs), ...least.findings],
  };
}

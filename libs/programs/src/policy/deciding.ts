import { z } from 'zod';
import type { Judge, Whole } from './judge.js';
import type { Ledger } from './ledger.js';
import type { IsoDate } from './evidence.js';
import { momentSchema, reckoning, type Moment } from './moment.js';
import type { Outcome, Result } from './outcome.js';
import { slug, words } from './quote.js';
import type { Choice, Option } from './requirement.js';

/** What is left to a person. */
export const askingFields = {
  ask: words.describe('What is to be decided.'),
  considers: z.array(words).default([]).describe('What the source says is considered.'),
  facts: z
    .array(slug)
    .default([])
    .describe('Tallies, documents, steps or circumstances that bear on it; new ones reopen it.'),
  since: momentSchema
    .exactOptional()
    .describe('What was decided before this day was about something earlier.'),
};

export type Asking = z.infer<z.ZodObject<typeof askingFields>>;

/** Whether something decided on a day is about what is asked now. */
export function timely(since: Moment | undefined): (ledger: Ledger, on: IsoDate) => boolean {
  if (since === undefined) return () => true;
  const sinceDay = reckoning(since);
  return (ledger, on) => {
    const day = sinceDay(ledger);
    return day !== undefined && on >= day;
  };
}

// Readings of one rule often ask about the very same facts.
const known = new Map<string, (ledger: Ledger) => readonly string[]>();

/** Refs of what bears on a decision. */
export function bearing(facts: readonly string[]): (ledger: Ledger) => readonly string[] {
  const key = JSON.stringify(facts);
  const names = new Set(facts);
  const refsOf =
    known.get(key) ??
    (({ of }) => {
      const refs: string[] = [];
      for (const { tally, ref } of of('activity')) if (names.has(tally)) refs.push(ref);
      for (const { document, ref } of of('document')) if (names.has(document)) refs.push(ref);
      for (const { step, ref } of of('step')) if (names.has(step)) refs.push(ref);
      for (const { name, ref } of of('circumstance')) if (names.has(name)) refs.push(ref);
      return refs;
    });
  known.set(key, refsOf);
  return refsOf;
}

/** Judged as the option that a person chose asks; until then it waits for that person. */
export function choiceJudge(
  { id, ask, options, facts, since }: Choice,
  held: readonly ({ readonly judge: Judge; readonly spare: Result } | undefined)[],
  whole: Whole,
): Judge {
  const refsOf = bearing(facts);
  const isTimely = timely(since);
  const open: Outcome = {
    status: 'needs-decision',
    decisions: [{ requirement: id, question: ask, options: options.map(({ says }) => says) }],
  };
  const offered = options.map((option, place) => ({ ...option, held: held[place] }));
  const spares = offered.flatMap(({ id: option, held: inside }) =>
    inside === undefined ? [] : [{ ...inside.spare, option }],
  );
  const isOffered = new Set(options.map((option) => option.id));

  const chosenIn = (ledger: Ledger, bearingOn: readonly string[]) => {
    const chosen = ledger
      .of('option')
      .findLast((item) => item.requirement === id && isOffered.has(item.option));
    if (chosen === undefined || !isTimely(ledger, chosen.on)) return undefined;
    // Whoever chose knew of what was recorded before; what came after is for them to look at anew.
    const place = ledger.placeOf(chosen.ref);
    return bearingOn.some((ref) => ledger.placeOf(ref) > place) ? undefined : chosen;
  };

  return (ledger) => {
    const bearingOn = ledger.once(refsOf);
    const chosen = chosenIn(ledger, bearingOn);
    const option = offered.find(({ id: one }) => one === chosen?.option);
    if (chosen === undefined || option === undefined)
      return whole(ledger, open, spares, { evidence: bearingOn });
    const own = option.held?.judge(ledger);
    const children =
      own === undefined
        ? spares
        : spares.map((spare) =>
            spare.option === option.id ? { ...own, option: option.id } : spare,
          );
    return whole(ledger, own?.outcome ?? unheld(option), children, {
      evidence: [...new Set([...bearingOn, ...(own?.evidence ?? []), chosen.ref])],
      findings: [{ code: 'decided', text: option.says, ref: chosen.ref }],
      taken: option.id,
    });
  };
}

/** Of an option that holds no requirement. */
function unheld({ require }: Option): Outcome {
  return require === 'none' ? { status: 'met', final: false } : { status: 'not-stated' };
}

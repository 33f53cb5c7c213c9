import type { EvidenceOf, IsoDate } from './evidence.js';
import type { Judge, Whole } from './judge.js';
import type { Ledger } from './ledger.js';
import { notStated } from './logic/chain.js';
import { through, together } from './logic/logic.js';
import { inWords, reckoning, type Moment } from './moment.js';
import { motionOf, still, type MotionOf } from './motion.js';
import type { Finding, Outcome } from './outcome.js';
import type { Bands } from './requirement.js';
import { isValue } from './stated.js';

/** What is asked, and what the credential is, goes by the day on which the step is done. */
export function bandsJudge(
  requirement: Bands,
  judges: readonly (Judge | undefined)[],
  whole: Whole,
): Judge {
  const { step, title, notBefore, beyond } = requirement;
  const first = isValue<Moment | undefined>(notBefore) ? notBefore : undefined;
  // No day goes by the name of `none`, so that stands still too.
  const days = [first, ...requirement.bands.map(({ notAfter }) => notAfter)].map((day) =>
    day === undefined ? still : motionOf(day),
  );
  const bands = requirement.bands.map((band, place) => ({
    ...band,
    judge: judges[place],
    lastDayOf: band.notAfter === 'none' ? () => undefined : reckoning(band.notAfter),
    // On which it hangs whether it holds.
    days: days.slice(0, place + 2),
  }));
  const doing = first === undefined ? lastDone(step) : doneSince(first, step);
  return (ledger) => {
    const { done, ref, have, findings } = doing(ledger);
    const day = done?.on ?? ledger.asOf;
    // By place: what holds for some instead of what a band asks for may go by another id.
    const asked = bands.map(({ judge }) => judge?.(ledger));
    const results = asked.filter((one) => one !== undefined);
    const evidence = [
      ...new Set([
        ...results.flatMap((result) => result.evidence),
        ...(ref === undefined ? [] : [ref]),
      ]),
    ];
    for (const [place, { standing, lastDayOf, require, days: own }] of bands.entries()) {
      const last = lastDayOf(ledger);
      if (last !== undefined && day > last) continue;
      const more = { evidence, findings, standing, tally: { band: place + 1 }, until: last };
      if (done === undefined) {
        const ahead = bands.slice(place).map((band, nth) => ({
          last: band.lastDayOf(ledger),
          own: asked[place + nth]?.outcome,
        }));
        const outcome = untilDone(ahead, { have, need: title }, ledger);
        const nothingLeft = ahead.every(({ own }) => own !== undefined && isLost(own));
        return whole(ledger, outcome, results, {
          ...more,
          ...(nothingLeft && { findings: [...findings, nothingAhead] }),
        });
      }
      const outcome: Outcome =
        asked[place]?.outcome ??
        (require === 'not stated' ? { status: 'not-stated' } : { status: 'met', final: false });
      return whole(ledger, asLongAs(own, outcome, ledger), results, more);
    }
    // Reached only where a last band has an end, and then it is said what follows.
    const { standing, action } = beyond === 'none' ? unsaid : beyond;
    const need = isValue(action)
      ? action
      : `what follows is ${action === 'none' ? 'nothing' : action}`;
    const last = bands.at(-1)?.lastDayOf(ledger);
    const late = done === undefined ? 'not in time' : `on ${done.on}`;
    return whole(
      ledger,
      {
        status: 'unmet',
        have: late,
        need,
        ...(last !== undefined && { by: last }),
        reachable: false,
      },
      results,
      { evidence, findings, standing },
    );
  };
}

const unsaid = { standing: 'ended', action: 'not stated' } as const;

/** What is known of the step, as far as the term that is judged goes. */
interface Doing {
  /** The time that counts. */
  readonly done?: EvidenceOf<'step'> | undefined;
  /** Ref of the time that is told of. */
  readonly ref?: string | undefined;
  readonly have: string;
  readonly findings: readonly Finding[];
}

const nothing: readonly never[] = [];

/** Where no first day is named there is but one term, and of two entries for one thing the later one holds. */
function lastDone(step: string): (ledger: Ledger) => Doing {
  return ({ stepsOf }) => {
    const done = stepsOf(step).at(-1);
    return { done, ref: done?.ref, have: 'not yet', findings: nothing };
  };
}

/**
 * The step counts from the first day of the term on, and the first time that it is done: what was done
 * for an earlier term is none for this one, and what is done for a later one changes nothing here.
 */
function doneSince(firstDay: Moment, step: string): (ledger: Ledger) => Doing {
  const firstDayOf = reckoning(firstDay);
  const text = `No day is known for ${inWords(firstDay)}.`;
  const unknown = [{ code: 'anchor-missing', text }] as const;
  return (ledger) => {
    const steps = ledger.stepsOf(step);
    const first = firstDayOf(ledger);
    const latest = edge(steps, (on, than) => on > than);
    if (first === undefined) {
      const have = latest === undefined ? 'not yet' : 'too early';
      return { ref: latest?.ref, have, findings: unknown };
    }
    const done = edge(
      steps.filter(({ on }) => on >= first),
      (on, than) => on < than,
    );
    if (done !== undefined || latest === undefined)
      return { done, ref: done?.ref, have: 'not yet', findings: nothing };
    const { on, ref } = latest;
    const told = {
      code: 'earlier-term',
      text: `Done on ${on}, before ${first}: for an earlier term.`,
      ref,
    };
    return { ref, have: 'not yet', findings: [told] };
  };
}

/** The one that goes before all others. */
function edge<Item extends { readonly on: IsoDate }>(
  items: readonly Item[],
  goesBefore: (on: IsoDate, than: IsoDate) => boolean,
): Item | undefined {
  let found: Item | undefined;
  for (const item of items) if (found === undefined || goesBefore(item.on, found.on)) found = item;
  return found;
}

const nothingAhead: Finding = {
  code: 'nothing-left',
  text: 'What is asked from now on can no longer be met in any band.',
};

function isLost(outcome: Outcome): boolean {
  return outcome.status === 'unmet' && !outcome.reachable;
}

interface Ahead {
  readonly last: IsoDate | undefined;
  /** Undefined where nothing is asked that could be judged. */
  readonly own: Outcome | undefined;
}

/** Until the step is done: due with the first of the bands ahead in which what is asked can still be met. */
function untilDone(
  ahead: readonly Ahead[],
  waits: { readonly have: string; readonly need: string },
  { order, closed }: Ledger,
): Outcome {
  const outcomes = ahead.map(({ own = notStated }) => own);
  return together(outcomes, order, (plain) => {
    const next = plain.findIndex((own) => !isLost(own));
    const by = ahead[next]?.last;
    const reachable = next !== -1 && !closed;
    return { status: 'unmet', ...waits, ...(reachable && by !== undefined && { by }), reachable };
  });
}

/** Which band holds may change with days that go with the day judged, and with it what is asked. */
function asLongAs(days: readonly MotionOf[], outcome: Outcome, ledger: Ledger): Outcome {
  if (days.every((motionFor) => motionFor(ledger) === 'none')) return outcome;
  return through(outcome, ledger.order, (plain) =>
    plain.status === 'met' ? { ...plain, final: false } : plain,
  );
}

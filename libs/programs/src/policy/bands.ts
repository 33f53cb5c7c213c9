import type { EvidenceOf, IsoDate } from './evidence.js';
import type { Judge, Whole } from './judge.js';
import type { Ledger } from './ledger.js';
import { isLost, notStated } from './logic/chain.js';
import { through, together } from './logic/logic.js';
import { inWords, reckoning, type Moment } from './moment.js';
import { motionOf, still, type MotionOf } from './motion.js';
import type { BandNamed, BandStands, Finding, Outcome, Result } from './outcome.js';
import type { Bands } from './requirement.js';
import { isValue, type Stated } from './stated.js';

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
    named: { id: band.id, title: band.title },
    judge: judges[place],
    lastDayOf: band.notAfter === 'none' ? () => undefined : reckoning(band.notAfter),
    // On which it hangs whether it holds.
    days: days.slice(0, place + 2),
  }));
  const doing = first === undefined ? lastDone(step) : doneSince(first, step);
  // Said of a policy without it: see `bandFlaws`.
  const { standing: afterwards, action } = beyond === 'none' ? unsaid : beyond;
  const follows: Finding = { code: 'what-follows', text: inSentence(action) };

  return (ledger) => {
    const { done, ref, have, findings } = doing(ledger);
    const day = done?.on ?? ledger.asOf;
    const lasts = bands.map(({ lastDayOf }) => lastDayOf(ledger));
    const held = lasts.findIndex((last) => last === undefined || day <= last);
    const asked: Asked[] = bands.map(({ judge, named, require, standing, days }, place) => {
      const stands = standsAt(place, held, done !== undefined);
      // By place: what holds for some instead of what a band asks for may go by another id.
      const result = judge && { ...judge(ledger), band: { ...named, stands } };
      const own = result?.outcome ?? (require === 'none' ? freely : notStated);
      return { named, standing, days, own, stands, last: lasts[place], result };
    });
    const children = asked.flatMap(({ result }) => result ?? []);
    const mattering = asked.filter(({ stands }) => stands === 'holds' || stands === 'ahead');
    const refs = mattering.flatMap(({ result }) => result?.evidence ?? []);
    const evidence = [...new Set(ref === undefined ? refs : [...refs, ref])];
    const holding = asked[held];
    if (holding === undefined) {
      const by = lasts.at(-1);
      const late = done === undefined ? 'not in time' : `on ${done.on}`;
      const missed = { status: 'unmet', have: late, need: title, reachable: false } as const;
      return whole(ledger, by === undefined ? missed : { ...missed, by }, children, {
        evidence,
        findings: [...findings, follows],
        standing: afterwards,
      });
    }
    const more = {
      evidence,
      findings,
      holds: holding.named,
      standing: holding.standing,
      tally: { band: held + 1 },
      until: holding.last,
    };
    if (done !== undefined) {
      const { days, own } = holding;
      return whole(ledger, asLongAs(days, own, ledger), children, more);
    }
    const outcome = untilDone(mattering, { have, need: title }, ledger);
    return mattering.every(({ own }) => isLost(own))
      ? whole(ledger, outcome, children, { ...more, findings: [...findings, nothingAhead] })
      : whole(ledger, outcome, children, more);
  };
}

const unsaid = { standing: 'ended', action: 'not stated' } as const;
const freely: Outcome = { status: 'met', final: false };

function inSentence(action: Stated<string>): string {
  if (action === 'none') return 'The source says that nothing follows.';
  if (action === 'not stated') return 'What follows is not stated.';
  return /[.!?]$/.test(action) ? action : `${action}.`;
}

/** What one band asks for, judged. */
interface Asked {
  readonly named: BandNamed;
  readonly standing: string;
  readonly days: readonly MotionOf[];
  readonly own: Outcome;
  readonly stands: BandStands;
  readonly last: IsoDate | undefined;
  /** Undefined where it asks for nothing that could be judged. */
  readonly result: Result | undefined;
}

/** `held` is the place of the band that holds, -1 after the last of them. */
function standsAt(place: number, held: number, done: boolean): BandStands {
  if (held === -1) return 'over';
  if (done) return place === held ? 'holds' : 'not-asked';
  if (place < held) return 'over';
  return place > held ? 'ahead' : 'holds';
}

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

/** Where no first day is named there is but one term, and the last time counts. */
function lastDone(step: string): (ledger: Ledger) => Doing {
  return ({ stepsOf }) => {
    const done = edge(stepsOf(step), (on, than) => on > than);
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

/** Until the step is done: due with the first of the bands ahead in which what is asked can still be met. */
function untilDone(
  ahead: readonly Asked[],
  waits: { readonly have: string; readonly need: string },
  { order, closed }: Ledger,
): Outcome {
  const outcomes = ahead.map(({ own }) => own);
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

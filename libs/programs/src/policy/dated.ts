import { addPeriod, parsePeriod } from './calendar.js';
import type { IsoDate } from './evidence.js';
import type { Judge, Whole } from './judge.js';
import { height, heights } from './logic/chain.js';
import { through, together, type QuestionOrder } from './logic/logic.js';
import { reckoning, type Moment } from './moment.js';
import type { Outcome, Result, Unmet } from './outcome.js';
import type { Stage } from './requirement.js';
import { isValue } from './stated.js';

/** A stage is judged on what had happened by its deadline, however late it is judged. */
export function stageJudge(stage: Stage, child: Judge, whole: Whole): Judge {
  const { id, notAfter, extension } = stage;
  const lastDayOf = isValue<Moment>(notAfter) ? reckoning(notAfter) : () => undefined;
  const more = isValue(extension)
    ? { atMost: extension.atMost, ...parsePeriod(extension.length) }
    : { atMost: 0, months: 0, days: 0 };

  return (ledger) => {
    const granted = ledger.of('extension').filter(({ requirement }) => requirement === id);
    const restingOn = ({ evidence }: Result) =>
      granted.length === 0
        ? evidence
        : [...new Set([...evidence, ...granted.map(({ ref }) => ref)])];
    const first = lastDayOf(ledger);
    if (first === undefined) {
      const result = child(ledger);
      return whole(ledger, result.outcome, [result], { evidence: restingOn(result) });
    }
    const extended = (times: number) =>
      addPeriod(first, { months: more.months * times, days: more.days * times });
    const times = Math.min(granted.length, more.atMost);
    const day = extended(times);
    const latest = extended(more.atMost);
    // Until it is over for good, more time may still be granted, and what that would mend is not lost.
    const mendable = ledger.asOf > day && ledger.asOf <= latest && isOpen(child(ledger).outcome);
    const last = child(ledger.until(day, !mendable));
    // By an earlier last day that is not over yet it comes to what it comes to now.
    const results = Array.from({ length: times }, (_, earlier) =>
      child(ledger.until(extended(earlier), true)),
    ).concat(last);
    const judged = together(
      results.map(({ outcome }) => outcome),
      ledger.order,
      unharmed,
    );
    const result = results.find(({ outcome }) => outcome === judged) ?? last;
    const wanting = mendable && isWanting(judged);
    const due = wanting ? latest : day;
    const outcome = through(judged, ledger.order, (plain) =>
      plain.status !== 'unmet'
        ? plain
        : { ...plain, by: plain.by === undefined || wanting || due < plain.by ? due : plain.by },
    );
    return whole(ledger, outcome, [within(result, due, ledger.order)], {
      evidence: restingOn(result),
      until: day,
      ...(wanting && {
        findings: [
          { code: 'more-time-possible', text: `More time may be granted, until ${latest}.` },
        ],
      }),
    });
  };
}

/** More time harms nobody: what was so on a last day before it was granted is taken where that is better. */
function unharmed(onLastDays: readonly Outcome[]): Outcome {
  return onLastDays.reduce((best, later) =>
    standing(best) === heights.met || standing(best) > standing(later) ? best : later,
  );
}

/** What holds nobody up is all but met. */
function standing(outcome: Outcome): number {
  return height(outcome) ?? heights.met - 0.5;
}

/** What is inside is due no later than the whole. */
function within(result: Result, last: IsoDate, order: QuestionOrder): Result {
  if (!isDueAfter(result, last)) return result;
  // What is one outcome stays one: by that it is known which part a whole comes to.
  const sooner = new Map<Outcome, Outcome>();
  const dueBy = (outcome: Outcome): Outcome => {
    const known = sooner.get(outcome);
    if (known !== undefined) return known;
    const due = through(outcome, order, (plain) =>
      isLater(plain, last) ? { ...plain, by: last } : plain,
    );
    sooner.set(outcome, due);
    return due;
  };
  const copy = (one: Result): Result => ({
    ...one,
    outcome: dueBy(one.outcome),
    children: one.children.map(copy),
  });
  return copy(result);
}

function isDueAfter({ outcome, children }: Result, last: IsoDate): boolean {
  if (outcome.status === 'depends-on-reading' || isLater(outcome, last)) return true;
  return children.some((child) => isDueAfter(child, last));
}

function isLater(outcome: Outcome, last: IsoDate): outcome is Unmet {
  return outcome.status === 'unmet' && (outcome.by ?? '') > last;
}

function isOpen(outcome: Outcome): boolean {
  return outcome.status !== 'unmet' || outcome.reachable;
}

function isWanting({ status }: Outcome): boolean {
  return status === 'unmet' || status === 'depends-on-reading';
}

/**
 * Which tier somebody is in; being in none is no shortfall. Whoever may be in one, as far as is
 * recorded, is not counted among those after it: then no tier is told, and what is missing is.
 */
export function tiersJudge(tiers: readonly Judge[], whole: Whole): Judge {
  return (ledger) => {
    const results = tiers.map((tier) => tier(ledger));
    const within = (more: Parameters<Whole>[3]) =>
      whole(ledger, { status: 'met', final: false }, results, more);
    for (const [place, { outcome }] of results.entries()) {
      switch (outcome.status) {
        case 'met':
        case 'waived':
          return within({ tally: { tier: place + 1 } });
        case 'needs-decision':
        case 'depends-on-reading':
        case 'not-stated':
          return whole(ledger, outcome, results);
        case 'unmet':
          if (outcome.unknown === undefined) break;
          return within({
            findings: outcome.unknown.map(({ question }) => ({
              code: 'circumstance-missing',
              text: question,
            })),
          });
        case 'not-applicable':
      }
    }
    return within({ tally: { tier: tiers.length + 1 } });
  };
}

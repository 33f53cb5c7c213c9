import { addPeriod, parsePeriod } from './calendar.js';
import type { Judge, Whole } from './judge.js';
import type { Ledger } from './ledger.js';
import { through } from './logic/logic.js';
import { reckoning, type Moment } from './moment.js';
import type { Outcome } from './outcome.js';
import type { Bands, Stage } from './requirement.js';
import { isValue } from './stated.js';

/** A stage is judged on what had happened by its deadline, however late it is judged. */
export function stageJudge(stage: Stage, child: Judge, whole: Whole): Judge {
  const { id, notAfter, extension } = stage;
  const lastDayOf = isValue<Moment>(notAfter) ? reckoning(notAfter) : () => undefined;
  const more = isValue(extension)
    ? { atMost: extension.atMost, ...parsePeriod(extension.length) }
    : undefined;

  const deadline = (ledger: Ledger) => {
    const granted = ledger.of('extension').filter(({ requirement }) => requirement === id);
    const evidence = granted.map(({ ref }) => ref);
    const day = lastDayOf(ledger);
    if (day === undefined || more === undefined) return { day, latest: day, evidence };
    const extended = (times: number) =>
      addPeriod(day, { months: more.months * times, days: more.days * times });
    const times = Math.min(granted.length, more.atMost);
    return { day: extended(times), latest: extended(more.atMost), evidence };
  };

  return (ledger) => {
    const { day, latest, evidence: extended } = deadline(ledger);
    const over = day !== undefined && ledger.asOf > day;
    // Until it is over for good, more time may still be granted, and what that would mend is not lost.
    const mendable =
      over && latest !== undefined && ledger.asOf <= latest && isOpen(child(ledger).outcome);
    const result = child(day === undefined ? ledger : ledger.until(day, !mendable));
    const wanting = mendable && isWanting(result.outcome);
    const due = wanting ? latest : day;
    const outcome = through(result.outcome, ledger.order, (plain) =>
      due === undefined || plain.status !== 'unmet'
        ? plain
        : { ...plain, by: plain.by === undefined || wanting || due < plain.by ? due : plain.by },
    );
    const evidence =
      extended.length === 0 ? result.evidence : [...new Set([...result.evidence, ...extended])];
    return whole(ledger, outcome, [result], {
      evidence,
      until: day,
      ...(wanting && {
        findings: [
          { code: 'more-time-possible', text: `More time may be granted, until ${latest}.` },
        ],
      }),
    });
  };
}

function isOpen(outcome: Outcome): boolean {
  return outcome.status !== 'unmet' || outcome.reachable;
}

function isWanting({ status }: Outcome): boolean {
  return status === 'unmet' || status === 'depends-on-reading';
}

/** What is asked, and what the credential is, goes by the day on which the step is done. */
export function bandsJudge(
  requirement: Bands,
  judges: readonly (Judge | undefined)[],
  whole: Whole,
): Judge {
  const { step, title, beyond } = requirement;
  const bands = requirement.bands.map((band, place) => ({
    ...band,
    judge: judges[place],
    lastDayOf: band.notAfter === 'none' ? () => undefined : reckoning(band.notAfter),
  }));
  return (ledger) => {
    const done = ledger.of('step').findLast((item) => item.step === step);
    const day = done?.on ?? ledger.asOf;
    const results = bands.flatMap(({ judge }) => judge?.(ledger) ?? []);
    const evidence = [
      ...new Set([
        ...results.flatMap((result) => result.evidence),
        ...(done === undefined ? [] : [done.ref]),
      ]),
    ];
    for (const { id, standing, lastDayOf, require } of bands) {
      const last = lastDayOf(ledger);
      if (last !== undefined && day > last) continue;
      const asked = isValue<Exclude<typeof require, string>>(require) ? require.id : undefined;
      const own = results.find(({ requirement: name }) => name === asked);
      const more = {
        evidence,
        standing,
        tally: { band: bands.findIndex((band) => band.id === id) + 1 },
        until: last,
      };
      if (done === undefined) {
        const by = last === undefined ? {} : { by: last };
        const waits = {
          status: 'unmet',
          have: 'not yet',
          need: title,
          ...by,
          reachable: !ledger.closed,
        } as const;
        return whole(ledger, waits, results, more);
      }
      const outcome: Outcome =
        own?.outcome ??
        (require === 'not stated' ? { status: 'not-stated' } : { status: 'met', final: false });
      return whole(ledger, outcome, results, more);
    }
    // Reached only where a last band has an end, and then it is said what follows.
    const { standing, action } = beyond === 'none' ? unsaid : beyond;
    const need = isValue(action)
      ? action
      : `what follows is ${action === 'none' ? 'nothing' : action}`;
    const have = done === undefined ? 'not in time' : `on ${done.on}`;
    const last = bands.at(-1)?.lastDayOf(ledger);
    return whole(
      ledger,
      { status: 'unmet', have, need, ...(last !== undefined && { by: last }), reachable: false },
      results,
      { evidence, standing },
    );
  };
}

const unsaid = { standing: 'ended', action: 'not stated' } as const;

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

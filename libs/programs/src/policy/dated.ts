import { addPeriod, parsePeriod } from './calendar.js';
import type { IsoDate } from './evidence.js';
import type { Judge, Whole } from './judge.js';
import type { Ledger } from './ledger.js';
import { through } from './logic.js';
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
    if (day === undefined || more === undefined) return { day, evidence };
    const times = Math.min(granted.length, more.atMost);
    const moved = addPeriod(day, { months: more.months * times, days: more.days * times });
    return { day: moved, evidence };
  };

  return (ledger) => {
    const { day, evidence: extended } = deadline(ledger);
    const result = child(day === undefined ? ledger : ledger.until(day));
    const over = day !== undefined && ledger.asOf > day;
    const outcome = through(result.outcome, ledger.order, (plain) =>
      day === undefined || plain.status !== 'unmet' ? plain : unmetBy(plain, day, over),
    );
    const evidence =
      extended.length === 0 ? result.evidence : [...new Set([...result.evidence, ...extended])];
    return whole(ledger, outcome, [result], { evidence, ...(day !== undefined && { until: day }) });
  };
}

type Unmet = Extract<Outcome, { status: 'unmet' }>;

function unmetBy(outcome: Unmet, day: IsoDate, over: boolean): Outcome {
  const by = outcome.by === undefined || day < outcome.by ? day : outcome.by;
  return { ...outcome, by, reachable: outcome.reachable && !over };
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
    lastDayOf: reckoning(band.notAfter),
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
        ...(last !== undefined && { until: last }),
      };
      if (done === undefined) {
        const by = last === undefined ? {} : { by: last };
        const waits = {
          status: 'unmet',
          have: 'not yet',
          need: title,
          ...by,
          reachable: true,
        } as const;
        return whole(ledger, waits, results, more);
      }
      const outcome: Outcome =
        own?.outcome ??
        (require === 'not stated' ? { status: 'not-stated' } : { status: 'met', final: false });
      return whole(ledger, outcome, results, more);
    }
    const { standing, action } = beyond;
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

/** Which tier somebody is in; being in none is no shortfall. */
export function tiersJudge(tiers: readonly Judge[], whole: Whole): Judge {
  return (ledger) => {
    const results = tiers.map((tier) => tier(ledger));
    for (const [place, { outcome }] of results.entries()) {
      switch (outcome.status) {
        case 'met':
        case 'waived':
          return whole(ledger, { status: 'met', final: false }, results, { tally: { tier: place + 1 } });
        case 'needs-decision':
        case 'depends-on-reading':
        case 'not-stated':
          return whole(ledger, outcome, results);
        case 'unmet':
        case 'not-applicable':
      }
    }
    return whole(ledger, { status: 'met', final: false }, results, { tally: { tier: tiers.length + 1 } });
  };
}

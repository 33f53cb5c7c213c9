import type { Judge, Whole } from './judge.js';
import { reckoning } from './moment.js';
import type { Outcome } from './outcome.js';
import type { Bands } from './requirement.js';
import { isValue } from './stated.js';

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
    const done = ledger.stepsOf(step).at(-1);
    const day = done?.on ?? ledger.asOf;
    // By place: what holds for some instead of what a band asks for may go by another id.
    const asked = bands.map(({ judge }) => judge?.(ledger));
    const results = asked.filter((one) => one !== undefined);
    const evidence = [
      ...new Set([
        ...results.flatMap((result) => result.evidence),
        ...(done === undefined ? [] : [done.ref]),
      ]),
    ];
    for (const [place, { standing, lastDayOf, require }] of bands.entries()) {
      const last = lastDayOf(ledger);
      if (last !== undefined && day > last) continue;
      const more = { evidence, standing, tally: { band: place + 1 }, until: last };
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
        asked[place]?.outcome ??
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

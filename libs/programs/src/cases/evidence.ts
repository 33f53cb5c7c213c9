import type { Context, EvidenceItem, PlannedSession } from '../policy/evidence.js';
import { undatedDay } from './days.js';
import type { Given } from './given.js';

/** So many of `modules` are of one day, one day after another. */
export const modulesADay = 3;
/** What is so of a person without a day has always been so. */
export const longAgo = '1900-01-01';

/** The evidence that a case stands for; refs are counted up in the order of its fields. */
export function evidenceOf(given: Given, asOf: string): readonly EvidenceItem[] {
  const items: EvidenceItem[] = [];
  const undated = undatedDay(asOf);
  const add = (item: Unnamed, on = undated) => {
    items.push({ ref: `given-${items.length + 1}`, on, ...item });
  };
  for (const [step, days] of Object.entries(given.steps)) {
    for (const on of [days].flat()) add({ kind: 'step', step }, on);
  }
  for (const attested of given.attests) {
    add({
      kind: 'attestation',
      ...(typeof attested === 'string' ? { statement: attested } : attested),
    });
  }
  for (const { from, on, ...letter } of given.letters) {
    add({ kind: 'reference', referee: from, ...letter }, on);
  }
  for (const mode of given.interviews) add({ kind: 'interview', mode });
  let module = 0;
  for (const { at, minutes, ...outcomes } of given.modules) {
    for (const outcome of ['late', 'missed', 'excused', 'attended'] as const) {
      for (let nth = 0; nth < (outcomes[outcome] ?? 0); nth++) {
        module += 1;
        // Of the days of the plan where there is one, so that what remains adds up.
        const day = Math.ceil(module / modulesADay);
        const place = given.plan?.days[day - 1] === undefined ? `extra-${module}` : `day-${day}`;
        add({
          kind: 'attendance',
          session: place,
          sessionKind: at,
          module: `module-${((module - 1) % modulesADay) + 1}`,
          outcome,
          ...(outcome === 'late' && minutes !== undefined && { minutesLate: minutes }),
        });
      }
    }
  }
  for (const { day, module, outcome, late, early, away, minutes: length, approved } of given.roll) {
    const planned = given.plan?.days[day - 1];
    add(
      {
        kind: 'attendance',
        session: `day-${day}`,
        sessionKind: planned?.kind ?? 'class-day',
        module: `module-${module}`,
        outcome,
        ...(late !== undefined && { minutesLate: late }),
        ...(early !== undefined && { minutesEarly: early }),
        ...(away !== undefined && { minutesAway: away }),
        ...(length !== undefined && { minutes: length }),
        ...(approved !== undefined && { approved }),
      },
      planned?.on,
    );
  }
  for (const { day, module, on, ...made } of given.madeUp) {
    add(
      {
        kind: 'made-up',
        session: `day-${day}`,
        ...(module !== undefined && { module: `module-${module}` }),
        ...made,
      },
      on,
    );
  }
  for (let nth = 1; nth <= given.homework; nth++) add({ kind: 'homework', session: `day-${nth}` });
  for (const one of given.requests) {
    const { request: id, under, offer, event, on } = one;
    add(
      {
        kind: 'accommodation-requested',
        request: id,
        requirement: under,
        offer,
        ...(event !== undefined && { eventOn: event }),
      },
      on,
    );
    if (one.letter !== undefined) {
      const { from, names } = one.letter;
      add(
        {
          kind: 'accommodation-documented',
          request: id,
          letterFrom: from,
          namesAccommodation: names,
        },
        on,
      );
    }
    if (one.decided !== undefined) {
      add({ kind: 'accommodation-decided', request: id, decision: one.decided }, on);
    }
  }
  for (const [index, one] of given.attempts.entries()) {
    const { marked, minutes, allowed, on, part, completed } = one;
    const { score, points, scaled, parts } = one;
    const id = `attempt-${index + 1}`;
    add(
      {
        kind: 'exam-attempt',
        attempt: id,
        exam: one.exam ?? given.exam ?? '',
        ...(minutes !== undefined && { minutesTaken: minutes }),
        ...(allowed !== undefined && { minutesAllowed: allowed }),
        ...(part !== undefined && { part }),
        ...(completed !== undefined && { completed }),
      },
      on,
    );
    if (marked === 'not yet') continue;
    add(
      {
        kind: 'exam-mark',
        attempt: id,
        result: marked,
        ...(score !== undefined && { score }),
        ...(points !== undefined && { points }),
        ...(scaled !== undefined && { scaled }),
        ...(parts !== undefined && { parts }),
      },
      on,
    );
  }
  for (const { times, on, with: held, ...rest } of given.activities) {
    for (let nth = 0; nth < times; nth++) add({ kind: 'activity', attributes: held, ...rest }, on);
  }
  for (const one of given.documents) {
    if (typeof one === 'string') add({ kind: 'document', document: one });
    else {
      const { on, with: held, ...rest } = one;
      add({ kind: 'document', attributes: held, ...rest }, on);
    }
  }
  for (const [name, known] of Object.entries(given.circumstances)) {
    if (Array.isArray(known))
      for (const { is: value, on } of known) add({ kind: 'circumstance', name, value }, on);
    else add({ kind: 'circumstance', name, value: known }, longAgo);
  }
  for (const { on, ...paid } of given.payments) add({ kind: 'payment', ...paid }, on);
  for (const { on, requirement } of given.extensions) add({ kind: 'extension', requirement }, on);
  for (const [question, reading] of Object.entries(given.answers)) {
    add({ kind: 'answer', question, reading });
  }
  for (const [requirement, outcome] of Object.entries(given.judged)) {
    add({
      kind: 'judgement',
      requirement,
      ...(typeof outcome === 'string' ? { outcome } : outcome),
    });
  }
  for (const [requirement, chosen] of Object.entries(given.chosen)) {
    const { option, on } = typeof chosen === 'string' ? { option: chosen } : chosen;
    add({ kind: 'option', requirement, option }, on);
  }
  for (const requirement of given.waived) add({ kind: 'waiver', requirement });
  return items;
}

type Unnamed = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref' | 'on'>
    : never
  : never;

export function contextOf(given: Given): Context {
  return {
    ...(given.applied !== undefined && { appliedOn: given.applied }),
    posted: given.posted,
    anchors: given.anchors,
    ...(given.cohort !== undefined && { cohort: given.cohort }),
    ...(given.plan !== undefined && {
      plan: {
        sessions: given.plan.days.map(
          ({ kind, on, modules, minutes: length }, index): PlannedSession => ({
            id: `day-${index + 1}`,
            kind,
            date: on,
            modules: Array.from({ length: modules }, (_, nth) => `module-${nth + 1}`),
            ...(length !== undefined && { minutes: length }),
          }),
        ),
        sittings: given.plan.sittings.map((date, index) => ({ id: `sitting-${index + 1}`, date })),
      },
    }),
  };
}

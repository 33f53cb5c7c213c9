import { z } from 'zod';
import type { Context, EvidenceItem, PlannedSession } from '../policy/evidence.js';
import { moduleOutcomes } from '../policy/evidence.js';
import { isoDate, slug } from '../policy/quote.js';

/*
 * What a case is given, in short words. Dates may be left out where they do not matter; then things
 * happened on `defaultDay`.
 */

export const defaultDay = '2026-03-02';
/** What is so of a person without a day has always been so. */
const longAgo = '1900-01-01';

const count = z.int().min(1);
const letter = z.strictObject({
  from: slug,
  relation: slug.default('friend'),
  knownSince: isoDate.default('2015-06-01'),
  roles: z.array(slug).default([]),
  purpose: slug.exactOptional(),
  confirms: z.array(slug).exactOptional(),
  on: isoDate.default(defaultDay),
});
const attempt = z.strictObject({
  /** Where it is not the one of the whole case. */
  exam: slug.exactOptional(),
  marked: z.enum(['passed', 'failed', 'not yet']),
  score: z.number().exactOptional(),
  points: z.number().exactOptional(),
  scaled: z.number().exactOptional(),
  parts: z
    .record(
      slug,
      z.strictObject({
        result: z.enum(['passed', 'failed']).exactOptional(),
        score: z.number().exactOptional(),
        points: z.number().exactOptional(),
        scaled: z.number().exactOptional(),
      }),
    )
    .exactOptional(),
  part: slug.exactOptional(),
  completed: z.boolean().exactOptional(),
  minutes: count.exactOptional(),
  allowed: count.exactOptional(),
  on: isoDate.default(defaultDay),
});
const request = z.strictObject({
  request: slug.default('request'),
  under: slug,
  offer: slug,
  on: isoDate.default(defaultDay),
  event: isoDate.exactOptional(),
  letter: z.strictObject({ from: slug, names: z.boolean() }).exactOptional(),
  decided: z.enum(['granted', 'denied']).exactOptional(),
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const attributes = z.record(slug, z.union([scalar, z.array(scalar)]));
const activity = z.strictObject({
  tally: slug,
  /** Each of these on its own, all alike. */
  times: count.default(1),
  amount: z.number().default(1),
  unit: slug.default('times'),
  on: isoDate.default(defaultDay),
  until: isoDate.exactOptional(),
  ongoing: z.boolean().exactOptional(),
  with: attributes.default({}),
  claimedFor: z.array(slug).exactOptional(),
});
const minutes = z.int().min(0);
const presence = z.strictObject({
  /** Day of the plan, counted from 1, and the module of that day. */
  day: count,
  module: count.default(1),
  outcome: z.enum(moduleOutcomes).default('attended'),
  late: minutes.exactOptional(),
  early: minutes.exactOptional(),
  away: minutes.exactOptional(),
  minutes: minutes.exactOptional(),
  approved: z.boolean().exactOptional(),
});

export const givenSchema = z.strictObject({
  applied: isoDate.exactOptional(),
  /** Dates that the program posted. */
  posted: z.record(slug, isoDate).default({}),
  /** By name of the step: its day, or its days. */
  steps: z.record(slug, z.union([isoDate, z.array(isoDate).min(1)])).default({}),

  attests: z
    .array(z.union([slug, z.strictObject({ statement: slug, detail: z.string() })]))
    .default([]),
  letters: z.array(letter).default([]),
  interviews: z.array(slug).default([]),
  /** Modules, by what became of them; those of other sessions than class days by `at`. */
  modules: z
    .array(
      z.strictObject({
        late: count.exactOptional(),
        missed: count.exactOptional(),
        excused: count.exactOptional(),
        attended: count.exactOptional(),
        at: slug.default('class-day'),
        minutes: count.exactOptional(),
      }),
    )
    .default([]),
  /** Modules of the plan one by one, where minutes matter. */
  roll: z.array(presence).default([]),
  madeUp: z
    .array(
      z.strictObject({
        day: count,
        module: count.exactOptional(),
        minutes: minutes.exactOptional(),
        where: slug.default('next-cohort'),
        on: isoDate.default(defaultDay),
      }),
    )
    .default([]),
  homework: z.int().min(0).default(0),
  /** What adds up, or must not have happened. */
  activities: z.array(activity).default([]),
  documents: z
    .array(
      z.union([
        slug,
        z.strictObject({
          document: slug,
          dated: isoDate.exactOptional(),
          on: isoDate.default(defaultDay),
          with: attributes.default({}),
        }),
      ]),
    )
    .default([]),
  /** What is so of the person, by name; a list where it changed. */
  circumstances: z
    .record(slug, z.union([scalar, z.array(z.strictObject({ is: scalar, on: isoDate })).min(1)]))
    .default({}),
  payments: z
    .array(z.strictObject({ fee: slug, amount: z.number(), on: isoDate.default(defaultDay) }))
    .default([]),
  extensions: z
    .array(z.strictObject({ requirement: slug, on: isoDate.default(defaultDay) }))
    .default([]),
  /** Dates carried over from elsewhere or still to come. */
  anchors: z.record(slug, isoDate).default({}),
  cohort: z.record(slug, scalar).exactOptional(),
  requests: z.array(request).default([]),
  exam: slug.exactOptional(),
  attempts: z.array(attempt).default([]),
  plan: z
    .strictObject({
      /** Each day's date, and how many modules it has. */
      days: z.array(
        z.strictObject({
          kind: slug,
          on: isoDate,
          modules: z.int().min(0).default(3),
          minutes: count.exactOptional(),
        }),
      ),
      sittings: z.array(isoDate).default([]),
    })
    .exactOptional(),
  answers: z.record(slug, slug).default({}),
  judged: z
    .record(
      slug,
      z.union([
        z.enum(['met', 'unmet']),
        z.strictObject({ outcome: z.enum(['met', 'unmet']), choice: z.string().exactOptional() }),
      ]),
    )
    .default({}),
  waived: z.array(slug).default([]),
});
export type Given = z.infer<typeof givenSchema>;

/** The evidence that a case stands for; refs are counted up in the order of the fields above. */
export function evidenceOf(given: Given): readonly EvidenceItem[] {
  const items: EvidenceItem[] = [];
  const add = (item: Unnamed, on = defaultDay) => {
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
        // As many to a session as the plan of the case gives, so that what remains adds up.
        const session = given.plan?.days[Math.floor((module - 1) / 3)];
        const place = session === undefined ? `extra-${module}` : `day-${Math.ceil(module / 3)}`;
        add({
          kind: 'attendance',
          session: place,
          sessionKind: at,
          module: `module-${((module - 1) % 3) + 1}`,
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
    const { exam, marked, minutes, allowed, on, part, completed } = one;
    const { score, points, scaled, parts } = one;
    const id = `attempt-${index + 1}`;
    add(
      {
        kind: 'exam-attempt',
        attempt: id,
        exam: exam ?? given.exam ?? '',
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

import { z } from 'zod';
import type { Context, EvidenceItem, PlannedSession } from '../policy/evidence.js';
import { steps } from '../policy/evidence.js';
import { isoDate, slug } from '../policy/quote.js';

/*
 * What a case is given, in short words. Dates may be left out where they do not matter; then things
 * happened on `defaultDay`.
 */

export const defaultDay = '2026-03-02';

const count = z.int().min(1);
const letter = z.strictObject({
  from: slug,
  relation: slug.default('friend'),
  knownSince: isoDate.default('2015-06-01'),
  roles: z.array(slug).default([]),
  on: isoDate.default(defaultDay),
});
const attempt = z.strictObject({
  marked: z.enum(['passed', 'failed', 'not yet']),
  score: z.number().exactOptional(),
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

export const givenSchema = z.strictObject({
  applied: isoDate.exactOptional(),
  /** Dates that the program posted. */
  posted: z.record(slug, isoDate).default({}),
  steps: z.partialRecord(z.enum(steps), isoDate).default({}),
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
  homework: z.int().min(0).default(0),
  requests: z.array(request).default([]),
  exam: slug.exactOptional(),
  attempts: z.array(attempt).default([]),
  plan: z
    .strictObject({
      /** Each day's date, and how many modules it has. */
      days: z.array(
        z.strictObject({ kind: slug, on: isoDate, modules: z.int().min(0).default(3) }),
      ),
      sittings: z.array(isoDate).default([]),
    })
    .exactOptional(),
  answers: z.record(slug, slug).default({}),
  judged: z.record(slug, z.enum(['met', 'unmet'])).default({}),
  waived: z.array(slug).default([]),
});
export type Given = z.infer<typeof givenSchema>;

/** The evidence that a case stands for; refs are counted up in the order of the fields above. */
export function evidenceOf(given: Given): readonly EvidenceItem[] {
  const items: EvidenceItem[] = [];
  const add = (item: Unnamed, on = defaultDay) => {
    items.push({ ref: `given-${items.length + 1}`, on, ...item });
  };
  for (const step of steps) {
    const on = given.steps[step];
    if (on !== undefined) add({ kind: 'step', step }, on);
  }
  for (const attested of given.attests) {
    add({
      kind: 'attestation',
      ...(typeof attested === 'string' ? { statement: attested } : attested),
    });
  }
  for (const { from, relation, knownSince, roles, on } of given.letters) {
    add({ kind: 'reference', referee: from, relation, roles, knownSince }, on);
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
  for (const [index, { marked, score, minutes, allowed, on }] of given.attempts.entries()) {
    const id = `attempt-${index + 1}`;
    add(
      {
        kind: 'exam-attempt',
        attempt: id,
        exam: given.exam ?? '',
        ...(minutes !== undefined && { minutesTaken: minutes }),
        ...(allowed !== undefined && { minutesAllowed: allowed }),
      },
      on,
    );
    if (marked !== 'not yet') {
      add(
        { kind: 'exam-mark', attempt: id, result: marked, ...(score !== undefined && { score }) },
        on,
      );
    }
  }
  for (const [question, reading] of Object.entries(given.answers)) {
    add({ kind: 'answer', question, reading });
  }
  for (const [requirement, outcome] of Object.entries(given.judged)) {
    add({ kind: 'judgement', requirement, outcome });
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
    ...(given.plan !== undefined && {
      plan: {
        sessions: given.plan.days.map(({ kind, on, modules }, index): PlannedSession => ({
          id: `day-${index + 1}`,
          kind,
          date: on,
          modules: Array.from({ length: modules }, (_, nth) => `module-${nth + 1}`),
        })),
        sittings: given.plan.sittings.map((date, index) => ({ id: `sitting-${index + 1}`, date })),
      },
    }),
  };
}

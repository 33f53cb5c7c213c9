import { describe, expect, test } from '@jest/globals';
import type { Context } from '../evidence.js';
import { judged, type Given } from './judged.fixture.js';

/** What limits on modules missed or late to come to. */

const asked = (more: object = {}) => ({
  kind: 'attendance',
  limits: [{ count: ['missed'], fewerThan: 2 }],
  excused: 'counts',
  sessions: { class: 'counts' },
  lateFrom: 'not stated',
  ...more,
});

let recorded = 0;
/** So many modules alike, each of a session of its own. */
const modules = (count: number, more: object): Given[] =>
  Array.from({ length: count }, () => {
    recorded += 1;
    return {
      kind: 'attendance',
      session: `day-${recorded}`,
      sessionKind: 'class',
      module: '1',
      outcome: 'attended',
      on: '2026-02-02',
      ...more,
    };
  });
const missed = (count: number, more: object = {}) => modules(count, { outcome: 'missed', ...more });
const late = (count: number, minutesLate?: number) =>
  modules(count, { outcome: 'late', ...(minutesLate !== undefined && { minutesLate }) });

/** A plan of which so many modules are still to come. */
const toCome = (count: number): Context => ({
  plan: {
    sessions: Array.from({ length: count }, (_, nth) => ({
      id: `to-come-${nth}`,
      kind: 'class',
      date: '2026-12-01',
      modules: ['1'],
    })),
    sittings: [],
  },
});

describe('how many more break it', () => {
  test('counts that one more late may make one missed as well', () => {
    const both = asked({
      limits: [{ count: ['missed', 'late'], fewerThan: 4 }],
      lateMakeMissed: 3,
    });
    const after = (lates: number, remaining: number) =>
      judged(both, late(lates), { context: toCome(remaining) }).outcome;
    // The second more makes three, and with them one missed.
    expect(after(1, 1)).toStrictEqual({ status: 'met', final: true, margin: 2 });
    expect(after(1, 2)).toStrictEqual({ status: 'met', final: false, margin: 2 });
    expect(after(2, 1)).toStrictEqual({ status: 'met', final: false, margin: 1 });
    expect(after(2, 0)).toStrictEqual({ status: 'met', final: true, margin: 1 });
    expect(after(3, 1)).toMatchObject({ status: 'unmet', have: 4 });
  });

  test('is as many as are missed, where being late makes fewer', () => {
    const made = asked({ limits: [{ count: ['missed'], fewerThan: 3 }], lateMakeMissed: 3 });
    expect(judged(made, late(2)).outcome).toStrictEqual({ status: 'met', final: false, margin: 3 });
    expect(judged(made, late(3)).outcome).toStrictEqual({ status: 'met', final: false, margin: 2 });
  });

  test('is as many as are late, where only these count', () => {
    const never = asked({ limits: [{ count: ['late'], fewerThan: 3 }], lateMakeMissed: 2 });
    expect(judged(never, late(2)).outcome).toStrictEqual({
      status: 'met',
      final: false,
      margin: 1,
    });
    expect(judged(never, missed(2)).outcome).toMatchObject({ margin: 3 });
  });
});

import { describe, expect, test } from '@jest/globals';
import { judged, type Given } from './judged.fixture.js';

/** What is told of a request for an accommodation. */

const on = '2026-03-02';
const asked = {
  kind: 'accommodation',
  open: false,
  inAdvance: 'P5D',
  letter: { from: 'doctor', namesAccommodation: true },
  offers: [
    { id: 'time', title: 'More time', entitled: true },
    { id: 'room', title: 'A room of one’s own', entitled: false },
  ],
};
const request = (offer: string, eventOn?: string, more: object = {}): Given => ({
  kind: 'accommodation-requested',
  on,
  request: 'one',
  requirement: 'asked',
  offer,
  ...(eventOn !== undefined && { eventOn }),
  ...more,
});
const letter = (letterFrom: string, namesAccommodation: boolean): Given => ({
  kind: 'accommodation-documented',
  on,
  request: 'one',
  letterFrom,
  namesAccommodation,
});
const decision = (decided: 'granted' | 'denied'): Given => ({
  kind: 'accommodation-decided',
  on,
  request: 'one',
  decision: decided,
});
const child = (require: object, ...items: Given[]) => judged(require, items).children[0];

describe('a request', () => {
  test('of nobody, or under another requirement, is none', () => {
    for (const items of [[], [request('time', '2026-04-01', { requirement: 'other' })]]) {
      const { outcome, children, evidence } = judged(asked, items);
      expect([outcome, children, evidence]).toStrictEqual([{ status: 'not-applicable' }, [], []]);
    }
  });

  test('that has all it needs waits for a decision, which what is owed leaves little to', () => {
    const owed = child(asked, request('time', '2026-03-07'), letter('doctor', true));
    expect(owed).toMatchObject({
      requirement: 'asked',
      subject: 'one',
      title: 'More time',
      kind: 'accommodation-request',
      evidence: ['fact-1', 'fact-2'],
      findings: [],
      tally: {},
    });
    expect(owed?.outcome).toStrictEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          subject: 'one',
          question: 'More time is owed: the request is complete. Grant it.',
          options: ['granted'],
        },
      ],
    });
    expect(child(asked, request('room'), letter('doctor', true))?.outcome).toMatchObject({
      decisions: [
        { question: 'Is this granted: A room of one’s own?', options: ['granted', 'denied'] },
      ],
    });
  });

  test.each([
    ['P5D', '2026-03-06', 'requested five days before 2026-03-06'],
    ['some', '2026-03-02', 'requested before 2026-03-02'],
  ])('%s ahead of it comes too late for %s', (inAdvance, eventOn, need) => {
    const late = child({ ...asked, inAdvance }, request('time', eventOn), letter('doctor', true));
    expect(late?.outcome).toStrictEqual({
      status: 'unmet',
      have: 'requested on 2026-03-02',
      need,
      reachable: false,
    });
    expect(late?.findings).toStrictEqual([
      { code: 'not-in-advance', text: `Needed: ${need}. Found: requested on 2026-03-02.` },
    ]);
  });

  test('for what is not offered is told what is', () => {
    const other = child(asked, request('dog'), letter('doctor', true));
    expect(other?.title).toBe('dog');
    expect(other?.outcome).toStrictEqual({
      status: 'unmet',
      have: 'something else',
      need: 'one of: time, room',
      reachable: false,
    });
    expect(other?.findings).toStrictEqual([
      { code: 'not-offered', text: 'Needed: one of: time, room. Found: something else.' },
    ]);
    const open = child({ ...asked, open: true }, request('dog'), letter('doctor', true));
    expect(open?.outcome).toMatchObject({
      decisions: [{ question: 'Is this granted: dog?', options: ['granted', 'denied'] }],
    });
  });

  test('without its letter is told which one', () => {
    const outcome = (letterAsked: object, ...letters: Given[]) =>
      child({ ...asked, letter: letterAsked }, request('time'), ...letters)?.outcome;
    const naming = { from: 'doctor', namesAccommodation: true };
    expect(outcome(naming)).toStrictEqual({
      status: 'unmet',
      have: 'no letter',
      need: 'a letter from doctor that names it (More time)',
      reachable: true,
    });
    expect(outcome(naming, letter('doctor', false), letter('friend', true))).toMatchObject({
      have: 'a letter from doctor that does not name it, a letter from friend',
    });
    const any = { from: 'doctor', namesAccommodation: false };
    expect(outcome(any, letter('friend', true))).toMatchObject({ need: 'a letter from doctor' });
    expect(outcome(any, letter('doctor', false))?.status).toBe('needs-decision');
    expect(outcome(naming, letter('doctor', true))?.status).toBe('needs-decision');
  });

  test('that was decided is so, and what was owed and denied is told', () => {
    const complete = [request('time', '2026-04-01'), letter('doctor', true)];
    expect(child(asked, ...complete, decision('granted'))).toMatchObject({
      outcome: { status: 'met', final: true },
      evidence: ['fact-1', 'fact-2', 'fact-3'],
      findings: [],
    });
    const denied = { status: 'unmet', have: 'denied', need: 'granted', reachable: false };
    expect(child(asked, ...complete, decision('denied'))).toMatchObject({
      outcome: denied,
      findings: [
        {
          code: 'denied-though-entitled',
          text: 'More time is owed to whoever meets the conditions, and they were met.',
        },
      ],
    });
    expect(child(asked, request('time', '2026-04-01'), decision('denied'))).toMatchObject({
      outcome: denied,
      findings: [{ code: 'letter-missing' }],
    });
    const open = { ...asked, open: true };
    expect(child(open, request('dog'), letter('doctor', true), decision('denied'))).toMatchObject({
      outcome: denied,
      findings: [],
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import { exampleQuote } from './example.fixture.js';
import { judged, type Given } from './kinds/judged.fixture.js';
import type { Result } from './outcome.js';

/** How all that a requirement may come to is told as one. */

const rules = [exampleQuote];
const asked = (more: object) => ({ ...more, id: 'asked', title: 'Asked' });
const attest = (id: string, text: string, more: object = {}) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text,
  ...more,
});
const hours = (atLeast: number, more: object = {}) => ({
  id: 'hours',
  kind: 'tally',
  title: 'Hours',
  tally: 'work',
  unit: 'hours',
  atLeast,
  window: 'none',
  ...more,
});
const worked = (amount: number): Given => ({
  kind: 'activity',
  tally: 'work',
  amount,
  unit: 'hours',
  on: '2026-03-02',
});
/** Not recorded: of which trade somebody is. Each of these is asked otherwise. */
const across = (require: object, ways: Readonly<Record<string, object>>, items: Given[] = []) =>
  judged(asked(require), items, {
    more: {
      variations: Object.entries(ways).map(([trade, to]) => ({
        id: trade,
        title: trade,
        as: 'variant',
        rules,
        for: { trade: [trade] },
        changes: [{ requirement: 'asked', to }],
      })),
    },
  });
const told = ({ outcome }: Result) => {
  if (outcome.status !== 'unmet') throw new Error(`it is ${outcome.status}`);
  const { have, need, unit } = outcome;
  return { have, need, unit };
};

describe('what there is and what is needed', () => {
  test('is told once where it is the same, and in one unit where it is not', () => {
    const { have, need, unit } = told(across(hours(40), { nurse: hours(20) }, [worked(10)]));
    expect({ have, need, unit }).toStrictEqual({ have: 10, need: '40 or 20', unit: 'hours' });
  });

  test('is told with its unit where that differs, whichever comes first', () => {
    const days = hours(5, { id: 'days', unit: 'days', convert: [] });
    expect(told(across(hours(40), { nurse: days }))).toStrictEqual({
      have: '0 hours or 0 days',
      need: '40 hours or 5 days',
      unit: undefined,
    });
    const word = attest('word', 'I hold v1.5 of it. It is mine.');
    expect(told(across(hours(40), { nurse: word }))).toStrictEqual({
      have: '0 hours or not attested',
      need: '40 hours or I hold v1.5 of it. It is mine',
      unit: undefined,
    });
    expect(told(across({ ...word, id: 'asked' }, { nurse: hours(40) }))).toStrictEqual({
      have: 'not attested or 0 hours',
      need: 'I hold v1.5 of it. It is mine or 40 hours',
      unit: undefined,
    });
  });
});

test('numbers worth showing are those that are the same in all', () => {
  const ways = { nurse: hours(20), doctor: hours(40, { title: 'Hours of doctors' }) };
  const { tally, children } = across(hours(40), ways, [worked(10)]);
  expect(children).toHaveLength(3);
  expect(tally).toStrictEqual({ have: 10 });
});

describe('what follows, what the credential is and until when', () => {
  const stage = (of: string, notAfter: string, otherwise: string) => ({
    kind: 'stage',
    title: of,
    id: of,
    stage: 'full',
    notAfter,
    otherwise,
    of: attest(`of-${of}`, `I do ${of}.`),
  });

  test('are told where they are the same in all', () => {
    const { until, otherwise } = across(stage('base', '2026-12-31', 'reapply'), {
      nurse: stage('nurses', '2026-12-31', 'reapply'),
    });
    expect({ until, otherwise }).toStrictEqual({ until: '2026-12-31', otherwise: 'reapply' });
  });

  test('and not where they are not', () => {
    const result = across(stage('base', '2026-12-31', 'reapply'), {
      nurse: stage('nurses', '2026-11-30', 'disqualified'),
    });
    for (const field of ['until', 'otherwise', 'standing'])
      expect(result).not.toHaveProperty(field);
  });

  const bands = (standing: string, title: string) => ({
    id: 'bands',
    kind: 'bands',
    title,
    step: 'renewed',
    bands: [{ id: 'ever', title: 'Ever', notAfter: 'none', standing, require: 'none' }],
    beyond: 'none',
  });
  test('of a credential as well', () => {
    const standing = (other: string) =>
      across(bands('active', 'A'), { nurse: bands(other, 'B') }).standing;
    expect([standing('active'), standing('lapsed')]).toStrictEqual(['active', undefined]);
  });
  test('and of the band that holds, unless it is another or is called otherwise', () => {
    const holds = (id: string, title: string) => {
      const [ever] = bands('active', 'B').bands;
      const other = { ...bands('active', 'B'), bands: [{ ...ever, id, title }] };
      return across(bands('active', 'A'), { nurse: other }).holds;
    };
    expect([holds('ever', 'Ever'), holds('late', 'Ever'), holds('ever', 'Late')]).toStrictEqual([
      { id: 'ever', title: 'Ever' },
      undefined,
      undefined,
    ]);
  });
});

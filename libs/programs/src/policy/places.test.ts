import { describe, expect, test } from '@jest/globals';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { shippedPolicies } from './file/load.js';
import { placedQuotes, placedRequirements, placedVariations } from './places.js';
import { policyName, type Policy } from './schema.js';
import { findRequirement } from './terms.js';

/** Where the requirements and the quotes of a policy stand in its file. */

const rules = (...ids: readonly string[]) => ids.map((id) => ({ ...exampleQuote, id }));
const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: 'So it is.',
  rules: rules(`of-${id}`),
});
const term = (id: string) => ({ id, title: id, value: 'So much.', rules: rules(`of-${id}`) });
const advice = (id: string) => ({ ...exampleQuote, id, as: 'advice' });
const composite = (id: string, more: object) => ({ id, title: id, ...more });

/** With something in every place that there is. */
const everything = policyAsking(
  {
    kind: 'all',
    of: [
      attest('first'),
      composite('any', { kind: 'any', rules: rules('of-any'), of: [attest('a'), attest('b')] }),
      composite('some', { kind: 'k-of-n', atLeast: 1, of: [attest('c'), attest('d')] }),
      composite('not', { kind: 'not', of: attest('e') }),
      composite('when', { kind: 'when', when: attest('f'), then: attest('g') }),
      composite('read', {
        kind: 'readings',
        question: 'which',
        readings: { this: attest('h'), that: attest('i') },
      }),
      composite('alike', { kind: 'same-as', requirement: 'a' }),
      composite('stage', { kind: 'stage', stage: 'full', notAfter: 'none', of: attest('j') }),
      composite('bands', {
        kind: 'bands',
        step: 'renewed',
        bands: ['none', attest('k')].map((require, place) => ({
          id: `band-${place}`,
          title: 'A band',
          notAfter: '2026-01-31',
          standing: 'active',
          require,
        })),
        beyond: { standing: 'expired', action: 'none' },
      }),
      composite('tiers', { kind: 'tiers', tieBreak: 'none', of: [attest('l'), attest('m')] }),
    ],
  },
  {
    documents: [{ id: 'law', title: 'Law', held: false, rules: rules('law-1', 'law-2') }],
    questions: [
      {
        id: 'which',
        ask: 'Which?',
        rules: rules('which-1'),
        readings: ['this', 'that'].map((id) => ({ id, says: 'So.' })),
        settled: 'not stated',
      },
    ],
    dates: [
      { id: 'due', title: 'Due', is: 'application', rules: rules('due-1') },
      { id: 'end', title: 'End', is: 'application', rules: rules('end-1') },
    ],
    governs: { by: 'application', rules: rules('governs-1') },
    variations: [
      {
        id: 'other',
        title: 'Other',
        as: 'variant',
        rules: rules('other-1'),
        changes: [
          { requirement: 'a', to: 'none' },
          { requirement: 'b', to: composite('n', { kind: 'not', of: attest('o') }) },
        ],
      },
    ],
    renew: {
      require: 'not stated',
      duties: [attest('p'), attest('q')],
      terms: [term('r'), term('s')],
      guidance: [advice('t'), advice('u')],
    },
    appeal: { require: attest('v') },
  },
);

const policies = [...shippedPolicies(), everything].map((policy) => ({
  name: policyName(policy),
  policy,
}));

function at(policy: Policy, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inside, name) => (inside as Record<string, unknown>)[name], policy);
}

/** All objects anywhere in a policy that have these fields. */
function having(value: unknown, fields: readonly string[]): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((one) => having(one, fields));
  return fields.every((field) => field in value) ? [value, ...inside] : inside;
}

describe.each(policies)('in $name', ({ policy }) => {
  test('every quote is found, once, and stands where it is said to', () => {
    const found = [...placedQuotes(policy)];
    for (const { quote, path } of found) expect(at(policy, path)).toBe(quote);
    const all = having(policy, ['source', 'quote']);
    expect(found).toHaveLength(all.length);
    expect(new Set(found.map(({ quote }) => quote))).toEqual(new Set(all));
  });

  test('every requirement is found, once, and stands where it is said to', () => {
    const found = [...placedRequirements(policy), ...placedVariations(policy)];
    for (const { requirement, path } of found) expect(at(policy, path)).toBe(requirement);
    const all = having(policy, ['id', 'kind', 'rules']);
    expect(found).toHaveLength(all.length);
    expect(new Set(found.map(({ requirement }) => requirement))).toEqual(new Set(all));
  });
});

test('a requirement is quoted where it, or one around it, has a quote', () => {
  const unquoted = (require: object) =>
    [...placedRequirements(policyAsking(require))]
      .filter(({ quoted }) => !quoted)
      .map(({ requirement }) => requirement.id);
  const bare = { ...attest('bare'), rules: [] };
  const around = (more: object) => ({ kind: 'all', of: [composite('one', more)] });
  expect(unquoted({ ...around({ kind: 'not', of: bare }), rules: rules('E-1') })).toEqual([]);
  expect(unquoted({ ...around({ kind: 'not', of: bare }), rules: [] })).toEqual([
    'asked',
    'one',
    'bare',
  ]);
  expect(
    unquoted({ ...around({ kind: 'not', of: bare, rules: rules('E-1') }), rules: [] }),
  ).toEqual(['asked']);
  const duties = policyAsking(bare, { select: { require: 'none', duties: [bare] } });
  expect([...placedRequirements(duties)].map(({ quoted }) => quoted)).toEqual([false, false]);
});

test('what a variation puts in the place of a requirement is quoted by the variation', () => {
  const placed = [...placedVariations(everything)];
  expect(placed.map(({ requirement, quoted }) => [requirement.id, quoted])).toEqual([
    ['n', true],
    ['o', true],
  ]);
});

test('a requirement is found by its id, with the section it stands in', () => {
  const found = (id: string) => {
    const one = findRequirement(everything, id);
    return one === undefined ? undefined : [one.requirement.id, one.section];
  };
  expect(['asked', 'k', 'q', 'v', 'n', 'nothing'].map(found)).toEqual([
    ['asked', 'apply'],
    ['k', 'apply'],
    ['q', 'renew'],
    ['v', 'appeal'],
    // What holds instead of a requirement stands in the section of that.
    ['n', 'apply'],
    undefined,
  ]);
});

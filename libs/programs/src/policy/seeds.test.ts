import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema, type Case } from '../cases/case.js';
import { loadPolicyFile, shippedPolicyFiles } from './file/load.js';
import { placedQuotes, placedRequirements, placedVariations } from './places.js';
import { sectionNames, type Requirement } from './schema.js';
import { select } from './selection.js';
import { isValue } from './stated.js';

const data = join(import.meta.dirname, '../../data');
const caseFolder = join(import.meta.dirname, '../../cases');
const maine = 'us/maine/cipss/2024-01-01.yaml';
const mississippi = 'us/mississippi/cpss/2012-07-01.yaml';
const minnesota = 'us/minnesota/cps/2008-01-01.yaml';

const load = (path: string) => loadPolicyFile(join(data, path));
const ids = (prefix: string, numbers: string) =>
  numbers.split(' ').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const count = Number(to) - Number(from) + 1;
    return Array.from(
      { length: count },
      (_, nth) => `${prefix}-${String(Number(from) + nth).padStart(2, '0')}`,
    );
  });

/** Rules of each source by the ids of its reading; `soft` is advice and description, which is never judged. */
const sources = [
  { path: maine, rules: ids('S0', '01-33 36'), soft: ids('S0', '34 35') },
  {
    path: mississippi,
    rules: ids('S3', '05-09 11-26 28-37 39 44'),
    soft: ids('S3', '01 02 04 10 27 38 40 42 45'),
  },
  { path: minnesota, rules: ids('S4', '02 04 05'), soft: ids('S4', '06 08 10') },
];

describe.each(sources)('$path', ({ path, rules, soft }) => {
  const policy = load(path);
  const quotes = [...placedQuotes(policy)];

  test('quotes every rule of its source', () => {
    const found = new Set(quotes.map(({ quote }) => quote.id));
    expect([...rules, ...soft].filter((id) => !found.has(id))).toEqual([]);
  });

  test('judges nobody by advice', () => {
    const places = quotes
      .filter(({ quote }) => soft.includes(quote.id))
      .map(({ path: at }) => at[1]);
    expect(new Set(places)).toEqual(new Set(['guidance']));
  });

  test('names nobody, and quotes nothing that was taken out of its source', () => {
    const texts = policy.sources.map(({ text }) =>
      readFileSync(join(data, dirname(path), text), 'utf8'),
    );
    const contacts = /\(?\d{3}\)?[ -]?\d{3}[-‐]\d{4}|@|\[email/;
    expect(contacts.test('(207)287-2595')).toBe(true);
    expect(texts.filter((text) => contacts.test(text))).toEqual([]);
    expect(texts.every((text) => text.includes('[…]'))).toBe(true);
    expect(quotes.filter(({ quote }) => quote.quote.includes('…'))).toEqual([]);
  });

  test('settles no question by itself', () => {
    expect(policy.questions.filter(({ settled }) => settled !== 'not stated')).toEqual([]);
  });
});

test('names the law that Minnesota’s rules are in as not held', () => {
  expect(load(minnesota).documents).toMatchObject([{ id: 'statute', held: false }]);
  expect([load(maine).documents, load(mississippi).documents]).toEqual([[], []]);
});

test('says of Minnesota’s silences that they are not stated, and asks nothing of the person', () => {
  const policy = load(minnesota);
  expect([policy.exam, policy.renew, policy.appeal]).toEqual([
    'not stated',
    'not stated',
    'not stated',
  ]);
  const asked = sectionNames.filter((name) => {
    const section = policy[name];
    return isValue(section) && isValue<object>(section.require);
  });
  expect(asked).toEqual(['select']);
  expect([...placedRequirements(policy)].map(({ requirement }) => requirement.kind)).toEqual([
    'when',
    'circumstance',
    'all',
    'circumstance',
    'any',
    'document',
    'attestation',
  ]);
});

test('gives Mississippi’s last seat inside a group to nobody: a person decides', () => {
  const candidate = (id: string, name: string, value: string) => ({
    id,
    evidence: Object.entries({ employer: 'other', sponsor: 'none-of-them', [name]: value }).map(
      ([of, is]) =>
        ({
          ref: `${id}-${of}`,
          kind: 'circumstance',
          on: '2026-01-05',
          name: of,
          value: is,
        }) as const,
    ),
    context: { appliedOn: `2026-01-1${id.length}` },
  });
  const chosen = select(
    load(mississippi),
    'priority',
    [
      candidate('cleo', 'seeks-certification-for', 'marketability'),
      candidate('ben', 'sponsor', 'dmh-certified-provider'),
      candidate('ana-maria', 'employer', 'dmh-certified-provider'),
      candidate('li', 'sponsor', 'dmh-certified-provider'),
    ],
    2,
    '2026-03-02',
  );
  expect(chosen.taken).toEqual(['ana-maria']);
  expect(chosen.toDecide).toMatchObject({ seats: 1, why: 'tie' });
  expect(new Set(chosen.toDecide?.among)).toEqual(new Set(['ben', 'li']));
});

describe('every requirement of a data file has cases', () => {
  const caseFiles = readdirSync(join(caseFolder, 'us'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) =>
      caseFileSchema.parse(
        parse(readFileSync(join(caseFolder, 'us', file), 'utf8'), { merge: true }),
      ),
    );

  test.each(shippedPolicyFiles().map((file) => file.slice(data.length + 1)))('%s', (path) => {
    const outcomes = new Map<string, Set<string>>();
    for (const one of caseFiles
      .filter(({ policy }) => policy === path)
      .flatMap(({ cases }) => cases)) {
      for (const [id, outcome] of expectations(one)) {
        outcomes.set(id, (outcomes.get(id) ?? new Set()).add(outcome));
      }
    }
    const policy = load(path);
    const placed = [...placedRequirements(policy), ...placedVariations(policy)];
    const lacking = placed.flatMap(({ requirement }) => {
      const { id } = requirement;
      const seen = [...(outcomes.get(id) ?? [])];
      if (seen.length === 0) return [`${id} has no case`];
      const oneSided = seen.length === 1 && !hasOneSide(requirement, seen[0]);
      return oneSided ? [`${id} has cases that are ${seen[0] ?? ''} only`] : [];
    });
    expect(lacking).toEqual([]);
  });
});

/** What is never judged, a preference, and what costs nothing cannot come out otherwise. */
function hasOneSide(requirement: Requirement, outcome: string | undefined): boolean {
  if (outcome === 'not stated' || requirement.kind === 'tiers') return true;
  return requirement.kind === 'fee' && (requirement.amount === 0 || requirement.amount === 'none');
}

/** What a case says of requirements, by their id; of a part of one too, such as a request. */
function* expectations({ then, answered }: Case): Generator<readonly [string, string]> {
  const readings = Object.values(answered).flatMap((question) => Object.values(question));
  for (const one of [then, ...readings]) {
    for (const [name, expected] of Object.entries(one)) {
      const outcome = typeof expected === 'string' ? expected : expected.outcome;
      yield [name.split('.')[0] ?? name, outcome];
    }
  }
}

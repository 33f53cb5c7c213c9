import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema, type Case } from '../cases/case.js';
import { loadPolicyFile, shippedPolicyFiles } from './file/load.js';
import { placedQuotes, placedRequirements, placedVariations } from './places.js';
import { sectionNames, type Policy, type Requirement } from './schema.js';
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

/** Rules of each source by the ids of its reading; `soft` is advice, which must never be judged. */
const sources = [
  { path: maine, rules: ids('S0', '01-26 28-33 36'), soft: [] },
  { path: mississippi, rules: ids('S3', '05-09 11-26 28-37 39 44'), soft: ids('S3', '38') },
  { path: minnesota, rules: ids('S4', '02 04 05'), soft: [] },
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
    expect(new Set(places)).toEqual(new Set(soft.length === 0 ? [] : ['guidance']));
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

/*
 * What each source states, excludes or is silent on, and where its policy says so: V a value, X that
 * there is none, - not stated. A place is a section, a term or a field of a requirement.
 */
type Cell = readonly ['V' | 'X' | '-', string];
const topics: Readonly<Record<string, readonly [Cell, Cell, Cell]>> = {
  'minimum age': [
    ['V', 'age.text'],
    ['V', 'age.text'],
    ['-', 'apply:minimum-age'],
  ],
  'minimum age beside the youth branch': [
    ['V', 'age.text'],
    ['-', 'apply:minimum-age-with-diploma'],
    ['-', 'apply:minimum-age'],
  ],
  education: [
    ['-', 'apply:education'],
    ['V', 'education.of'],
    ['-', 'apply:education'],
  ],
  'residence or work': [
    ['-', 'apply:residence'],
    ['V', 'residence.text'],
    ['-', 'apply:residence'],
  ],
  'lived experience': [
    ['V', 'lived-experience.text'],
    ['V', 'lived-experience.text'],
    ['-', 'apply:lived-experience'],
  ],
  'recovery duration': [
    ['-', 'apply:recovery-duration'],
    ['-', 'apply:recovery-duration'],
    ['-', 'apply:recovery-duration'],
  ],
  prerequisites: [
    ['V', 'earlier-classes.readings'],
    ['V', 'pre-training.step'],
    ['-', 'apply:prerequisites'],
  ],
  'prior experience hours': [
    ['-', 'apply:prior-experience'],
    ['V', 'hours-at-any-time.atLeast'],
    ['-', 'apply:prior-experience'],
  ],
  references: [
    ['V', 'references.count'],
    ['V', 'references.count'],
    ['-', 'apply:references'],
  ],
  'constraints on references': [
    ['-', 'references.from'],
    ['-', 'references.knownFor'],
    ['-', 'apply:references'],
  ],
  interview: [
    ['-', 'select:interview'],
    ['-', 'select:interview'],
    ['-', 'select:interview'],
  ],
  'selection priority': [
    ['V', 'preference.of'],
    ['V', 'priority.of'],
    ['V', 'cohort-for-veterans.then'],
  ],
  'order inside a tier': [
    ['-', 'preference.tieBreak'],
    ['-', 'priority.tieBreak'],
    ['-', 'select:seats'],
  ],
  'fee for the training': [
    ['X', 'training-fee.amount'],
    ['V', 'training-fee.amount'],
    ['-', 'train:training-fee'],
  ],
  'fee before the training': [
    ['X', 'earlier-training-fee.amount'],
    ['V', 'application-fee.amount'],
    ['-', 'apply:application-fee'],
  ],
  scholarships: [
    ['-', 'apply:scholarships'],
    ['V', 'training-fee.waiver'],
    ['-', 'apply:scholarships'],
  ],
  'curriculum amount': [
    ['V', 'classroom-days.duty'],
    ['V', 'classroom-days.duty'],
    ['V', 'train:next-class'],
  ],
  'curriculum hours': [
    ['-', 'train:curriculum-hours'],
    ['-', 'train:curriculum-hours'],
    ['-', 'train:curriculum-hours'],
  ],
  attendance: [
    ['V', 'hours-missed.atMost'],
    ['-', 'train:attendance'],
    ['-', 'train:attendance'],
  ],
  'protected days': [
    ['V', 'first-two-days.days'],
    ['-', 'train:attendance'],
    ['-', 'train:attendance'],
  ],
  lateness: [
    ['-', 'train:lateness'],
    ['-', 'train:lateness'],
    ['-', 'train:lateness'],
  ],
  'make-up': [
    ['V', 'made-up-in-the-next-round.where'],
    ['-', 'train:make-up'],
    ['-', 'train:make-up'],
  ],
  homework: [
    ['V', 'workbook.readings'],
    ['-', 'train:homework'],
    ['-', 'train:homework'],
  ],
  'exam kind': [
    ['V', 'final-test.parts'],
    ['V', 'examination.parts'],
    ['-', 'exam'],
  ],
  'exam timing': [
    ['V', 'exam:exam-timing'],
    ['V', 'exam-timing.duty'],
    ['-', 'exam'],
  ],
  'pass mark': [
    ['X', 'final-test.passMark'],
    ['V', 'examination.passMark'],
    ['-', 'exam'],
  ],
  attempts: [
    ['-', 'final-test.attempts.atMost'],
    ['V', 'examination.attempts.atMost'],
    ['-', 'exam'],
  ],
  'after the last attempt': [
    ['-', 'final-test.attempts.afterLast'],
    ['V', 'examination.attempts.afterLast'],
    ['-', 'exam'],
  ],
  'attempts anew after retraining': [
    ['-', 'final-test.attempts.per'],
    ['-', 'examination.attempts.per'],
    ['-', 'exam'],
  ],
  'waiting period': [
    ['-', 'final-test.attempts.waiting'],
    ['-', 'examination.attempts.waiting'],
    ['-', 'exam'],
  ],
  accommodations: [
    ['-', 'exam:accommodations'],
    ['-', 'exam:accommodations'],
    ['-', 'exam'],
  ],
  stages: [
    ['V', 'provisional-certificate.stage'],
    ['V', 'certification.of'],
    ['-', 'certify.require'],
  ],
  fieldwork: [
    ['V', 'practice-p.atLeast'],
    ['-', 'certify:supervised-hours'],
    ['-', 'certify.require'],
  ],
  'supervised hours': [
    ['-', 'certify:supervised-hours'],
    ['-', 'certify:supervised-hours'],
    ['-', 'certify.require'],
  ],
  'continuing education': [
    ['V', 'courses-this-year.atLeast'],
    ['-', 'renew'],
    ['-', 'renew'],
  ],
  'renewal term': [
    ['V', 'renew:renewal-term'],
    ['-', 'renew'],
    ['-', 'renew'],
  ],
  'grace, lapse and reinstatement': [
    ['V', 'kept-up-decision.options'],
    ['-', 'renew'],
    ['-', 'renew'],
  ],
  'code of ethics': [
    ['-', 'certify:code-of-ethics'],
    ['-', 'certify:code-of-ethics'],
    ['-', 'certify.require'],
  ],
  'background check': [
    ['X', 'apply:background-check'],
    ['-', 'apply:background-check'],
    ['-', 'apply:background-check'],
  ],
  'revocation and appeal': [
    ['-', 'appeal'],
    ['-', 'appeal'],
    ['-', 'appeal'],
  ],
};

describe.each([
  [maine, 0],
  [mississippi, 1],
  [minnesota, 2],
] as const)('what %s states', (path, column) => {
  const policy = load(path);
  test.each(Object.entries(topics))('%s', (_, row) => {
    const [cell, place] = row[column];
    expect([place, sort(valueAt(policy, place))]).toEqual([place, cell]);
  });
});

function sort(value: unknown): Cell[0] {
  if (value === undefined) throw new Error('there is no such place');
  if (value === 'not stated') return '-';
  // Nothing to pay, and nothing to reach, are said outright.
  return value === 'none' || value === 0 || value === 'completed' ? 'X' : 'V';
}

/** `section`, `section.require`, `section:term`, or `requirement.field`. */
function valueAt(policy: Policy, place: string): unknown {
  const [head = '', ...fields] = place.split(/[.:]/);
  const name = sectionNames.find((one) => one === head);
  if (name !== undefined) {
    const section = policy[name];
    if (fields.length === 0) return isValue(section) ? 'a value' : section;
    if (!isValue(section)) return undefined;
    if (place.includes(':')) return section.terms.find(({ id }) => id === fields[0])?.value;
    return section.require;
  }
  const found = [...placedRequirements(policy)].find(({ requirement }) => requirement.id === head);
  return fields.reduce<unknown>(
    (value, field) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<string, unknown>>)[field]
        : undefined,
    found?.requirement,
  );
}

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

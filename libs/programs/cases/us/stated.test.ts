import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isValue, sectionNames, type Policy } from '../../src/index.js';
import { loadPolicyFile, shippedPolicyFiles } from '../../src/policy/file/load.js';
import { placedRequirements } from '../../src/policy/places.js';
import {
  laterMassachusetts,
  maine,
  massachusetts,
  minnesota,
  mississippi,
  places,
} from './stated.fixture.js';

/** The source gives a value, says that there is none, or is silent. */
type Sort = 'V' | 'X' | '-';

const data = join(import.meta.dirname, '../../data');
const load = (policy: string) => loadPolicyFile(join(data, `${policy}.yaml`));

/** The rows of the table: a topic, and what each source says of it in the order of the policies. */
const [[, ...policies] = [], , ...rows] = readFileSync(
  join(import.meta.dirname, 'stated.md'),
  'utf8',
)
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('there is a column for every policy, and a place for every cell', () => {
  const shipped = shippedPolicyFiles().map((file) => file.slice(data.length + 1, -'.yaml'.length));
  expect(policies.toSorted()).toEqual(shipped);
  expect(rows.length).toBeGreaterThan(30);
  for (const policy of policies) {
    const topics = Object.keys(places[policy] ?? {});
    expect([policy, ...topics]).toEqual([policy, ...rows.map(([topic]) => topic)]);
  }
});

describe.each(policies.map((policy, column) => [policy, column] as const))(
  'what is told of %s',
  (policy, column) => {
    const told = load(policy);
    test.each(rows.map(([topic = '', ...cells]) => [topic, cells[column] ?? ''] as const))(
      '%s: %s',
      (topic, cell) => {
        const found = (places[policy]?.[topic] ?? '').split(' ');
        expect(cell).toMatch(/^[VX-]/);
        const sorts = found.map((place) => [place, sortOf(valueAt(told, place))]);
        expect(sorts).toEqual(found.map((place) => [place, cell[0]]));
      },
    );
  },
);

/** What the table has no row for. */
test.each<[string, string, Sort]>([
  [maine, 'references.from', '-'],
  [maine, 'preference.tieBreak', '-'],
  [maine, 'train:curriculum-hours', '-'],
  [maine, 'exam:exam-fee', 'V'],
  [maine, 'certify:certifying-body', 'V'],
  [maine, 'certify:differing-requirements', 'X'],
  [maine, 'certify:certification-of-supervisors', 'X'],
  [maine, 'train:who-else-pays', 'X'],
  [maine, 'final-test.attempts.afterLast', '-'],
  [maine, 'final-test.attempts.per', '-'],
  [maine, 'renew:reinstatement', '-'],
  [massachusetts, 'modules-sum.lateFrom', '-'],
  [massachusetts, 'train:leaving-early', '-'],
  [massachusetts, 'train:late-to-a-class', '-'],
  [massachusetts, 'train:modules-in-all', '-'],
  [massachusetts, 'train:curriculum-hours', '-'],
  [massachusetts, 'homework.threshold', '-'],
  [massachusetts, 'homework.weight', '-'],
  [massachusetts, 'written-exam.attempts.afterLast', '-'],
  [laterMassachusetts, 'interview.mode', '-'],
  [laterMassachusetts, 'references.knownFor', '-'],
  [laterMassachusetts, 'references.distinct', '-'],
  [laterMassachusetts, 'priority.tieBreak', '-'],
  [laterMassachusetts, 'homework.sessions', '-'],
  [laterMassachusetts, 'homework.threshold', '-'],
  [laterMassachusetts, 'train:curriculum-hours', '-'],
  [mississippi, 'apply:minimum-age-with-diploma', '-'],
  [mississippi, 'references.knownFor', '-'],
  [mississippi, 'priority.tieBreak', '-'],
  [mississippi, 'train:curriculum-hours', '-'],
  [mississippi, 'examination.attempts.per', '-'],
  [minnesota, 'select:seats', '-'],
  [minnesota, 'train:curriculum-hours', '-'],
])('%s has %s: %s', (policy, place, sort) => {
  expect(sortOf(valueAt(load(policy), place))).toBe(sort);
});

function sortOf(value: unknown): Sort {
  if (value === undefined) throw new Error('there is no such place');
  if (value === 'not stated') return '-';
  // Nothing to pay, and nothing to reach, are said outright.
  return value === 'none' || value === 0 || value === 'completed' ? 'X' : 'V';
}

function valueAt(policy: Policy, place: string): unknown {
  if (place === 'documents') return policy.documents.length === 0 ? 'not stated' : 'a value';
  const [head = '', ...fields] = place.split(/[.:]/);
  const name = sectionNames.find((one) => one === head);
  if (name !== undefined) {
    const section = policy[name];
    if (fields.length === 0) return isValue(section) ? 'a value' : section;
    return isValue(section) ? section.terms.find(({ id }) => id === fields[0])?.value : undefined;
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

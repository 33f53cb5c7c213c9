import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { caseFileSchema, type CaseFile } from '../src/cases/case.js';
import { differences } from '../src/cases/differences.js';
import { loadPolicyFile, type Policy } from '../src/index.js';
import { minutesOf, parsePeriod, timeSpanOf } from '../src/policy/calendar.js';
import { placedRequirements } from '../src/policy/places.js';
import { childPlaces } from '../src/policy/requirement.js';

/*
 * Every number, period and length of time of every requirement and every date is moved a little, each
 * way, and some case must notice: a threshold has a case on each side, or is listed with the reason.
 */
const unnoticed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cases/shapes/b29-recipes/2024-01-01.yaml': {
    'second-recipe.quotas.0.atLeast 5 → 4':
      'With at most 5 and 10 hours of the others, twenty hours hold five certified ones anyway.',
  },
  'data/us/maine/cipss/2024-01-01.yaml': {
    'co-reflections-p-since-calendar.window.to.plus P1Y → P12M1D':
      'The stage around it is over by then.',
    'co-reflections-p-since-three-months.atLeast 4 → 3':
      'Four times three months since the training lie in the time, and ask for four.',
    'co-reflections-p-since-three-months.window.to.plus P1Y → P12M1D': 'The same.',
  },
  'data/us/massachusetts/cps/2018-01-01.yaml': {
    'testing-accommodation.offers.0.time.factor 1.5 → 0.5':
      'Judges nobody: the time allowed is reckoned with it, which has a test of its own.',
    'testing-accommodation.offers.0.time.factor 1.5 → 2.5': 'The same.',
  },
  'cases/whole/nremt-certification/2024-01-01.yaml': {
    'cognitive-exam.attempts.atMost 6 → 7': 'The two blocks of three end the attempts as well.',
    'cognitive-exam.attempts.blocks.1.attempts 3 → 4': 'Six attempts in all are the end as well.',
  },
};

const here = import.meta.dirname;
const library = join(here, '..');
const data = join(library, 'data');

function caseFilesByPolicy(): ReadonlyMap<string, readonly CaseFile[]> {
  const found = new Map<string, CaseFile[]>();
  for (const file of readdirSync(here, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.yaml') || /\d{4}-\d{2}-\d{2}\.yaml$/.test(file)) continue;
    const cases = caseFileSchema.parse(
      parse(readFileSync(join(here, file), 'utf8'), { merge: true }),
    );
    const folder = cases.policy.startsWith('.') ? join(here, dirname(file)) : data;
    const path = relative(library, join(folder, cases.policy));
    found.set(path, [...(found.get(path) ?? []), cases]);
  }
  return found;
}

type Path = readonly (string | number)[];

interface Moved {
  readonly path: Path;
  /** By requirement and field, for example `hours-missed.atMost PT5H → PT5H1M`. */
  readonly name: string;
  readonly value: unknown;
}

/** Fields that hold words, or a choice rather than a threshold. */
const words = new Set(['id', 'kind', 'title', 'note', 'rules', 'text', 'details', 'where', 'for']);

function* movedIn(policy: Policy): Generator<Moved> {
  for (const { requirement, path } of placedRequirements(policy)) {
    const children = childPlaces(requirement).map(([, place]) => place.join('.'));
    yield* movedBelow(requirement, requirement.id, path, (own) => children.includes(own));
  }
  for (const [index, { id, is }] of policy.dates.entries()) {
    yield* movedBelow(is, id, ['dates', index, 'is'], () => false);
  }
}

function* movedBelow(
  value: unknown,
  id: string,
  around: Path,
  leaveOut: (own: string) => boolean,
  own: Path = [],
): Generator<Moved> {
  const field = own.join('.');
  if (leaveOut(field)) return;
  for (const other of nextTo(value)) {
    const name = `${id}.${field} ${String(value)} → ${String(other)}`;
    yield { path: [...around, ...own], name, value: other };
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [inner, below] of Object.entries(value)) {
    if (!words.has(inner)) yield* movedBelow(below, id, around, leaveOut, [...own, inner]);
  }
}

/** A little less and a little more; a period of months is shortened by one to four days. */
function nextTo(value: unknown): readonly unknown[] {
  if (typeof value === 'number') return value > 0 ? [value - 1, value + 1] : [value + 1];
  if (typeof value !== 'string') return [];
  if (/^PT\d/.test(value)) {
    return [timeSpanOf(minutesOf(value) - 1), timeSpanOf(minutesOf(value) + 1)];
  }
  if (!/^P\d/.test(value)) return [];
  const { months, days } = parsePeriod(value);
  const shorter = days > 0 ? `P${months}M${days - 1}D` : `P${months - 1}M27D`;
  return [shorter, `P${months}M${days + 1}D`];
}

function withValue(policy: Policy, path: Path, value: unknown): Policy {
  const copy = structuredClone(policy);
  let inside: unknown = copy;
  for (const field of path.slice(0, -1)) inside = (inside as Record<string, unknown>)[field];
  (inside as Record<string, unknown>)[path.at(-1) ?? ''] = value;
  return copy;
}

describe.each([...caseFilesByPolicy()])('%s', (path, caseFiles) => {
  test('has a case on each side of every threshold', () => {
    const policy = loadPolicyFile(join(library, path));
    // A case that fails anyway notices nothing.
    const holding = caseFiles.flatMap(({ section, cases }) =>
      cases
        .filter((one) => differences(policy, section, one).length === 0)
        .map((one) => ({ section, one })),
    );
    const noticed = (changed: Policy) =>
      holding.some(({ section, one }) => differences(changed, section, one).length > 0);
    const missed = [...movedIn(policy)]
      .filter((moved) => !noticed(withValue(policy, moved.path, moved.value)))
      .map(({ name }) => name);
    const explained = unnoticed[path] ?? {};
    expect(missed.sort()).toEqual(Object.keys(explained).sort());
  });
});

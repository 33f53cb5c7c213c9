import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { momentSchema } from '../../moment.js';
import { isoDate, slug, words } from '../../quote.js';
import { policySchema } from '../../schema.js';
import { stated } from '../../stated.js';
import { varying, whereSchema } from '../../where.js';
import { windowSchema } from '../../window.js';
import { shippedPolicies } from '../load.js';
import { shaped } from './shape.js';
import type { Issue } from './wants.js';

/** What is told of a value, each flaw with its path. */
function told(schema: z.ZodType, value: unknown): readonly string[] {
  const found = shaped(schema, value);
  return 'flaws' in found
    ? found.flaws.map(({ path, problem, mend }) => `${path.join('.')}: ${problem}. ${mend}`)
    : [];
}

const silent = 'Write what the source states, or `not stated` where the field allows it.';

describe('what is wrong with a value', () => {
  const hours = stated(varying(z.number().min(0)));
  const correct = 'Correct it.';
  const writeOne = 'Write one of these.';

  test.each<[z.ZodType, unknown, string]>([
    // Of another type.
    [words, 18, `must be words, not 18. Put it in quotation marks if these are the words.`],
    [words, true, `must be words, not true. Put it in quotation marks if these are the words.`],
    [words, null, `the field has no value. ${silent}`],
    [words, ['a'], `must be words, not a list of 1. ${silent}`],
    [words, {}, `must be words, not a group of fields. ${silent}`],
    [z.int(), 'two', `must be a number, not “two”. ${silent}`],
    [z.int(), 2.5, `must be a whole number, not 2.5. ${silent}`],
    [z.number(), NaN, `must be a number, not NaN. ${silent}`],
    [z.number(), Infinity, `must be a number, not Infinity. ${silent}`],
    [z.boolean(), 'yes', `must be \`true\` or \`false\`, not “yes”. ${silent}`],
    [z.strictObject({}), 'x', `must be a group of fields, not “x”. ${silent}`],
    [
      z.array(z.string()),
      'x',
      'must be a list, not “x”. Write each item behind a dash, on a line of its own; or all in brackets: [one, other].',
    ],
    // Out of bounds.
    [z.number().min(0), -1, `must be 0 or more, not -1. ${correct}`],
    [z.number().positive(), 0, `must be more than 0, not 0. ${correct}`],
    [z.number().max(6), 7, `must be 6 or less, not 7. ${correct}`],
    [z.number().lt(6), 6, `must be less than 6, not 6. ${correct}`],
    [z.int(), 1e30, `must be 9007199254740991 or less, not 1e+30. ${correct}`],
    [
      z.array(z.int()).min(1),
      [],
      `must be a list of at least one item, not an empty list. ${correct}`,
    ],
    [
      z.array(z.int()).min(2),
      [1],
      `must be a list of at least 2 items, not a list of 1. ${correct}`,
    ],
    [
      z.array(z.int()).max(1),
      [1, 2],
      `must be a list of at most one item, not a list of 2. ${correct}`,
    ],
    [z.string().min(3), 'ab', `must be at least 3 letters long, not “ab”. ${correct}`],
    [z.string().max(1), 'ab', `must be at most 1 letters long, not “ab”. ${correct}`],
    // Days.
    [isoDate, '2026-02-30', `2026-02-30 is no day: February 2026 has the days 1 to 28. ${correct}`],
    [isoDate, '2024-02-30', `2024-02-30 is no day: February 2024 has the days 1 to 29. ${correct}`],
    [isoDate, '2026-04-00', `2026-04-00 is no day: April 2026 has the days 1 to 30. ${correct}`],
    [isoDate, '2026-13-01', `2026-13-01 is no day: there is no month 13. ${correct}`],
    [isoDate, '2026-00-01', `2026-00-01 is no day: there is no month 0. ${correct}`],
    [
      isoDate,
      '2026-2-3',
      '2026-2-3 is not written as a day is: month and day have two digits each. Write 2026-02-03.',
    ],
    [isoDate, 'May 1', `must be a calendar date such as 2018-01-31. ${correct}`],
    // With words of the schema.
    [words, ' ', `must not be empty. ${correct}`],
    [
      slug,
      'Two Letters',
      `must be lower-case words joined by hyphens, such as two-letters. ${correct}`,
    ],
    [z.string().regex(/^a/), 'b', `the value is not written as it must be. ${correct}`],
    [z.string().refine(() => false), 'b', `the value is not written as it must be. ${correct}`],
    // One of several.
    [
      z.enum(['part', 'whole']),
      'hole',
      'must be `part` or `whole`, not “hole”. Did you mean `whole`? If not: write one of these.',
    ],
    [hours, -1, `must be 0 or more, not -1. ${correct}`],
    [
      hours,
      'Not stated',
      'must be a number, a group of fields, `not stated` or `none`, not “Not stated”. Did you mean `not stated`? If not: write one of these.',
    ],
    [hours, null, `the field has no value. ${silent}`],
    [
      hours,
      [1],
      `must be a number, a group of fields, \`not stated\` or \`none\`, not a list of 1. ${writeOne}`,
    ],
    [stated(words), '', `must not be empty. ${correct}`],
    [
      stated(isoDate),
      '2026-02-30',
      `2026-02-30 is no day: February 2026 has the days 1 to 28. ${correct}`,
    ],
    [
      momentSchema,
      '2026-02-30',
      `2026-02-30 is no day: February 2026 has the days 1 to 28. ${correct}`,
    ],
    [
      momentSchema,
      'Aplication',
      'must be a calendar date such as 2018-01-31 or lower-case words joined by hyphens, such as two-letters, not “Aplication”. Write one of these.',
    ],
    [z.string(), undefined, `the field \`\` is missing. ${silent}`],
  ])('%#: %j', (schema, value, flaw) => {
    expect(told(schema, value)).toEqual([`: ${flaw}`]);
  });

  test('a long one is not told whole', () => {
    expect(told(z.int(), 'x'.repeat(41))).toEqual([
      `: must be a number, not “${'x'.repeat(40)}…”. ${silent}`,
    ]);
    expect(told(z.int(), 'x'.repeat(40))).toEqual([
      `: must be a number, not “${'x'.repeat(40)}”. ${silent}`,
    ]);
  });
});

describe('fields', () => {
  const schema = z.strictObject({
    unit: words,
    atLeast: z.number(),
    window: stated(windowSchema).exactOptional(),
  });

  test('that are missing, and those that are not there, are told', () => {
    expect(told(schema, { unit: 'hours', height: 1 })).toEqual([
      `atLeast: the field \`atLeast\` is missing. ${silent}`,
      'height: there is no field `height` here. Take it out.',
    ]);
  });

  test('that are written otherwise are told once, with what is meant', () => {
    expect(told(schema, { unitt: 'hours', atleast: 1 })).toEqual([
      'unitt: there is no field `unitt` here. Did you mean `unit`? If not: take it out.',
      'atleast: there is no field `atleast` here. Did you mean `atLeast`? If not: take it out.',
    ]);
    expect(told(schema, { unit: 'hours', atLeast: 1, Window: 'none' })).toEqual([
      'Window: there is no field `Window` here. Did you mean `window`? If not: take it out.',
    ]);
  });

  test('of one of several groups are those of the one that is most like it', () => {
    const within = (window: unknown) => told(schema, { unit: 'hours', atLeast: 1, window });
    expect(within({ form: 'application' })).toEqual([
      'window.form: there is no field `form` here. Did you mean `from`? If not: take it out.',
    ]);
    expect(within({ from: { from: 'application', plus: '1 year' } })).toEqual([
      'window.from.plus: must be a period such as P1Y, P6M or P2W. Correct it.',
    ]);
    expect(within({ from: { earliest: ['application'] } })).toEqual([
      'window.from.earliest: must be a list of at least 2 items, not a list of 1. Correct it.',
    ]);
    expect(told(whereSchema, { age: { atleast: 3 } })).toEqual([
      'age.atleast: there is no field `atleast` here. Did you mean `atLeast`? If not: take it out.',
    ]);
    expect(told(whereSchema, { age: { not: [] } })).toEqual([
      'age.not: must be a list of at least one item, not an empty list. Correct it.',
    ]);
  });

  test('of a table have names of their own', () => {
    expect(told(whereSchema, { 'Years of age': [3], '': [2] })).toEqual([
      'Years of age: the name “Years of age” must be lower-case words joined by hyphens, such as two-letters. Rename it.',
      ': the name “” must be lower-case words joined by hyphens, such as two-letters. Rename it.',
    ]);
  });
});

describe('a kind', () => {
  const of = (...kinds: readonly string[]) =>
    z.discriminatedUnion(
      'kind',
      kinds.map((kind) => z.strictObject({ kind: z.literal(kind) })) as never,
    );

  test('that there is not is told with those that there are, or with the guide', () => {
    const few = of('fee', 'step', 'exam');
    expect(told(few, { kind: 'stpe' })).toEqual([
      'kind: there is no kind “stpe”. Did you mean `step`? If not: write one of these: fee, step, exam.',
    ]);
    expect(told(few, { kind: 'oath' })).toEqual([
      'kind: there is no kind “oath”. Write one of these: fee, step, exam.',
    ]);
    expect(told(few, {})).toEqual([
      'kind: the field `kind` is missing. Write one of these: fee, step, exam.',
    ]);
    expect(told(of('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'), { kind: 'oath' })).toEqual([
      'kind: there is no kind “oath”. Write one of those at the end of docs/writing-a-policy.md.',
    ]);
  });
});

/** For each code that the library knows, something that it finds. */
const found: Readonly<Record<Issue['code'], readonly [z.ZodType, unknown]>> = {
  invalid_type: [z.string(), 1],
  too_big: [z.number().max(1), 2],
  too_small: [z.set(z.string()).min(1), new Set()],
  invalid_format: [z.email(), 'x'],
  not_multiple_of: [z.number().multipleOf(5), 3],
  unrecognized_keys: [z.strictObject({}), { a: 1 }],
  invalid_union: [z.xor([z.string(), z.literal('a')]), 'a'],
  invalid_key: [z.record(z.string().min(3), z.string()), { a: 'b' }],
  invalid_element: [z.map(z.array(z.string()), z.int()), new Map([[['a'], 'x']])],
  invalid_value: [z.literal('a'), 'b'],
  custom: [z.string().refine(() => false), 'a'],
};

test.each(Object.entries(found))(
  'no word of the library shows through: %s',
  (code, [schema, value]) => {
    const issues = schema.safeParse(value).error?.issues ?? [];
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    const texts = told(schema, value);
    expect(texts).toHaveLength(1);
    for (const { message } of issues) {
      expect(message).toMatch(/\w/);
      expect(texts[0]).not.toContain(message);
      expect(texts[0]).toMatch(/: \w.*\. \w.*\.$/);
    }
  },
);

test('nor does one wherever in a policy something odd stands', () => {
  const [policy] = shippedPolicies();
  const odd = [
    null,
    -1,
    1e9,
    2.5,
    '',
    'none',
    'Odd one',
    '2026-02-30',
    [],
    {},
    true,
    [{}],
    { odd: 1 },
  ];
  const libraryWords = /expected|received|invalid|too (small|big)|unrecognized|undefined|\bNaN\b/i;
  const strange: string[] = [];
  let tried = 0;
  // Each fifth, and so each field of some requirement or other.
  for (const path of [...pathsIn(policy)].filter((_, at) => at % 5 === 0)) {
    const changed = structuredClone(policy) as unknown;
    setAt(changed, path, odd[tried % odd.length]);
    tried += 1;
    strange.push(...told(policySchema, changed).filter((text) => libraryWords.test(text)));
  }
  expect(tried).toBeGreaterThan(150);
  expect(strange).toEqual([]);
});

type Place = readonly (string | number)[];

function* pathsIn(value: unknown, path: Place = []): Generator<Place> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) yield* pathsIn(part, [...path, name]);
}

function setAt(value: unknown, path: Place, other: unknown): void {
  const [name = '', ...rest] = path;
  const around = value as Record<string | number, unknown>;
  if (rest.length === 0) around[name] = other;
  else setAt(around[name], rest, other);
}

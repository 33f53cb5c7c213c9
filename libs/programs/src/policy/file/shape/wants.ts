import type { z } from 'zod';
import { mendOf } from '../../spelling.js';
import { noDay } from './days.js';

export type Issue = z.core.$ZodIssue;

/** What is wrong with a value by itself. */
export interface Wrong {
  readonly problem: string;
  readonly mend: string;
  /** What it must be, to be put behind those words with what else it may be. */
  readonly wants?: string;
}

const correctIt = 'Correct it.';
export const stateIt = 'Write what the source states, or `not stated` where the field allows it.';

/** Issues of values that are neither one of several alternatives nor a field too many. */
export type Plain = Exclude<
  Issue,
  { readonly code: 'invalid_union' | 'unrecognized_keys' | 'invalid_key' }
>;

export function wrongWith(issue: Plain): Wrong {
  const { input } = issue;
  if (input === null) return { problem: 'the field has no value', mend: stateIt };
  // What a schema itself says of its values; the library's words are not let through.
  if (issue.message !== '') return noDay(issue) ?? byItsOwnWords(issue.message);
  switch (issue.code) {
    case 'invalid_type': {
      const wants = typeInWords[issue.expected] ?? 'something else';
      return { ...notThis(wants, input), mend: mendOfType(issue.expected, input) };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const wants = either(values.map((value) => `\`${value}\``));
      const mend = mendOf(nameIn(input), new Set(values), 'Write one of these.');
      return { ...notThis(wants, input), mend };
    }
    case 'too_small': {
      const { origin, minimum, inclusive } = issue;
      return { ...notThis(least(origin, minimum, inclusive === true), input), mend: correctIt };
    }
    case 'too_big': {
      const { origin, maximum, inclusive } = issue;
      return { ...notThis(most(origin, maximum, inclusive === true), input), mend: correctIt };
    }
    case 'not_multiple_of':
      return { ...notThis(`a multiple of ${issue.divisor}`, input), mend: correctIt };
    case 'invalid_format':
    case 'invalid_element':
    case 'custom':
      return wrongSomehow;
  }
}

export function isMissing({ code, input }: Issue): boolean {
  return input === undefined && (code === 'invalid_type' || code === 'invalid_value');
}

export function missingField(path: readonly PropertyKey[]): string {
  return `the field \`${String(path.at(-1) ?? '')}\` is missing`;
}

export const wrongSomehow: Wrong = {
  problem: 'the value is not written as it must be',
  mend: correctIt,
};

function byItsOwnWords(problem: string): Wrong {
  const [, wants] = /^must be (.*)$/.exec(problem) ?? [];
  return { problem, mend: correctIt, ...(wants !== undefined && { wants }) };
}

function notThis(wants: string, input: unknown): Omit<Wrong, 'mend'> {
  return { problem: `must be ${wants}, not ${inWords(input)}`, wants };
}

const typeInWords: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a group of fields',
  record: 'a group of fields',
  array: 'a list',
};

function mendOfType(expected: string, input: unknown): string {
  if (expected === 'string' && (typeof input === 'number' || typeof input === 'boolean')) {
    return 'Put it in quotation marks if these are the words.';
  }
  if (expected === 'array') {
    return 'Write each item behind a dash, on a line of its own; or all in brackets: [one, other].';
  }
  return stateIt;
}

type Bound = number | bigint;

function least(origin: string, bound: Bound, orExactly: boolean): string {
  if (origin === 'array') return `a list of at least ${items(bound)}`;
  if (origin === 'string') return `at least ${bound} letters long`;
  return orExactly ? `${bound} or more` : `more than ${bound}`;
}

function most(origin: string, bound: Bound, orExactly: boolean): string {
  if (origin === 'array') return `a list of at most ${items(bound)}`;
  if (origin === 'string') return `at most ${bound} letters long`;
  return orExactly ? `${bound} or less` : `less than ${bound}`;
}

function items(count: Bound): string {
  return Number(count) === 1 ? 'one item' : `${count} items`;
}

/** A value, short enough for a message. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'a group of fields';
  if (typeof value !== 'string') return `${value as number | boolean}`;
  return `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`;
}

/** What may have been meant as a name. */
export function nameIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function either(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}

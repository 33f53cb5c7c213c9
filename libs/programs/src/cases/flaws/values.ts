import type { Scalar } from '../../policy/evidence.js';
import type { Flaw } from '../../policy/flaw.js';
import { valuesNamed, type Attributes } from '../known/attributes.js';
import { isMisspelt } from './closest.js';
import { unknown, type CaseFlaw } from './unknown.js';

type Values = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** Attributes that no rule looks at, and values that can fit none. */
export function* attributeFlaws(
  held: Values,
  known: Attributes,
  path: Flaw['path'],
  problem: (name: string) => string,
): Generator<CaseFlaw> {
  for (const [name, value] of Object.entries(held)) {
    const matchings = known.get(name);
    if (matchings === undefined) {
      yield unknown([...path, name], name, problem(name), known.keys());
      continue;
    }
    const told = valuesNamed(matchings);
    for (const one of [value].flat()) yield* valueFlaws(name, one, told, [...path, name]);
  }
}

/** Any other value is one that fits no rule, which may be meant; one of another type never is. */
export function* valueFlaws(
  what: string,
  value: Scalar,
  told: ReadonlySet<Scalar>,
  path: Flaw['path'],
): Generator<CaseFlaw> {
  if (told.size === 0 || told.has(value)) return;
  const types = new Set([...told].map((one) => typeof one));
  if (!types.has(typeof value)) {
    yield {
      path,
      problem: `${what} is ${typeInWords(value)}, and the rules hold it against ${[...types].map((type) => typesInWords[type]).join(' or ')}`,
      mend: `Write it as they do: ${[...told].map(String).join(', ')}.`,
    };
  } else if (typeof value === 'string') {
    const meant = [...told].find((one) => typeof one === 'string' && isMisspelt(value, one));
    if (typeof meant === 'string') yield misspelt(path, value, meant);
  }
}

function misspelt(path: Flaw['path'], value: string, meant: string): CaseFlaw {
  return {
    path,
    name: value,
    problem: `no rule names ${value}, but one names ${meant}`,
    mend: `Write ${meant}. If another is meant, list it under \`notInPolicy\`.`,
  };
}

const typesInWords: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'numbers',
  boolean: 'true or false',
};

function typeInWords(value: Scalar): string {
  if (typeof value === 'string') return `the words “${value}”`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

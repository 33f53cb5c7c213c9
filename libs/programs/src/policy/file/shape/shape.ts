import type { z } from 'zod';
import type { Flaw } from '../../flaw.js';
import type { Path } from '../../requirement.js';
import { meantBy, mendOf } from '../../spelling.js';
import { nearestOf, type Union } from './alternatives.js';
import {
  either,
  inWords,
  isMissing,
  missingField,
  nameIn,
  stateIt,
  wrongSomehow,
  wrongWith,
  type Issue,
} from './wants.js';

/** A flaw; of a field that is not there, with the place of the one that was meant. */
interface ShapeFlaw extends Flaw {
  readonly meant?: Path;
}

/** What a value is by its schema, or all that is wrong with its shape. */
export function shaped<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.infer<Schema> } | { readonly flaws: readonly Flaw[] } {
  const parsed = schema.safeParse(value, { reportInput: true, error: notItsWords });
  if (parsed.success) return { data: parsed.data };
  return { flaws: withoutTwins(parsed.error.issues.flatMap((issue) => flawsFrom(issue, []))) };
}

/**
 * The library puts words of its own to what a schema says nothing of, and none of them are let through.
 * In their place stands what an issue does not tell by itself: which fields there are.
 */
function notItsWords({ code, inst }: z.core.$ZodRawIssue): string {
  const definition = inst?._zod.def as { readonly shape?: object } | undefined;
  return code === 'unrecognized_keys' ? Object.keys(definition?.shape ?? {}).join(' ') : '';
}

function flawsFrom(issue: Issue, around: Path): readonly ShapeFlaw[] {
  const path = [...around, ...issue.path.filter((part) => typeof part !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return fieldsTooMany(issue, path);
  if (issue.code === 'invalid_union') return unionFlaws(issue, path);
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({
      path,
      problem: `the name ${inWords(issue.input)} ${message === '' ? 'is not written as it must be' : message}`,
      mend: 'Rename it.',
    }));
  }
  return [isMissing(issue) ? missing(path) : { path, ...told(wrongWith(issue)) }];
}

function missing(path: Path): Flaw {
  return { path, problem: missingField(path), mend: stateIt };
}

function told({ problem, mend }: Omit<Flaw, 'path'>): Omit<Flaw, 'path'> {
  return { problem, mend };
}

function fieldsTooMany(
  { keys, message }: Extract<Issue, { readonly code: 'unrecognized_keys' }>,
  path: Path,
): readonly ShapeFlaw[] {
  const fields = new Set(message.split(' '));
  return keys.map((key) => {
    const meant = meantBy(key, fields);
    return {
      path: [...path, key],
      problem: `there is no field \`${key}\` here`,
      mend: mendOf(key, fields, 'Take it out.'),
      ...(meant !== undefined && { meant: [...path, meant] }),
    };
  });
}

/** A field that is missed because its name is written otherwise is told once. */
function withoutTwins(flaws: readonly ShapeFlaw[]): readonly Flaw[] {
  const written = new Set(
    flaws.flatMap(({ meant }) => (meant === undefined ? [] : [meant.join('/')])),
  );
  return flaws
    .filter(({ path, problem }) => problem !== missingField(path) || !written.has(path.join('/')))
    .map(({ path, problem, mend }) => ({ path, problem, mend }));
}

function unionFlaws(issue: Union, path: Path): readonly ShapeFlaw[] {
  if (issue.errors.length === 0) return [{ path, ...unknownKind(issue) }];
  if (issue.input === undefined) return [missing(path)];
  const nearest = nearestOf(issue);
  if ('inside' in nearest) return nearest.inside.flatMap((inner) => flawsFrom(inner, path));
  const wrong = nearest.map(wrongWith);
  const wants = [...new Set(wrong.flatMap((one) => one.wants ?? []))];
  const [first] = wrong;
  if (first === undefined || wants.length < 2) return [{ path, ...told(first ?? wrongSomehow) }];
  // What a field may be silent by comes last.
  const inOrder = [...wants.filter((one) => !isSilence(one)), ...wants.filter(isSilence)];
  const choices = nearest.flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
  const mend = mendOf(nameIn(issue.input), new Set(choices.map(String)), 'Write one of these.');
  return [{ path, problem: `must be ${either(inOrder)}, not ${inWords(issue.input)}`, mend }];
}

/** Where the value of one field says which others there are, as `kind` does. */
function unknownKind({ input, ...issue }: Union): Omit<Flaw, 'path'> {
  const name = 'discriminator' in issue ? (issue.discriminator ?? '') : '';
  const options = 'options' in issue ? (issue.options ?? []).map(String) : [];
  const value = (input as Readonly<Record<string, unknown>> | null)?.[name];
  const mend =
    options.length > 8
      ? 'Write one of those at the end of docs/writing-a-policy.md.'
      : `Write one of these: ${options.join(', ')}.`;
  if (value === undefined) return { problem: missingField([name]), mend };
  return {
    problem: `there is no ${name} ${inWords(value)}`,
    mend: mendOf(nameIn(value), new Set(options), mend),
  };
}

function isSilence(wants: string): boolean {
  return wants === '`none`' || wants === '`not stated`';
}

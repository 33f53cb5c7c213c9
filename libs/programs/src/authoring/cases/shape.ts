import type { z } from 'zod';
import { caseFileSchema, type CaseFile } from '../../cases/case.js';
import { closest } from '../../cases/flaws/closest.js';
import type { Flaw } from '../../policy/flaw.js';
import type { Node } from '../json-schema.js';
import { caseJsonSchema } from './json-schema.js';

type Path = Flaw['path'];
type Issue = z.core.$ZodIssue;

export type Shaped =
  | { readonly cases: CaseFile; readonly flaws?: never }
  | { readonly cases?: never; readonly flaws: readonly Flaw[] };

/** A case file of the right shape, or all that is wrong with its shape. */
export function shaped(value: unknown): Shaped {
  const parsed = caseFileSchema.safeParse(value);
  if (parsed.success) return { cases: parsed.data };
  const look = { value, schema: caseJsonSchema() };
  return { flaws: parsed.error.issues.flatMap((issue) => flawsFrom(issue, [], look)) };
}

interface Look {
  readonly value: unknown;
  readonly schema: Node;
}

function flawsFrom(issue: Issue, around: Path, look: Look): readonly Flaw[] {
  const path = [...around, ...issue.path.filter((part) => typeof part !== 'symbol')];
  const nodes = nodesAt(look.schema, path);
  if (issue.code === 'unrecognized_keys') {
    const fields = nodes.flatMap((node) => Object.keys(propertiesOf(node) ?? {}));
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: `there is no field ${key} here`,
      mend: meant(key, fields) ?? `Here may stand: ${fields.join(', ')}.`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const name = String(path.at(-1));
    const mend = `Write a name such as ${slugLike(name)}, as it stands in the policy.`;
    return [
      { path, problem: `${name} is no name: names are lower-case words joined by hyphens`, mend },
    ];
  }
  const given = valueAt(look.value, path);
  if (issue.code === 'invalid_union') {
    const inside = issue.errors.filter((issues) => issues.some((one) => !isOfOtherType(one)));
    const [own] = inside;
    if (own !== undefined && inside.length === 1 && typeof given === 'object')
      return own.flatMap((one) => flawsFrom(one, path, look));
  }
  const says = descriptionAt(look.schema, path);
  if (given === undefined) {
    return [{ path, problem: 'is missing', mend: `Write ${allowed(nodes)}. ${says}`.trim() }];
  }
  const problem = ownProblem(issue) ?? `must be ${allowed(nodes)}`;
  const choices = nodes.flatMap((node) => (node['enum'] ?? []) as readonly string[]);
  const text = typeof given === 'string' ? given : '';
  const mend = meant(text, choices) ?? `Correct it. ${says}`.trim();
  return [{ path, problem, mend }];
}

/** A value of the right type may still say nothing, as `none` does in the place of words. */
function ownProblem(issue: Issue): string | undefined {
  if (issue.code === 'custom') return issue.message;
  const { origin } = issue.code === 'too_small' ? issue : { origin: '' };
  return origin === 'string' || origin === 'array' ? 'must not be empty' : undefined;
}

/** Of a union, an alternative of another type than the value was not meant. */
function isOfOtherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union')
    return issue.errors.every((issues) => issues.every(isOfOtherType));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function meant(name: string, known: readonly string[]): string | undefined {
  const other = closest(name, known);
  return other === undefined ? undefined : `Did you mean ${other}?`;
}

function slugLike(name: string): string {
  const parts = name.toLowerCase().match(/[a-z][a-z0-9]*/g);
  return parts?.join('-') ?? 'two-letters';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, name) =>
      typeof inside === 'object' && inside !== null
        ? (inside as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  );
}

function propertiesOf(node: Node): Readonly<Record<string, Node>> | undefined {
  return node['properties'] as Readonly<Record<string, Node>> | undefined;
}

function alternatives(node: Node): readonly Node[] {
  return (node['anyOf'] as readonly Node[] | undefined)?.flatMap(alternatives) ?? [node];
}

/** What may stand in a place: each of the alternatives. */
function nodesAt(schema: Node, path: Path): readonly Node[] {
  return path.reduce<readonly Node[]>(
    (nodes, name) => nodes.flatMap((node) => insideOf(node, name)).flatMap(alternatives),
    alternatives(schema),
  );
}

function insideOf(node: Node, name: string | number): readonly Node[] {
  const own = propertiesOf(node)?.[name];
  const other = typeof name === 'number' ? node['items'] : node['additionalProperties'];
  const found = own ?? other;
  return typeof found === 'object' ? [found as Node] : [];
}

/** What is said of a field: of the one around it, where the place itself has no name. */
function descriptionAt(schema: Node, path: Path): string {
  for (let length = path.length; length > 0; length--) {
    const field = path[length - 1] ?? '';
    const around = nodesAt(schema, path.slice(0, length - 1));
    const [said] = around.flatMap((node) =>
      insideOf(node, field).flatMap((inside) => inside['description'] ?? []),
    );
    if (typeof said === 'string') return `\`${field}\`: ${said}`;
  }
  return '';
}

/** What may stand there, in words. */
function allowed(nodes: readonly Node[]): string {
  return [...new Set(nodes.map(allowedIn))].join(', or ');
}

const typesInWords: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
};

function allowedIn(node: Node): string {
  const { type, format, pattern } = node;
  if (Array.isArray(node['enum'])) return `one of ${node['enum'].join(', ')}`;
  if (format === 'date') return 'a day of the calendar such as 2026-03-31';
  if (pattern !== undefined) return 'a name in lower-case words joined by hyphens';
  if (type !== 'object')
    return `${[type]
      .flat()
      .map((one) => typesInWords[String(one)])
      .join(', ')}${boundsIn(node)}`;
  const fields = propertiesOf(node);
  if (fields === undefined) return 'a group of names, each with its value';
  const { required = Object.keys(fields) } = node;
  return `a group of fields with ${(required as readonly string[]).join(', ')}`;
}

function boundsIn({ minimum, maximum }: Node): string {
  if (typeof minimum !== 'number' || minimum < 0) return '';
  return typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER
    ? ` from ${minimum} to ${maximum}`
    : `, ${minimum} or more`;
}

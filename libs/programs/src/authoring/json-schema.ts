import { z } from 'zod';
import { leafKinds } from '../policy/kinds/index.js';
import { quoteSchema } from '../policy/quote.js';
import { matchSchema, whereSchema } from '../policy/where.js';
import { windowSchema } from '../policy/window.js';
import { momentSchema } from '../policy/moment.js';
import { requirementSchema } from '../policy/requirement.js';
import { policySchema } from '../policy/schema.js';
import { fieldDescriptions, kindDescriptions } from './descriptions.js';
import { capitalized, spoken } from './phrase/values.js';

export type Node = Record<string, unknown>;

/** Takes over the words that stand with a schema. */
export const describing: NonNullable<z.core.ToJSONSchemaParams['override']> = ({
  zodSchema,
  jsonSchema,
}) => {
  const described = z.globalRegistry.get(zodSchema as unknown as z.ZodType)?.description;
  if (described !== undefined) jsonSchema.description = described;
};

/** The JSON Schema of a policy file, with words on every field for whoever writes one. */
export function policyJsonSchema(): Node {
  const registry = z.registry<{ id?: string }>();
  registry.add(requirementSchema, { id: 'requirement' });
  registry.add(momentSchema, { id: 'day' });
  registry.add(matchSchema, { id: 'values' });
  registry.add(whereSchema, { id: 'where' });
  registry.add(windowSchema, { id: 'window' });
  registry.add(quoteSchema, { id: 'rule' });
  for (const [kind, { schema }] of Object.entries(leafKinds)) registry.add(schema, { id: kind });
  const schema = z.toJSONSchema(policySchema, {
    io: 'input',
    target: 'draft-7',
    metadata: registry,
    override: describing,
  }) as Node;
  const { definitions = {}, ...root } = schema as { definitions?: Record<string, Node> };
  const described = {
    title: 'A program’s rules from one day on',
    description:
      'Every rule carries the words of its source. A field is a value, `none` (the source says there is none) or `not stated` (the source is silent); nothing is ever filled in.',
    ...describe(root, 'policy'),
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, node]) => [name, describe(node, rootName(name))]),
    ),
  };
  return described;
}

/** What has no name of its own is a part of a quota: the only thing that holds itself unnamed. */
function rootName(definition: string): string {
  return definition.startsWith('__') ? 'quota' : definition;
}

/** A schema with words on each of its fields, `name` being what holds them. */
function describe(node: Node, name: string): Node {
  const kind = kindOfNode(node);
  const base = kind ?? name;
  const words = kind === undefined ? undefined : kindDescriptions[kind];
  const properties = propertiesOf(node);
  return {
    ...node,
    ...(words !== undefined && { title: titleOf(base), description: words }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([field, child]) => {
          const path = `${base}.${field}`;
          const text = child['description'] ?? descriptionOf(path);
          return [
            field,
            {
              ...describe(child, path),
              title: titleOf(field),
              ...(text !== undefined && { description: text }),
            },
          ];
        }),
      ),
    }),
    ...Object.fromEntries(
      partsOf(node).map(([field, parts]) => [
        field,
        parts.length === 1 && !Array.isArray(node[field])
          ? describe(parts[0] ?? {}, base)
          : parts.map((part) => describe(part, base)),
      ]),
    ),
  };
}

/** By the whole name of a field, or by as much of its end as is needed to tell. */
function descriptionOf(path: string): string | undefined {
  const names = path.split('.');
  for (let first = 0; first < names.length; first++) {
    const found = fieldDescriptions[names.slice(first).join('.')];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names of the fields of a schema that say nothing of themselves. */
export function undescribed(schema: Node): readonly string[] {
  const found: string[] = [];
  const look = (node: Node, name: string) => {
    const base = kindOfNode(node) ?? name;
    for (const [field, child] of Object.entries(propertiesOf(node) ?? {})) {
      if (child['description'] === undefined) found.push(`${base}.${field}`);
      look(child, `${base}.${field}`);
    }
    for (const [, parts] of partsOf(node)) for (const part of parts) look(part, base);
  };
  const { definitions, ...root } = schema;
  look(root, 'policy');
  for (const [name, node] of Object.entries((definitions ?? {}) as Record<string, Node>)) {
    look(node, rootName(name));
    for (const kind of kindsIn(node)) if (kind['description'] === undefined) found.push(name);
  }
  return found;
}

function kindsIn(node: Node): readonly Node[] {
  return [node, ...partsOf(node).flatMap(([, parts]) => parts)].filter(
    (one) => kindOfNode(one) !== undefined,
  );
}

function kindOfNode(node: Node): string | undefined {
  const kind = propertiesOf(node)?.['kind']?.['const'];
  return typeof kind === 'string' ? kind : undefined;
}

function propertiesOf(node: Node): Record<string, Node> | undefined {
  return node['properties'] as Record<string, Node> | undefined;
}

/** Schemas inside a schema that are no fields: alternatives, what a list or a table holds. */
function partsOf(node: Node): readonly (readonly [string, readonly Node[]])[] {
  return ['anyOf', 'oneOf', 'allOf', 'items', 'additionalProperties'].flatMap((field) => {
    const part = node[field];
    return typeof part === 'object' && part !== null
      ? [[field, [part].flat() as Node[]] as const]
      : [];
  });
}

function titleOf(field: string): string {
  return capitalized(spoken(field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)));
}

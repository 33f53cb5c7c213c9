import type { Flaw } from '../flaw.js';
import { knownAnchors } from '../moment.js';
import type { Placed } from '../places.js';
import { childPlaces, type Path, type Requirement } from '../requirement.js';
import { sectionNames, type Policy, type Section } from '../schema.js';
import { isValue } from '../stated.js';

interface Named {
  readonly id: string;
  readonly path: Path;
}

/** Names that are given twice, where a name must tell things apart. */
export function* repeatedNames(
  policy: Policy,
  placed: readonly Placed[],
  everywhere: readonly Placed[],
): Generator<Flaw> {
  const listed = (what: string, items: readonly { readonly id: string }[], path: Path) =>
    repeated(
      what,
      items.map(({ id }, index) => ({ id, path: [...path, index, 'id'] })),
    );
  yield* repeated(
    'requirement',
    placed.map(({ requirement: { id }, path }) => ({ id, path: [...path, 'id'] })),
  );
  yield* listed('source', policy.sources, ['sources']);
  yield* listed('document', policy.documents, ['documents']);
  yield* listed('question', policy.questions, ['questions']);
  for (const [place, { id, readings }] of policy.questions.entries()) {
    yield* listed(`reading of ${id}`, readings, ['questions', place, 'readings']);
  }
  yield* listed('variation', policy.variations, ['variations']);
  yield* repeated(
    'day',
    policy.dates.map(({ id }, index) => ({ id, path: ['dates', index, 'id'] })),
    [...knownAnchors, ...Object.keys(policy.anchors)],
  );
  for (const name of sectionNames) {
    const section = policy[name];
    if (isValue<Section>(section)) yield* listed('term', section.terms, [name, 'terms']);
  }
  for (const { requirement, path } of everywhere) yield* repeatedParts(requirement, path);
}

/** `taken`: names that are given elsewhere already. */
function* repeated(
  what: string,
  named: readonly Named[],
  taken: readonly string[] = [],
): Generator<Flaw> {
  const seen = new Set(taken);
  for (const { id, path } of named) {
    if (seen.has(id)) {
      yield { path, problem: `a second ${what} named ${id}`, mend: 'Give each its own id.' };
    }
    seen.add(id);
  }
}

/** What a requirement consists of by names: parts of an exam, bands, quotas and those in them. */
function* repeatedParts(requirement: Requirement, path: Path): Generator<Flaw> {
  const elsewhere = new Set([
    'rules',
    ...childPlaces(requirement).map(([, place]) => place.join()),
  ]);
  for (const [list, named] of listsIn(requirement, [], elsewhere)) {
    yield* repeated(
      list.replace(/s$/, ''),
      named.map(({ id, path: place }) => ({ id, path: [...path, ...place, 'id'] })),
    );
  }
}

/** Lists of things with ids, by their fields; what stands in a list inside one belongs to it. */
function* listsIn(
  value: unknown,
  path: Path,
  elsewhere: ReadonlySet<string>,
): Generator<readonly [list: string, named: readonly Named[]]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, part] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(field) : field];
    if (elsewhere.has(place.join()) || elsewhere.has([...place, 0].join())) continue;
    const named = [...namedIn(part, field, place)];
    if (named.length > 0) yield [field, named];
    else yield* listsIn(part, place, elsewhere);
  }
}

function* namedIn(list: unknown, field: string, path: Path): Generator<Named> {
  if (!Array.isArray(list)) return;
  for (const [index, item] of (list as readonly unknown[]).entries()) {
    if (typeof item !== 'object' || item === null || !('id' in item)) continue;
    const place = [...path, index];
    yield { id: String(item.id), path: place };
    const inside = (item as Readonly<Record<string, unknown>>)[field];
    yield* namedIn(inside, field, [...place, field]);
  }
}

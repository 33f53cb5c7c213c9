import type { Flaw } from '../../policy/flaw.js';
import { childPlaces, type Path, type Requirement } from '../../policy/requirement.js';

type Placed = readonly [Requirement, Path];
type Kind = 'all' | 'any';

/** Of two of which one asks for the opposite of the other: under `all` nobody meets both, under `any` all do. */
export function* opposites(
  requirement: Requirement,
  byId: ReadonlyMap<string, Requirement>,
): Generator<Flaw> {
  const { kind, id } = requirement;
  if (kind !== 'all' && kind !== 'any') return;
  const asked = new Map<string, Requirement>();
  const inside = askedTogether(requirement, kind, []);
  for (const [one] of inside) asked.set(meaningOf(one, byId), one);
  for (const [one, path] of inside) {
    const other = one.kind === 'not' ? asked.get(meaningOf(one.of, byId)) : undefined;
    if (other === undefined) continue;
    yield {
      path,
      problem: `\`${one.id}\` is the opposite of \`${other.id}\`, so ${kind === 'all' ? 'nobody' : 'everybody'} meets \`${id}\``,
      mend: 'Correct one of the two, or take one out.',
    };
  }
}

/** All that counts alike, however it is put into groups of the same kind. */
function askedTogether(requirement: Requirement, kind: Kind, path: Path): readonly Placed[] {
  return childPlaces(requirement).flatMap(([child, place]): readonly Placed[] => {
    const at = [...path, ...place];
    return child.kind === kind ? askedTogether(child, kind, at) : [[child, at]];
  });
}

/** What it asks for, whatever it is called and wherever it is written. */
export function meaningOf(
  requirement: Requirement,
  byId: ReadonlyMap<string, Requirement> = new Map(),
): string {
  const meant =
    requirement.kind === 'same-as'
      ? (byId.get(requirement.requirement) ?? requirement)
      : requirement;
  return JSON.stringify(meant, (name, value: unknown) =>
    ['id', 'title', 'rules', 'note'].includes(name) ? undefined : value,
  );
}

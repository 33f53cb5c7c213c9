import { placedRequirements, type Placed } from '../../policy/places.js';
import type { Requirement } from '../../policy/requirement.js';
import type { Policy, SectionName } from '../../policy/schema.js';

/** A requirement with its surroundings in a policy. */
export interface Standing extends Placed {
  readonly section: SectionName;
  readonly parent?: Requirement;
  /** Asked of the program. */
  readonly duty: boolean;
  /** Whether meeting it works against the person, as inside `not`. */
  readonly turned: boolean;
}

export type Standings = ReadonlyMap<string, Standing>;

/** Every requirement by its id, in the order of the file. */
export function standingsIn(policy: Policy): Standings {
  const byPath = new Map<string, Standing>();
  const found = new Map<string, Standing>();
  for (const placed of placedRequirements(policy)) {
    const around = holderOf(placed, byPath);
    const turns = around !== undefined && turnsAround(around.requirement, placed.requirement);
    const standing: Standing = {
      ...placed,
      section: placed.path[0] as SectionName,
      duty: placed.path[1] === 'duties',
      turned: (around?.turned ?? false) !== turns,
      ...(around !== undefined && { parent: around.requirement }),
    };
    byPath.set(placed.path.join('/'), standing);
    found.set(placed.requirement.id, standing);
  }
  return found;
}

function holderOf({ path }: Placed, byPath: ReadonlyMap<string, Standing>): Standing | undefined {
  for (let length = path.length - 1; length > 0; length--) {
    const holder = byPath.get(path.slice(0, length).join('/'));
    if (holder !== undefined) return holder;
  }
  return undefined;
}

/** Where a condition is met more easily, more is asked of more people. */
function turnsAround(holder: Requirement, held: Requirement): boolean {
  return holder.kind === 'not' || (holder.kind === 'when' && holder.when.id === held.id);
}

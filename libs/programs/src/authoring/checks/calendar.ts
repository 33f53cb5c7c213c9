import type { Flaw } from '../../policy/flaw.js';
import { isDate } from '../../policy/moment.js';
import { placedRequirements } from '../../policy/places.js';
import type { Path } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';

/** Calendar dates in the wrong order. */
export function* calendarFlaws(policy: Policy): Generator<Flaw> {
  for (const { requirement, path } of placedRequirements(policy)) {
    if (requirement.kind === 'step') {
      const { notBefore, notAfter, after, before } = requirement;
      if (
        isAfter(notBefore, notAfter) ||
        isAfter(after, notAfter, true) ||
        isAfter(notBefore, before, true)
      ) {
        yield disordered(path, `no day is left on which ${requirement.id} can be done`);
      }
    }
  }
  for (const [index, { on }] of policy.variations.entries()) {
    if (!isAfter(on?.from, on?.to)) continue;
    yield disordered(['variations', index, 'on', 'to'], 'ends before it begins');
  }
  yield* emptyWindows(policy, []);
}

function* emptyWindows(value: unknown, path: Path): Generator<Flaw> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    if (name === 'window' && typeof part === 'object' && part !== null) {
      const { from, to } = part as { from?: unknown; to?: unknown };
      if (isAfter(from, to)) yield disordered(place, 'the window ends before it begins');
    }
    yield* emptyWindows(part, place);
  }
}

/** Whether both are calendar dates and the first is the later one. */
function isAfter(first: unknown, second: unknown, orSame = false): boolean {
  if (typeof first !== 'string' || typeof second !== 'string') return false;
  if (!isDate(first) || !isDate(second)) return false;
  return orSame ? first >= second : first > second;
}

function disordered(path: Path, problem: string): Flaw {
  return { path, problem, mend: 'Correct one of the dates.' };
}

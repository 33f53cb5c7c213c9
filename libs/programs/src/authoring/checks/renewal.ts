import type { Flaw } from '../../policy/flaw.js';
import { childPlaces, type Path, type Requirement } from '../../policy/requirement.js';
import type { Policy, Section } from '../../policy/schema.js';
import { isValue, type Stated } from '../../policy/stated.js';
import type { Window } from '../../policy/window.js';

/**
 * What is asked at every renewal without a word on from when on it counts: then what was done once does
 * for every later term. That it does may well be meant, and is said with `none`.
 */
export function* renewalFlaws(policy: Policy): Generator<Flaw> {
  const { renew, variations } = policy;
  if (!isValue<Section>(renew) || !isValue<Requirement>(renew.require)) return;
  const renewing = new Set<string>();
  for (const [requirement, path] of asked(renew.require, ['renew', 'require'])) {
    renewing.add(requirement.id);
    yield* flawsIn(requirement, path);
  }
  for (const [index, { changes }] of variations.entries()) {
    for (const [nth, { requirement: id, to }] of changes.entries()) {
      if (to === 'none' || !renewing.has(id)) continue;
      const path = ['variations', index, 'changes', nth, 'to'];
      for (const [requirement, place] of asked(to, path)) yield* flawsIn(requirement, place);
    }
  }
}

/** A requirement and those inside it; a condition asks for nothing, and what must not be is not asked for. */
function* asked(requirement: Requirement, path: Path): Generator<readonly [Requirement, Path]> {
  yield [requirement, path];
  if (requirement.kind === 'not') return;
  for (const [child, place] of childPlaces(requirement)) {
    if (requirement.kind === 'when' && child === requirement.when) continue;
    yield* asked(child, [...path, ...place]);
  }
}

function* flawsIn(requirement: Requirement, path: Path): Generator<Flaw> {
  const { id, kind } = requirement;
  if (kind === 'bands' && requirement.notBefore === undefined) yield forEver(id, path, byDay);
  if (kind === 'step' && requirement.notBefore === undefined && requirement.after === undefined)
    yield forEver(id, path, byDay);
  if ((kind === 'attestation' || kind === 'interview') && startsNowhere(requirement.window))
    yield forEver(id, path, byWindow);
  if (kind !== 'fee' || !isValue(requirement.amount)) return;
  if (startsNowhere(requirement.window)) yield forEver(id, path, byWindow);
  const { perUnit } = requirement;
  if (perUnit !== undefined && startsNowhere(perUnit.window)) {
    yield {
      path: [...path, 'perUnit'],
      problem: `${id} is paid for each of the ${perUnit.unit} of ${perUnit.tally}, those of earlier terms too`,
      mend: 'Give it a `window` that begins with the term, or write `window: none` if all of them are paid for.',
    };
  }
}

function startsNowhere(window: Stated<Window> | undefined): boolean {
  if (window === undefined) return true;
  return isValue<Window>(window) && window.from === undefined && window.length === undefined;
}

const byDay =
  'Say with `notBefore` on which day it counts for the first time in the term, or write `notBefore: none` if once is enough for ever.';
const byWindow =
  'Give it a `window` that begins with the term, or write `window: none` if once is enough for ever.';

function forEver(id: string, path: Path, mend: string): Flaw {
  return {
    path,
    problem: `it is not said from when on ${id} counts, so what was done for one term does for every later one`,
    mend,
  };
}

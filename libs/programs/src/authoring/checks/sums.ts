import type { Flaw } from '../../policy/flaw.js';
import { placedRequirements } from '../../policy/places.js';
import type { LeafOf, Requirement } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';
import { isValue } from '../../policy/stated.js';

/** Counts of attempts and letters that cannot add up. */
export function* sumFlaws(policy: Policy): Generator<Flaw> {
  for (const { requirement, path } of placedRequirements(policy)) {
    for (const flaw of flawsIn(requirement)) yield { ...flaw, path: [...path, ...flaw.path] };
  }
}

function* flawsIn(requirement: Requirement): Generator<Flaw> {
  if (requirement.kind === 'exam') yield* examFlaws(requirement);
  if (requirement.kind === 'references') yield* letterFlaws(requirement);
}

function* examFlaws({ attempts, support }: LeafOf<'exam'>): Generator<Flaw> {
  const { atMost, per, blocks } = attempts;
  // Blocks hold all attempts there are, so only a limit on all of them is the same number.
  const ofAll = typeof per === 'string' && per !== 'calendar-year';
  const most = isValue(atMost) && ofAll ? atMost : Infinity;
  const inBlocks = blocks?.reduce((sum, block) => sum + block.attempts, 0) ?? Infinity;
  if (isFinite(inBlocks) && isFinite(most) && inBlocks !== most) {
    yield {
      path: ['attempts', 'blocks'],
      problem: `the blocks hold ${inBlocks} attempts, and there are at most ${most}`,
      mend: 'Correct one of the two.',
    };
  }
  const inAll = Math.min(most, inBlocks);
  for (const [index, { afterFailed, offer }] of support.entries()) {
    if (afterFailed <= inAll) continue;
    yield {
      path: ['support', index, 'afterFailed'],
      problem: `\`${offer}\` is offered after ${afterFailed} failed attempts, and there are at most ${inAll}`,
      mend: 'Correct one of the two: it would never be offered.',
    };
  }
}

function* letterFlaws({ count, among, separate }: LeafOf<'references'>): Generator<Flaw> {
  const sum = among.reduce((total, { atLeast }) => total + atLeast, 0);
  const largest = Math.max(0, ...among.map(({ atLeast }) => atLeast));
  if (largest <= count && (!separate || sum <= count)) return;
  yield {
    path: ['among'],
    problem: `${separate ? sum : largest} letters must come from certain people, and ${count} are asked for`,
    mend: 'Ask for no more than there are letters.',
  };
}

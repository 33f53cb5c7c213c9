import {
  isLeaf,
  type LeafKindName,
  type LeafOf,
  type Requirement,
} from '../../policy/requirement.js';
import { findRequirement } from '../../policy/terms.js';
import type { Policy } from '../../policy/schema.js';
import { tally } from './adding-up.js';
import { attestation, document, interview, references } from './applying.js';
import { absence, circumstance, discretion, fee, step } from './conditions.js';
import type { Aspect } from './aspect.js';
import {
  accommodation,
  attendance,
  homework,
  makeUp,
  missedTime,
  protectedSessions,
  schedule,
} from './attending.js';
import { exam, inForce } from './examining.js';
import { spoken, type Names } from './values.js';
import { consequenceAspect, wholeAspects } from './wholes.js';

const leaves: {
  readonly [Kind in LeafKindName]: (leaf: LeafOf<Kind>, names: Names) => readonly Aspect[];
} = {
  absence,
  accommodation,
  attendance,
  attestation,
  circumstance,
  discretion,
  document,
  exam,
  fee,
  homework,
  'in-force': inForce,
  interview,
  'make-up': makeUp,
  'missed-time': missedTime,
  'protected-sessions': protectedSessions,
  references,
  schedule,
  step,
  tally,
};

/** Everything that a requirement says by itself, without the requirements inside it. */
export function aspectsOf(requirement: Requirement, names: Names): readonly Aspect[] {
  const own = isLeaf(requirement)
    ? // The table pairs each kind with its own phrases, which the compiler cannot follow.
      (leaves[requirement.kind] as (leaf: typeof requirement, names: Names) => readonly Aspect[])(
        requirement,
        names,
      )
    : wholeAspects(requirement, names);
  return [...own, ...consequenceAspect(requirement)];
}

const knownDays: Readonly<Record<string, string>> = {
  application: 'the day of the application',
  acceptance: 'the day of acceptance',
  interview: 'the day of the interview',
  'training-start': 'the first day of the training',
  'training-end': 'the last day of the training',
  'last-session': 'the last day of the class',
  'as-of': 'today',
};

export function namesIn(policy: Policy): Names {
  const dates = new Map(policy.dates.map(({ id, title }) => [id, title]));
  return {
    day: (name) =>
      dates.get(name) ?? policy.anchors[name] ?? knownDays[name] ?? `the day of “${spoken(name)}”`,
    requirement: (id) => findRequirement(policy, id)?.requirement.title ?? id,
    question: (id) => policy.questions.find((question) => question.id === id)?.ask ?? id,
  };
}

import {
  isLeaf,
  type LeafKindName,
  type LeafOf,
  type Requirement,
} from '../../policy/requirement.js';
import { placedRequirements } from '../../policy/places.js';
import type { Policy } from '../../policy/schema.js';
import { tally } from './adding-up.js';
import { attestation, document, interview, references } from './applying.js';
import { absence, circumstance, discretion, fee, step } from './conditions.js';
import type { Aspect } from './aspect.js';
import { attendance, makeUp, missedTime, protectedSessions } from './attending.js';
import { accommodation, homework, schedule } from './classes.js';
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
  // What an author calls a day or says of it may be any words; in quotation marks they fit everywhere.
  const days = new Map([
    ...Object.entries(knownDays),
    ...Object.entries(policy.anchors).map(([name, said]) => [name, quoted(said)] as const),
    ...policy.dates.map(({ id, title }) => [id, `the day ${quoted(title)}`] as const),
  ]);
  const titles = new Map(
    [...placedRequirements(policy)].map(({ requirement: { id, title } }) => [id, title]),
  );
  const questions = new Map(policy.questions.map(({ id, ask }) => [id, ask]));
  return {
    day: (name) => days.get(name) ?? `the day of ${quoted(spoken(name))}`,
    requirement: (id) => titles.get(id) ?? id,
    question: (id) => questions.get(id) ?? id,
  };
}

function quoted(words: string): string {
  return `“${words.replace(/\.$/, '')}”`;
}

import type { Flaw } from '../../policy/flaw.js';
import type { Policy } from '../../policy/schema.js';
import type { Case, CaseFile } from '../case.js';
import { knownIn } from '../known/known.js';
import { dayFlaws } from './days.js';
import { expectedFlaws } from './expected.js';
import { givenFlaws } from './given.js';
import type { CaseFlaw } from './unknown.js';

/** Whatever a case file says that its policy does not know, or that can never matter. */
export function caseFlaws(policy: Policy, { section, cases }: CaseFile): readonly Flaw[] {
  const known = knownIn(policy);
  return [
    ...repeatedNames(cases),
    ...cases.flatMap((one, place) => {
      const own = ['cases', place];
      const given = [...own, 'given'];
      const strange = [...givenFlaws(one.given, known)];
      return [
        ...within(given, unlessMeant(one, strange)),
        ...within(given, dayFlaws(one)),
        ...within(own, meantInVain(one, strange)),
        ...within(own, expectedFlaws(one, section, known)),
      ];
    }),
  ];
}

function* repeatedNames(cases: readonly Case[]): Generator<Flaw> {
  const seen = new Set<string>();
  for (const [place, { case: name }] of cases.entries()) {
    if (seen.has(name)) {
      const problem = `a second case named “${name}”`;
      yield { path: ['cases', place, 'case'], problem, mend: 'Give each its own name.' };
    }
    seen.add(name);
  }
}

function within(around: Flaw['path'], flaws: Iterable<CaseFlaw>): readonly Flaw[] {
  return [...flaws].map(({ path, problem, mend }) => ({
    path: [...around, ...path],
    problem,
    mend,
  }));
}

function unlessMeant({ notInPolicy }: Case, flaws: readonly CaseFlaw[]): readonly CaseFlaw[] {
  return flaws.filter(({ name }) => name === undefined || !notInPolicy.includes(name));
}

/** What is said to be no name of the policy, and is one, or stands nowhere in the case. */
function* meantInVain({ notInPolicy }: Case, flaws: readonly CaseFlaw[]): Generator<CaseFlaw> {
  for (const [place, name] of notInPolicy.entries()) {
    if (flaws.some((flaw) => flaw.name === name)) continue;
    yield {
      path: ['notInPolicy', place],
      problem: `nothing of the name ${name} is given that the policy does not know`,
      mend: 'Correct the name, or take it out.',
    };
  }
}

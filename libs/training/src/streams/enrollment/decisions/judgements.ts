import { assertReading, findRequirement } from '#programs';
import { decisionsOpen, withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { assertEnrolled, assertHappened, broken } from '../rules.js';
import type { Decide, Happening } from '../rules.js';
import type { EnrollmentState } from '../state.js';

/** A person says how a question of the rules is to be read for this trainee. */
export const chooseReading =
  (
    { question, reading, factId, occurredOn }: Happening & { question: string; reading: string },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    assertReading(judge.policy, question, reading);
    const current = state.records.findLast(
      ({ type, data }) => type === 'ReadingChosen' && data.question === question,
    );
    if (current?.type === 'ReadingChosen' && current.data.reading === reading) return [];
    assertHappened(state, occurredOn, judge.today);
    const data = { question, reading, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'ReadingChosen', data }], judge);
  };

/** A person decides a requirement that the rules leave to a person. */
export const judgeRequirement =
  (
    {
      requirement,
      outcome,
      factId,
      occurredOn,
    }: Happening & {
      requirement: string;
      outcome: 'met' | 'unmet';
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const current = state.records.findLast(
      ({ type, data }) => type === 'RequirementJudged' && data.requirement === requirement,
    );
    const awaited =
      waitsFor(state, requirement, judge) &&
      findRequirement(judge.policy, requirement) !== undefined;
    if (!awaited && current?.type === 'RequirementJudged' && current.data.outcome === outcome)
      return [];
    if (!awaited) {
      throw broken(
        'decision-not-awaited',
        `${requirement} is no requirement that waits for a decision here. See /decisions for those that do; a question of how the rules are read is answered by choosing a reading, a request for accommodation by granting or denying it.`,
        { awaiting: [...state.awaiting.keys()] },
      );
    }
    assertHappened(state, occurredOn, judge.today);
    const data = { requirement, outcome, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'RequirementJudged', data }], judge);
  };

// Of somebody who has left nothing is awaited, but what is open can still be decided.
function waitsFor(state: EnrollmentState, requirement: string, judge: Judge): boolean {
  if (state.leftOn === undefined) return state.awaiting.has(requirement);
  return decisionsOpen(state, judge).some(({ id }) => id === requirement);
}

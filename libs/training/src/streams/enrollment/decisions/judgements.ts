import { assertReading, findRequirement } from '#programs';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { assertHappened, assertPresent, broken } from '../rules.js';
import type { Decide, Happening } from '../rules.js';

/** A person says how a question of the rules is to be read for this trainee. */
export const chooseReading =
  (
    { question, reading, factId, occurredOn }: Happening & { question: string; reading: string },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertPresent(state);
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
    assertPresent(state);
    const current = state.records.findLast(
      ({ type, data }) => type === 'RequirementJudged' && data.requirement === requirement,
    );
    const awaited =
      state.awaiting.has(requirement) && findRequirement(judge.policy, requirement) !== undefined;
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

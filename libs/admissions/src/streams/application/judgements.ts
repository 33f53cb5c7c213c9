import type { FactId } from '#event-log';
import { assertReading, findRequirement } from '#programs';
import { withConsequences } from './consequences.js';
import type { ApplicationFact } from './events.js';
import { assertHappened, assertOpen, assertReceived, broken } from './rules.js';
import type { Decide, Happening, Judge } from './rules.js';
import { standingOutcome } from './state.js';

/** A person says how a question of the rules is to be read for this applicant. */
export const chooseReading =
  (
    { question, reading, factId, occurredOn }: Happening & { question: string; reading: string },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertOpen(state);
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
    }: Happening & { requirement: string; outcome: 'met' | 'unmet' },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertOpen(state);
    const current = state.records.findLast(
      ({ type, data }) => type === 'RequirementJudged' && data.requirement === requirement,
    );
    if (
      !state.awaiting.has(requirement) ||
      findRequirement(judge.policy, requirement) === undefined
    ) {
      if (current?.type === 'RequirementJudged' && current.data.outcome === outcome) return [];
      throw broken(
        'decision-not-awaited',
        `${requirement} is no requirement that waits for a decision here. See /decisions for those that do; a question of how the rules are read is answered by choosing a reading.`,
        { awaiting: [...state.awaiting] },
      );
    }
    assertHappened(state, occurredOn, judge.today);
    const data = { requirement, outcome, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'RequirementJudged', data }], judge);
  };

const voidable: ReadonlySet<ApplicationFact['type']> = new Set<ApplicationFact['type']>([
  'StatementAttested',
  'ReferenceReceived',
  'ApplicantInterviewed',
  'ReadingChosen',
  'RequirementJudged',
  'ApplicantAccepted',
  'ApplicantDeclined',
  'ApplicationWithdrawn',
]);

/**
 * Takes a wrong record out of the evidence and withdraws what no longer holds. An outcome recorded by
 * mistake is taken back first; then the application is open again for everything else.
 */
export const voidRecord =
  (wrong: FactId, voiding: FactId, judge: Judge): Decide =>
  (state) => {
    assertReceived(state);
    const record = state.records.find(({ id }) => id === wrong);
    if (record === undefined) {
      if (state.voided.has(wrong)) return [];
      throw broken(
        'fact-unknown',
        `This application has no standing record ${wrong}. Take the id from the timeline.`,
      );
    }
    if (record !== standingOutcome(state)) assertOpen(state);
    if (state.placement !== undefined) {
      throw broken(
        'placed-in-cohort',
        'The acceptance is used for a cohort; withdraw the trainee from it first.',
      );
    }
    if (!voidable.has(record.type)) {
      throw broken('fact-not-voidable', `${record.type} can't be taken back this way.`);
    }
    return withConsequences(
      state,
      [{ id: voiding, type: 'RecordVoided', data: { factId: wrong } }],
      judge,
    );
  };

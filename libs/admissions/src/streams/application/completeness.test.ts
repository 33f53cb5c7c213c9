import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  applied,
  attestations,
  attested,
  complete,
  completed,
  day,
  fact,
  formFilled,
  judge,
  letter,
  letterCame,
  received,
  statements,
} from '../../testing/applicant.js';
import { attestStatements, receiveApplication, receiveReference } from './decisions.js';
import { voidRecord } from './judgements.js';
import type { ApplicationFact } from './events.js';
import { application } from './state.js';

const scenario = scenarios(application);

const completedBecause = (...because: readonly string[]): ApplicationFact => ({
  type: 'ApplicationCompleted',
  data: { because: because.map(fact) },
});
const allStatements = statements.map((statement) => `attested-${statement}`);
const noLonger = (...unmet: readonly string[]): ApplicationFact => ({
  type: 'ApplicationNoLongerComplete',
  data: { unmet: [...unmet] },
});
const voided = (factId: string) =>
  ({ id: fact('voiding'), type: 'RecordVoided', data: { factId: fact(factId) } }) as const;
const lastLetter = receiveReference(letter(2), fact('letter-2'), judge);

describe('an application is complete', () => {
  scenario('in the same append as the last thing that was missing')
    .given(...formFilled, letterCame(1))
    .when(lastLetter)
    .thenRecorded(
      letterCame(2),
      completedBecause('received', ...allStatements, 'letter-1', 'letter-2'),
    );

  for (const missing of statements) {
    scenario(`not without the statement ${missing}`)
      .given(received, ...statements.filter((one) => one !== missing).map(attested), letterCame(1))
      .when(lastLetter)
      .thenRecorded(letterCame(2));
  }

  scenario('for somebody who works in the state and lives elsewhere')
    .given(
      received,
      ...statements.filter((one) => one !== 'lives-in-massachusetts').map(attested),
      attested('works-in-massachusetts'),
      letterCame(1),
    )
    .when(lastLetter)
    .thenRecorded(
      letterCame(2),
      completedBecause(
        'received',
        ...allStatements.filter((one) => !one.endsWith('lives-in-massachusetts')),
        'attested-works-in-massachusetts',
        'letter-1',
        'letter-2',
      ),
    );

  scenario('when the last statement comes after the letters')
    .given(received, ...statements.slice(1).map(attested), letterCame(1), letterCame(2))
    .when(attestStatements(attestations('lived-experience'), day('2018-05-12'), judge))
    .thenRecorded(
      {
        id: fact('attested-lived-experience'),
        type: 'StatementAttested',
        data: { statement: 'lived-experience', occurredOn: day('2018-05-12') },
      },
      completedBecause(
        'received',
        'attested-lived-experience',
        ...allStatements.slice(1),
        'letter-1',
        'letter-2',
      ),
    );

  scenario('not by its form alone')
    .given()
    .when(receiveApplication(applied, fact('received'), attestations(...statements), judge))
    .thenRecorded(...formFilled);
});

describe('two letters of reference', () => {
  const second = (changes: Partial<ReturnType<typeof letter>>) =>
    receiveReference(letter(2, changes), fact('letter-2'), judge);
  const withoutRole = { roles: [] };

  scenario('one letter is not enough')
    .given(...formFilled)
    .when(receiveReference(letter(1), fact('letter-1'), judge))
    .thenRecorded(letterCame(1));
  scenario('a letter from family does not count')
    .given(...formFilled, letterCame(1))
    .when(second({ relation: 'family' }))
    .thenRecorded(letterCame(2, { relation: 'family' }));
  scenario('a letter from a friend counts')
    .given(...formFilled, letterCame(1))
    .when(second({ relation: 'friend' }))
    .thenRecorded(
      letterCame(2, { relation: 'friend' }),
      completedBecause('received', ...allStatements, 'letter-1', 'letter-2'),
    );
  scenario('known for exactly a year on the day of the letter is not more than a year')
    .given(...formFilled, letterCame(1))
    .when(second({ knownSince: day('2017-05-10') }))
    .thenRecorded(letterCame(2, { knownSince: day('2017-05-10') }));
  scenario('known for exactly a year on the day of the application waits for the day that is meant')
    .given(...formFilled, letterCame(1))
    .when(second({ knownSince: day('2017-05-01') }))
    .thenRecorded(letterCame(2, { knownSince: day('2017-05-01') }), {
      type: 'DecisionAwaited',
      data: {
        decision: 'known-by-which-day',
        requirement: 'references',
        because: [fact('letter-1'), fact('letter-2')],
      },
    });
  scenario('known for a year and a day on the day of the application is')
    .given(...formFilled, letterCame(1))
    .when(second({ knownSince: day('2017-04-30') }))
    .thenRecorded(
      letterCame(2, { knownSince: day('2017-04-30') }),
      completedBecause('received', ...allStatements, 'letter-1', 'letter-2'),
    );
  scenario('whether two letters from the same person are one or two waits for a person')
    .given(...formFilled, letterCame(1))
    .when(second({ refereeId: letter(1).refereeId }))
    .thenRecorded(letterCame(2, { refereeId: letter(1).refereeId }), {
      type: 'DecisionAwaited',
      data: {
        decision: 'references',
        requirement: 'references',
        because: [fact('letter-1'), fact('letter-2')],
      },
    });
  scenario('neither from somebody in peer support is not enough')
    .given(...formFilled, letterCame(1, withoutRole))
    .when(second(withoutRole))
    .thenRecorded(letterCame(2, withoutRole));
  scenario('one of the two from somebody in peer support is')
    .given(...formFilled, letterCame(1, withoutRole))
    .when(second({}))
    .thenRecorded(
      letterCame(2),
      completedBecause('received', ...allStatements, 'letter-1', 'letter-2'),
    );
});

describe('an application is no longer complete', () => {
  scenario('once one of two letters is voided, in the same append')
    .given(...complete)
    .when(voidRecord(fact('letter-1'), fact('voiding'), judge))
    .thenRecorded(voided('letter-1'), noLonger('references'));
  scenario('once the only letter from peer support is voided, though two others stand')
    .given(
      ...formFilled,
      letterCame(1),
      letterCame(2, { roles: [] }),
      letterCame(3, { roles: [] }),
      completed,
    )
    .when(voidRecord(fact('letter-1'), fact('voiding'), judge))
    .thenRecorded(voided('letter-1'), noLonger('references'));
  scenario('but stays complete when a third letter makes up for the voided one')
    .given(...complete, letterCame(3))
    .when(voidRecord(fact('letter-1'), fact('voiding'), judge))
    .thenRecorded(voided('letter-1'));
  scenario('once the statement about the place is voided')
    .given(...complete)
    .when(voidRecord(fact('attested-lives-in-massachusetts'), fact('voiding'), judge))
    .thenRecorded(voided('attested-lives-in-massachusetts'), noLonger('place'));
});

import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import type { Policy, Requirement } from '#programs';
import {
  attested,
  fact,
  judge,
  letterCame,
  massachusetts,
  on,
  received,
  statements,
  withdrawn,
} from '../../testing/applicant.js';
import { withConsequences } from './consequences.js';
import { withdrawApplication } from './decisions.js';
import type { ApplicationFact } from './events.js';
import { chooseReading, judgeRequirement, voidRecord } from './judgements.js';
import type { Decide, Judge } from './rules.js';
import { application } from './state.js';

const scenario = scenarios(application);

// A program that leaves open whether working in the state will do.
const unsure: Judge = { ...judge, policy: withOpenPlace(massachusetts) };
const given = [
  received,
  ...statements.filter((one) => one !== 'lives-in-massachusetts').map(attested),
  attested('works-in-massachusetts'),
  letterCame(1),
];
const awaited: ApplicationFact = {
  type: 'DecisionAwaited',
  data: {
    decision: 'place-question',
    requirement: 'place',
    because: [fact('attested-works-in-massachusetts')],
  },
};
const choose = (reading: string, question = 'place-question') =>
  chooseReading({ question, reading, ...on('2018-06-01', 'chosen') }, unsure);
const chosen = (reading: string) =>
  ({
    id: fact('chosen'),
    type: 'ReadingChosen',
    data: { question: 'place-question', reading, occurredOn: on('2018-06-01').occurredOn },
  }) as const;
const noLongerAwaited = {
  type: 'DecisionNoLongerAwaited',
  data: { decision: 'place-question' },
} as const;
const lastLetter: Decide = (state) =>
  state.records.some(({ id }) => id === 'letter-2')
    ? []
    : withConsequences(state, [{ ...letterCame(2), id: fact('letter-2') }], unsure);

describe('a question that the rules leave open', () => {
  scenario('waits for a person as soon as the application hangs on it')
    .given(...given)
    .when(lastLetter)
    .thenRecorded(letterCame(2), awaited);
  scenario('completes the application when it is read in favour')
    .given(...given, letterCame(2), awaited)
    .when(choose('live-or-work'))
    .thenRecorded(
      chosen('live-or-work'),
      {
        type: 'ApplicationCompleted',
        data: {
          because: [
            'received',
            ...statements
              .filter((one) => one !== 'lives-in-massachusetts')
              .map((one) => `attested-${one}`),
            'attested-works-in-massachusetts',
            'chosen',
            'letter-1',
            'letter-2',
          ],
        },
      },
      noLongerAwaited,
    );
  scenario('leaves it incomplete when it is read against')
    .given(...given, letterCame(2), awaited)
    .when(choose('live'))
    .thenRecorded(chosen('live'), noLongerAwaited);
  scenario('read the same again changes nothing')
    .given(...given, letterCame(2), awaited, chosen('live'), noLongerAwaited)
    .when(choose('live'))
    .thenNothing();
  scenario('waits again once the answer is taken back')
    .given(...given, letterCame(2), awaited, chosen('live'), noLongerAwaited)
    .when(voidRecord(fact('chosen'), fact('voiding'), unsure))
    .thenRecorded(
      { id: fact('voiding'), type: 'RecordVoided', data: { factId: fact('chosen') } },
      awaited,
    );
  scenario('has the readings that the rules give it, and no other')
    .given(...given)
    .when(choose('neither'))
    .thenRefused('reading-unknown');
  scenario('has to be one of the rules')
    .given(...given)
    .when(choose('live', 'weather'))
    .thenRefused('question-unknown');
  scenario('waits for nobody once the applicant withdraws')
    .given(...given, letterCame(2), awaited)
    .when(withdrawApplication(on('2018-06-10', 'withdrawn'), unsure))
    .thenRecorded(withdrawn, noLongerAwaited);
  scenario('is not answered after the applicant withdrew')
    .given(...given, withdrawn)
    .when(choose('live'))
    .thenRefused('application-withdrawn');
});

describe('a requirement is judged by a person', () => {
  const judged = (requirement: string) =>
    judgeRequirement({ requirement, outcome: 'met', ...on('2018-06-01') }, unsure);
  scenario('only where the rules leave it to a person')
    .given(received)
    .when(judged('place'))
    .thenRefused('decision-not-awaited');
  scenario('and not where they ask how they are to be read')
    .given(...given, letterCame(2), awaited)
    .when(judged('place-question'))
    .thenRefused('decision-not-awaited');
});

function withOpenPlace(policy: Policy): Policy {
  const { apply } = policy;
  if (typeof apply === 'string' || typeof apply.require === 'string') throw new Error('no rules');
  if (apply.require.kind !== 'all') throw new Error('not a list of rules');
  const place = apply.require.of.find(({ id }) => id === 'place');
  if (place?.kind !== 'any') throw new Error('no rule about the place');
  const [lives] = place.of;
  if (lives === undefined) throw new Error('no rule about living there');
  const { rules } = place;
  return {
    ...policy,
    questions: [
      ...policy.questions,
      {
        id: 'place-question',
        ask: 'Does working in the state do?',
        rules,
        readings: [
          { id: 'live', says: 'It does not.' },
          { id: 'live-or-work', says: 'It does.' },
        ],
        settled: 'not stated',
      },
    ],
    apply: {
      ...apply,
      require: {
        ...apply.require,
        of: apply.require.of.map((one): Requirement =>
          one.id === 'place'
            ? {
                kind: 'readings',
                id: 'place',
                title: 'Place',
                rules,
                question: 'place-question',
                readings: {
                  live: { ...lives, id: 'place-live' },
                  'live-or-work': { ...place, id: 'place-live-or-work' },
                },
              }
            : one,
        ),
      },
    },
  };
}

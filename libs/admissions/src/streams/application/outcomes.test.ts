import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  accepted,
  attested,
  cohortId,
  complete,
  declined,
  enrollmentId,
  fact,
  formFilled,
  held,
  id,
  interview,
  interviewed,
  judge,
  letterCame,
  on,
  placed,
  ready,
  received,
  scheduled,
  withdrawn,
} from '../../testing/applicant.js';
import {
  acceptApplicant,
  declineApplicant,
  giveUpPlacement,
  placeApplicant,
  withdrawApplication,
} from './decisions.js';
import type { ApplicationFact } from './events.js';
import { voidRecord } from './judgements.js';
import { application } from './state.js';

const scenario = scenarios(application);

describe('accepting', () => {
  const accept = acceptApplicant(on('2018-06-10', 'accepted'), judge);

  scenario('somebody who meets all that is asked')
    .given(...ready)
    .when(accept)
    .thenRecorded(accepted);
  scenario('again changes nothing')
    .given(...ready, accepted)
    .when(accept)
    .thenNothing();
  scenario('nobody whose application is incomplete')
    .given(...formFilled, letterCame(1), scheduled, held)
    .when(accept)
    .thenRefused('requirements-unmet');
  scenario('nobody who was not interviewed')
    .given(...complete, scheduled)
    .when(accept)
    .thenRefused('requirements-unmet');
  scenario('nobody who was interviewed by telephone, since the rules say in person')
    .given(
      ...complete,
      { ...scheduled, data: interview(1, 'telephone') },
      { ...held, data: interviewed(1, 'telephone') },
    )
    .when(accept)
    .thenRefused('requirements-unmet');
  scenario('somebody interviewed by telephone first and in person then')
    .given(
      ...complete,
      { ...scheduled, data: interview(1, 'telephone') },
      { ...held, data: interviewed(1, 'telephone') },
      { id: fact('scheduled-2'), type: 'InterviewScheduled', data: interview(2) },
      { id: fact('held-2'), type: 'ApplicantInterviewed', data: interviewed(2) },
    )
    .when(accept)
    .thenRecorded(accepted);
  scenario('nobody who was declined')
    .given(...ready, declined)
    .when(accept)
    .thenRefused('application-decided');
  scenario('nobody who withdrew')
    .given(...ready, withdrawn)
    .when(accept)
    .thenRefused('application-withdrawn');
  scenario('nobody in advance')
    .given(...ready)
    .when(acceptApplicant(on('2018-07-01'), judge))
    .thenRefused('date-in-future');
});

describe('declining', () => {
  const decline = declineApplicant(on('2018-06-10', 'declined'), judge);

  scenario('an applicant, complete or not').given(received).when(decline).thenRecorded(declined);
  scenario('again changes nothing').given(received, declined).when(decline).thenNothing();
  scenario('nobody who was accepted')
    .given(...ready, accepted)
    .when(decline)
    .thenRefused('application-decided');
  scenario('nobody who withdrew')
    .given(received, withdrawn)
    .when(decline)
    .thenRefused('application-withdrawn');
});

describe('withdrawing', () => {
  const withdraw = withdrawApplication(on('2018-06-10', 'withdrawn'), judge);

  scenario('an open application').given(received).when(withdraw).thenRecorded(withdrawn);
  scenario('an accepted one')
    .given(...ready, accepted)
    .when(withdraw)
    .thenRecorded(withdrawn);
  scenario('again changes nothing').given(received, withdrawn).when(withdraw).thenNothing();
  scenario('not while enrolled')
    .given(...ready, accepted, placed)
    .when(withdraw)
    .thenRefused('placed-in-cohort');
  scenario('not one that was declined')
    .given(received, declined)
    .when(withdraw)
    .thenRefused('application-decided');
  const waiting: ApplicationFact = {
    type: 'DecisionAwaited',
    data: { decision: 'anything', requirement: 'anything', because: [] },
  };
  const noLongerAwaited = {
    type: 'DecisionNoLongerAwaited',
    data: { decision: 'anything' },
  } as const;
  scenario('leaves no decision waiting for anybody')
    .given(received, waiting)
    .when(withdraw)
    .thenRecorded(withdrawn, noLongerAwaited);
  scenario('and neither does declining')
    .given(received, waiting)
    .when(declineApplicant(on('2018-06-10', 'declined'), judge))
    .thenRecorded(declined, noLongerAwaited);
});

describe('taking an outcome back that was recorded by mistake', () => {
  const voiding = (wrong: string) => voidRecord(fact(wrong), fact('voiding'), judge);
  const voided = (factId: string) =>
    ({ id: fact('voiding'), type: 'RecordVoided', data: { factId: fact(factId) } }) as const;

  scenario('an acceptance')
    .given(...ready, accepted)
    .when(voiding('accepted'))
    .thenRecorded(voided('accepted'));
  scenario('a refusal')
    .given(...ready, declined)
    .when(voiding('declined'))
    .thenRecorded(voided('declined'));
  scenario('a withdrawal')
    .given(...ready, withdrawn)
    .when(voiding('withdrawn'))
    .thenRecorded(voided('withdrawn'));
  scenario('opens the application again')
    .given(...ready, declined, voided('declined'))
    .when(acceptApplicant(on('2018-06-10', 'accepted'), judge))
    .thenRecorded(accepted);
  scenario('of a withdrawal leaves the acceptance before it')
    .given(...ready, accepted, withdrawn, voided('withdrawn'))
    .when(placeApplicant({ cohortId, enrollmentId }))
    .thenRecorded(placed);
  scenario('not an acceptance that is used for a class')
    .given(...ready, accepted, placed)
    .when(voiding('accepted'))
    .thenRefused('placed-in-cohort');
  scenario('no other record is taken back while the outcome stands')
    .given(...ready, accepted)
    .when(voiding('letter-1'))
    .thenRefused('application-decided');
  scenario('a letter found to be false is taken back after that, and the application is incomplete')
    .given(...ready, accepted, { ...voided('accepted'), id: fact('first') })
    .when(voiding('letter-1'))
    .thenRecorded(voided('letter-1'), {
      type: 'ApplicationNoLongerComplete',
      data: { unmet: ['references'] },
    });
});

describe('taking a record back', () => {
  const voiding = (wrong: string) => voidRecord(fact(wrong), fact('voiding'), judge);
  scenario('twice changes nothing')
    .given(received, attested('lived-experience'), {
      type: 'RecordVoided',
      data: { factId: fact('attested-lived-experience') },
    })
    .when(voiding('attested-lived-experience'))
    .thenNothing();
  scenario('not one that is not there')
    .given(received)
    .when(voiding('elsewhere'))
    .thenRefused('fact-unknown');
  scenario('not the application itself')
    .given(received)
    .when(voiding('received'))
    .thenRefused('fact-not-voidable');
  scenario('not a scheduled interview, which is cancelled instead')
    .given(received, scheduled)
    .when(voiding('scheduled'))
    .thenRefused('fact-not-voidable');
});

describe('placing in a class', () => {
  const place = placeApplicant({ cohortId, enrollmentId });
  const elsewhere = placeApplicant({ cohortId: id(9), enrollmentId: id(10) });
  const givenUp = { type: 'PlacementGivenUp', data: { cohortId } } as const;

  scenario('an accepted applicant')
    .given(...ready, accepted)
    .when(place)
    .thenRecorded(placed);
  scenario('again changes nothing')
    .given(...ready, accepted, placed)
    .when(place)
    .thenNothing();
  scenario('not in two classes')
    .given(...ready, accepted, placed)
    .when(elsewhere)
    .thenRefused('placed-elsewhere');
  scenario('nobody who is not accepted')
    .given(...ready)
    .when(place)
    .thenRefused('application-not-accepted');
  scenario('nobody who withdrew')
    .given(...ready, accepted, withdrawn)
    .when(place)
    .thenRefused('application-not-accepted');
  scenario('nobody unknown').given().when(place).thenRefused('application-unknown');
  scenario('is given up')
    .given(...ready, accepted, placed)
    .when(giveUpPlacement(enrollmentId))
    .thenRecorded(givenUp);
  scenario('is given up once')
    .given(...ready, accepted, placed, givenUp)
    .when(giveUpPlacement(enrollmentId))
    .thenNothing();
  scenario('a later one in the same class is not given up in place of the first')
    .given(...ready, accepted, placed, givenUp, {
      type: 'ApplicantPlaced',
      data: { cohortId, enrollmentId: id(11) },
    })
    .when(giveUpPlacement(enrollmentId))
    .thenNothing();
  scenario('in another class is possible once the first is given up')
    .given(...ready, accepted, placed, givenUp)
    .when(elsewhere)
    .thenRecorded({ type: 'ApplicantPlaced', data: { cohortId: id(9), enrollmentId: id(10) } });
});

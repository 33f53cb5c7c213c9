import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  accepted,
  applied,
  attestations,
  attested,
  cohortId,
  complete,
  completed,
  day,
  declined,
  enrollmentId,
  fact,
  formFilled,
  held,
  id,
  interview,
  interviewed,
  judge,
  letter,
  letterCame,
  massachusetts,
  on,
  placed,
  ready,
  received,
  scheduled,
  today,
  withdrawn,
} from '../../testing/applicant.js';
import {
  acceptApplicant,
  attestStatements,
  cancelInterview,
  declineApplicant,
  giveUpPlacement,
  interviewApplicant,
  placeApplicant,
  receiveApplication,
  receiveReference,
  scheduleInterview,
  withdrawApplication,
} from './decisions.js';
import type { ApplicationFact } from './events.js';
import { voidRecord } from './judgements.js';
import { application } from './state.js';

const scenario = scenarios(application);
const may12 = day('2018-05-12');
const tomorrow = day('2018-07-01');

describe('receiving an application', () => {
  const receive = (occurredOn = applied.occurredOn, ...of: readonly string[]) =>
    receiveApplication({ ...applied, occurredOn }, fact('received'), attestations(...of), judge);

  scenario('takes it with what was attested on the form')
    .given()
    .when(receive(applied.occurredOn, 'lived-experience'))
    .thenRecorded(received, attested('lived-experience'));
  scenario('takes a statement that stands on the form twice once')
    .given()
    .when(receive(applied.occurredOn, 'lived-experience', 'lived-experience'))
    .thenRecorded(received, attested('lived-experience'));
  scenario('takes none twice under one id')
    .given(received)
    .when(receive())
    .thenRefused('application-exists');
  scenario('takes one that came today')
    .given()
    .when(receive(today))
    .thenRecorded({
      ...received,
      data: { ...applied, occurredOn: today },
    });
  scenario('takes none that is still to come')
    .given()
    .when(receive(tomorrow))
    .thenRefused('date-in-future');
  scenario('takes no statement that the rules do not ask for')
    .given()
    .when(receive(applied.occurredOn, 'owns-a-car'))
    .thenRefused('statement-unknown');
});

describe('attesting', () => {
  const attest = (statement: string, detail?: string, occurredOn = may12) =>
    attestStatements([{ statement, factId: fact('new'), detail }], occurredOn, judge);
  const diploma = 'high-school-diploma-or-equivalent';
  const ged = {
    id: fact('new'),
    type: 'StatementAttested',
    data: { statement: diploma, detail: 'GED', occurredOn: may12 },
  } as const;

  scenario('a statement, with one of the details that the rules name')
    .given(received)
    .when(attest(diploma, 'GED'))
    .thenRecorded(ged);
  scenario('another equivalent, since the list ends in "etc."')
    .given(received)
    .when(attest(diploma, 'other'))
    .thenRecorded({ ...ged, data: { ...ged.data, detail: 'other' } });
  scenario('but no detail in free words')
    .given(received)
    .when(attest(diploma, 'I left school because'))
    .thenRefused('detail-unknown');
  scenario('nor a detail where none is asked for')
    .given(received)
    .when(attest('lived-experience', 'GED'))
    .thenRefused('detail-unknown');
  scenario('the same again changes nothing')
    .given(received, ged)
    .when(attest(diploma, 'GED'))
    .thenNothing();
  scenario('the same twice in one request is recorded once')
    .given(received)
    .when(
      attestStatements(
        [...attestations('lived-experience'), ...attestations('lived-experience')],
        applied.occurredOn,
        judge,
      ),
    )
    .thenRecorded(attested('lived-experience'));
  scenario('the same with another detail needs the first taken back')
    .given(received, ged)
    .when(attest(diploma, 'HiSET'))
    .thenRefused('statement-attested-otherwise');
  scenario('once the first is taken back, the other detail is taken')
    .given(received, ged, { type: 'RecordVoided', data: { factId: fact('new') } })
    .when(
      attestStatements(
        [{ statement: diploma, factId: fact('newer'), detail: 'HiSET' }],
        may12,
        judge,
      ),
    )
    .thenRecorded({
      id: fact('newer'),
      type: 'StatementAttested',
      data: { ...ged.data, detail: 'HiSET' },
    });
  scenario('not before the application')
    .given(received)
    .when(attest('lived-experience', undefined, day('2018-04-30')))
    .thenRefused('date-before-application');
  scenario('not to an application that nobody made')
    .given()
    .when(attest('lived-experience'))
    .thenRefused('application-unknown');
  scenario('not to one that was withdrawn')
    .given(received, withdrawn)
    .when(attest('lived-experience'))
    .thenRefused('application-withdrawn');
  scenario('not to one that was decided')
    .given(received, declined)
    .when(attest('lived-experience'))
    .thenRefused('application-decided');
});

describe('receiving a reference', () => {
  scenario('is recorded once')
    .given(received, letterCame(1))
    .when(receiveReference(letter(1), fact('again'), judge))
    .thenNothing();
  scenario('from somebody known since a day after the letter is refused')
    .given(received)
    .when(receiveReference(letter(1, { knownSince: day('2018-05-11') }), fact('new'), judge))
    .thenRefused('known-since-in-future');
  scenario('that is still to come is refused')
    .given(received)
    .when(receiveReference(letter(1, { occurredOn: tomorrow }), fact('new'), judge))
    .thenRefused('date-in-future');
  scenario('is refused after a decision')
    .given(...ready, accepted)
    .when(receiveReference(letter(3), fact('new'), judge))
    .thenRefused('application-decided');
});

describe('interviews', () => {
  const cancelled = {
    type: 'InterviewCancelled',
    data: { interviewId: interview(1).interviewId, occurredOn: day('2018-05-25') },
  } as const;
  const cancel = cancelInterview(interview(1).interviewId, on('2018-05-25'), judge);
  const hold = interviewApplicant(interviewed(1), fact('held'), judge);

  scenario('one is scheduled')
    .given(received)
    .when(scheduleInterview(interview(1), fact('scheduled'), judge))
    .thenRecorded(scheduled);
  scenario('the same is scheduled once')
    .given(received, scheduled)
    .when(scheduleInterview(interview(1), fact('again'), judge))
    .thenNothing();
  scenario('one that was scheduled is held')
    .given(received, scheduled)
    .when(hold)
    .thenRecorded(held);
  scenario('one is held once').given(received, scheduled, held).when(hold).thenNothing();
  scenario('one held in one way was not held in another')
    .given(received, scheduled, held)
    .when(interviewApplicant(interviewed(1, 'telephone'), fact('again'), judge))
    .thenRefused('interview-held');
  scenario('one that nobody scheduled is not held')
    .given(received)
    .when(hold)
    .thenRefused('interview-unknown');
  scenario('one that was cancelled is not held')
    .given(received, scheduled, cancelled)
    .when(hold)
    .thenRefused('interview-cancelled');
  scenario('one is not held tomorrow')
    .given(received, scheduled)
    .when(interviewApplicant({ ...interviewed(1), occurredOn: tomorrow }, fact('held'), judge))
    .thenRefused('date-in-future');
  scenario('one is cancelled').given(received, scheduled).when(cancel).thenRecorded(cancelled);
  scenario('one is cancelled once')
    .given(received, scheduled, cancelled)
    .when(cancel)
    .thenNothing();
  scenario('one that was held is not cancelled')
    .given(received, scheduled, held)
    .when(cancel)
    .thenRefused('interview-held');
  scenario('one recorded as held by mistake can be cancelled once that is taken back')
    .given(received, scheduled, held, { type: 'RecordVoided', data: { factId: fact('held') } })
    .when(cancel)
    .thenRecorded(cancelled);
});

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

describe('the rules that an application is judged by', () => {
  scenario('are asked about completeness even when nothing is asked')
    .given()
    .when(
      receiveApplication(applied, fact('received'), [], {
        policy: { ...massachusetts, apply: 'not stated' },
        today,
      }),
    )
    .thenRecorded(received, completed);
});

import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  day,
  fact,
  held,
  interview,
  interviewed,
  judge,
  on,
  received,
  scheduled,
} from '../../testing/applicant.js';
import { cancelInterview, interviewApplicant, scheduleInterview } from './decisions.js';
import { application } from './state.js';

const scenario = scenarios(application);
const tomorrow = day('2018-07-01');

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

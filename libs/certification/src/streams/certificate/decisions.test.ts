import { describe } from '@jest/globals';
import type { CalendarDate, FactId } from '#event-log';
import { scenarios } from '#event-log/testing';
import { awardCertificate } from './decisions.js';
import { certificate } from './state.js';

const scenario = scenarios(certificate);
const id = (number: number) => `00000000-0000-7000-8000-00000000000${number}`;
const award = {
  personId: id(1),
  enrollmentId: id(2),
  cohortId: id(3),
  program: 'us-massachusetts-cps',
  policyVersion: '2018-01-01',
  occurredOn: '2018-06-30' as CalendarDate,
};
const by = ['completed', 'attempt-1', 'mark-1'] as FactId[];
const awarded = { type: 'CertificateAwarded', data: { ...award, because: by } } as const;

describe('awarding a certificate', () => {
  scenario('that was earned, because of what earned it')
    .given()
    .when(awardCertificate({ award, by, standing: 'certification-earned' }))
    .thenRecorded(awarded);
  scenario('again changes nothing')
    .given(awarded)
    .when(awardCertificate({ award, by, standing: 'certification-earned' }))
    .thenNothing();
  scenario('not one that was not earned')
    .given()
    .when(awardCertificate({ award, standing: 'training-completed' }))
    .thenRefused('certification-not-earned');
});

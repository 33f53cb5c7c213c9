import type { ApplicationRule } from '#admissions';
import type { CertificateRule } from '#certification';
import type { RuleBroken } from '#event-log';
import type { NoticeRule } from '#notices';
import type { PersonRule } from '#people';
import type { ProgramRule, ReadingRule } from '#programs';
import type { CohortRule, EnrollmentRule } from '#training';
import { problemOfRule as ruleProblem } from './edge/problem-filter.js';
import type { Problem } from './edge/problem-filter.js';
import type { ProblemCode } from './edge/problems.js';

export type Rule =
  | ProgramRule
  | ReadingRule
  | PersonRule
  | ApplicationRule
  | CohortRule
  | EnrollmentRule
  | CertificateRule
  | NoticeRule;

/** What each code means and how to mend it: its page under /problems. */
export const rules: Readonly<Record<Rule, string>> = {
  'program-unknown':
    'There are no rules for a program of this name. GET /api/v1/programs lists those there are.',
  'policy-unknown':
    'The program has no such version of its rules. GET /api/v1/programs/{program} lists them.',
  'policy-not-adopted':
    'The program has adopted no rules that cover this. Adopt a version with POST /api/v1/programs/{program}/policies.',
  'policy-adopted-otherwise':
    'This version was adopted with other contents, and people may be judged by it. Give changed rules an effective date of their own.',

  'person-unknown': 'Nobody has this id. Register the person first with POST /api/v1/people.',
  'person-erased':
    'The person was erased, which cannot be undone. Nothing more can be recorded about them.',
  'person-already-registered':
    'A person with this id is registered already. Use a new Idempotency-Key for another person.',

  'application-unknown': 'No application has this id. Receive it with POST /api/v1/applications.',
  'application-exists':
    'An application with this id was received already. Use a new Idempotency-Key for another one.',
  'application-withdrawn':
    'The applicant withdrew it, and nothing more is recorded of it. Receive a new application instead.',
  'application-decided':
    'The applicant was accepted or declined already, and nothing more is recorded of the application.',
  'application-not-accepted':
    'Only an accepted applicant can be enrolled. Accept them first with POST /api/v1/applications/{applicationId}/acceptance.',
  'date-in-future':
    'The day is still to come where the program is. Record what happened once it has, or mend the date.',
  'date-before-application':
    'The day lies before the application. Mend the date; what came earlier belongs to no application.',
  'statement-unknown':
    'The rules ask for no such statement. The detail lists those that they ask for.',
  'detail-unknown':
    'The statement does not take this detail. The problem’s detail lists the choices that the rules give.',
  'statement-attested-otherwise':
    'The statement is attested already with another detail. Void that fact with a correction first.',
  'known-since-in-future':
    'The referee cannot have known the applicant since a day after the letter came. Mend `knownSince`.',
  'referee-unknown':
    'The applicant has named no referee with this id. Name them with POST /api/v1/people/{personId}/referees.',
  'interview-unknown':
    'No interview with this id was scheduled for the application. Take the id from the application.',
  'interview-cancelled': 'The interview was cancelled. Schedule it anew first.',
  'interview-held': 'The interview was held and can no longer be cancelled.',
  'placed-elsewhere':
    'The applicant is enrolled in another cohort on this application. Withdraw them there first.',
  'placed-in-cohort':
    'The applicant is enrolled. Withdraw them from the cohort with POST /api/v1/enrollments/{enrollmentId}/withdrawal.',

  'requirements-unmet':
    'Something that the rules ask for is not met. Ask why at the application or the enrollment.',
  'decision-awaited':
    'The outcome depends on a decision that a person has to make first. GET /api/v1/decisions lists those that wait.',
  'decision-not-awaited':
    'The requirement does not wait for a person. GET /api/v1/decisions lists those that do.',
  'question-unknown': 'The rules leave no such question open. The detail lists those that they do.',
  'reading-unknown':
    'The question has no such reading. The detail lists the ways in which it can be read.',
  'fact-unknown':
    'There is no standing record with this id here. Take it from the person’s timeline.',
  'record-already-corrected':
    'The record was taken back already. The detail names the one that took its place.',
  'fact-not-voidable':
    'A record of this kind is not taken back this way. The detail says what can be done.',

  'cohort-unknown': 'No cohort has this id. Plan it with POST /api/v1/cohorts.',
  'cohort-already-planned':
    'A cohort with this id is planned already. Use a new Idempotency-Key for another one.',
  'plan-breaks-rules':
    'The plan would break what the rules ask of the program. `details.faults` names each; mend the dates or modules.',
  'plan-out-of-order': 'Two sessions would fall on one day. Give each session a day of its own.',
  'session-unknown':
    'The cohort has no such class or retreat day. `details.known` lists those it has.',
  'session-cancelled': 'This class or retreat day was cancelled; nothing is recorded of it.',
  'sitting-unknown': 'The cohort has no such exam sitting. `details.known` lists those it has.',
  'sitting-cancelled': 'This exam sitting was cancelled; choose another.',
  'cohort-full':
    'Every seat is taken. Enroll the person in another cohort, or wait for a seat to be given up.',

  'enrollment-unknown':
    'No enrollment has this id. Enroll the applicant with POST /api/v1/cohorts/{cohortId}/enrollments.',
  'already-enrolled': 'This enrollment belongs to another application.',
  'disqualified-before':
    'The trainee was disqualified in an earlier class on this application. If a record is wrong, correct it there with POST /api/v1/enrollments/{enrollmentId}/corrections (`details.enrollmentId` names it), which can be done after they left; else take a new application.',
  'other-program': 'The application is for another program than the cohort. Choose another cohort.',
  'enrollment-in-other-cohort': 'The trainee belongs to another cohort. Mark them there.',
  'trainee-withdrew':
    'The trainee had left the cohort by that day (`details.leftOn`), and nothing is recorded of later days. What happened up to the day of leaving can be recorded with its own day, and a wrong record can be corrected at any time.',
  'trainee-disqualified':
    'The trainee is disqualified. Ask why at the enrollment; if a record is wrong, correct it, and the disqualification is withdrawn with it.',
  'date-before-enrollment': 'The day lies before the application. Mend the date.',
  'module-unknown': 'The session has no such module. `details.known` lists those it has.',
  'module-already-marked':
    'The module is marked otherwise already. Correct that fact, named in `details.factId`, and say why.',
  'module-reported-twice': 'One roll call says twice what became of a module. Say it once.',
  'modules-not-marked':
    'Attendance is missing for the modules in `details.modules`. Take the roll, or cancel a session that will not be held.',
  'training-not-completed':
    'The exam follows the training. Record its completion first with POST /api/v1/enrollments/{enrollmentId}/completion.',
  'accommodation-unknown': 'No accommodation with this id was requested for this enrollment.',
  'accommodation-decided':
    'The accommodation was decided otherwise already. Void that fact with a correction first.',
  'accommodation-incomplete':
    'The rules ask for more before it can be granted; `details` says what is needed and what was found.',
  'accommodation-not-asked-for-here':
    'The rules offer no such accommodation. `details.known` lists what they offer.',
  'exam-unknown': 'The rules know no such exam. `details.known` lists those they know.',
  'exam-already-passed': 'The exam is passed; there is nothing left to attempt.',
  'no-attempts-left':
    'All attempts that the rules allow are used. What follows is for the program to say.',
  'attempt-unknown': 'No exam attempt of this enrollment has this id.',
  'attempt-not-marked':
    'The attempt before this one is not marked. Mark it, or void it if it did not take place.',
  'sitting-already-attempted':
    'The trainee’s attempt at this sitting is recorded already. Name the sitting at which this one was made.',
  'date-before-attempt': 'The day of marking lies before that of the attempt. Mend the date.',
  'attempt-already-marked':
    'The attempt is marked otherwise already. Void that mark with a correction first.',

  'certification-not-earned':
    'Not everything that the program asks for a certificate is met. Ask why at the enrollment.',
  'certificate-unknown':
    'No certificate has this id; it has that of the enrollment it was earned in.',

  'notice-unknown':
    'No notice has this id. GET /api/v1/enrollments/{enrollmentId}/notices lists all that an enrollment could call for.',
  'notice-not-retriable':
    'Only a notice that bounced, was given up or had no address to go to can be tried again. The others go out, or not, by themselves; ask why at the notice.',
  'notice-not-called-for':
    'What the notice was to tell is not so any more, so it is not sent. Ask why at the notice.',
  'notice-too-late':
    'The notice could be of no use any more. Tell the person yourself if it still matters.',
  'attempt-not-begun':
    'A courier told the outcome of an attempt that it had not begun. Begin it first; no mail goes out unannounced.',
};

/** Codes that are not answered with 409. */
export const ruleKinds = {
  'program-unknown': 'not-found',
  'policy-unknown': 'not-found',
  'person-unknown': 'not-found',
  'person-erased': 'stream-deleted',
  'application-unknown': 'not-found',
  'interview-unknown': 'not-found',
  'cohort-unknown': 'not-found',
  'session-unknown': 'not-found',
  'sitting-unknown': 'not-found',
  'enrollment-unknown': 'not-found',
  'accommodation-unknown': 'not-found',
  'attempt-unknown': 'not-found',
  'certificate-unknown': 'not-found',
  'notice-unknown': 'not-found',
} as const satisfies Partial<Record<Rule, ProblemCode>>;

const pages: ReadonlySet<string> = new Set(Object.keys(rules));

/** A broken rule as Problem Details, for an answer that holds several results. */
export function problemOfRule(broken: RuleBroken, requestId: string): Problem {
  return ruleProblem(broken, requestId, pages, ruleKinds);
}

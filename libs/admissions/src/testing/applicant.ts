import type { CalendarDate, Decided, FactId } from '#event-log';
import { ShippedPolicies } from '#programs';
import type { Policy } from '#programs';
import type { ApplicationFact } from '../streams/application/events.js';
import type { Happening, Judge } from '../streams/application/rules.js';

/** An applicant to the Massachusetts program, on 2018-06-30 unless a test says otherwise. */
export const massachusetts = policyOf('us-massachusetts-cps', '2018-01-01');
/** Its later rules, which reckon a deadline back from the interview. */
export const laterMassachusetts = policyOf('us-massachusetts-cps', '2020-09-01');

function policyOf(program: string, version: string): Policy {
  const policy = new ShippedPolicies().find(program, version);
  if (policy === undefined) throw new Error(`${program} ${version} is not shipped`);
  return policy;
}

export const day = (text: string) => text as CalendarDate;
export const fact = (text: string) => text as FactId;
export const id = (number: number) =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

export const appliedOn = day('2018-05-01');
export const today = day('2018-06-30');
export const judge: Judge = { policy: massachusetts, today };

export const personId = id(1);
export const cohortId = id(2);
export const enrollmentId = id(3);

type Data<Type extends ApplicationFact['type']> = Extract<ApplicationFact, { type: Type }>['data'];

export const applied: Data<'ApplicationReceived'> = {
  personId,
  program: 'us-massachusetts-cps',
  policyVersion: '2018-01-01',
  occurredOn: appliedOn,
};

/** What a person with everything puts their name to. */
export const statements = [
  'lived-experience',
  'active-in-recovery',
  'willing-to-share',
  'eighteen-or-older',
  'high-school-diploma-or-equivalent',
  'lives-in-massachusetts',
] as const;

export const attestations = (...of: readonly string[]) =>
  of.map((statement) => ({ statement, factId: fact(`attested-${statement}`) }));

export const attested = (statement: string): Decided<ApplicationFact> => ({
  id: fact(`attested-${statement}`),
  type: 'StatementAttested',
  data: { statement, occurredOn: appliedOn },
});

export const letter = (
  number: number,
  changes: Partial<Data<'ReferenceReceived'>> = {},
): Data<'ReferenceReceived'> => ({
  referenceId: id(100 + number),
  refereeId: id(200 + number),
  relation: 'colleague',
  roles: ['involved-in-peer-support'],
  knownSince: day('2015-01-01'),
  occurredOn: day('2018-05-10'),
  ...changes,
});

export const letterCame = (
  number: number,
  changes: Partial<Data<'ReferenceReceived'>> = {},
): Decided<ApplicationFact> => ({
  id: fact(`letter-${number}`),
  type: 'ReferenceReceived',
  data: letter(number, changes),
});

export const interview = (
  number: number,
  mode: Data<'InterviewScheduled'>['mode'] = 'in-person',
): Data<'InterviewScheduled'> => ({
  interviewId: id(300 + number),
  date: day('2018-06-01'),
  mode,
  occurredOn: day('2018-05-20'),
});

export const interviewed = (
  number: number,
  mode: Data<'InterviewScheduled'>['mode'] = 'in-person',
): Data<'ApplicantInterviewed'> => ({
  interviewId: id(300 + number),
  mode,
  occurredOn: day('2018-06-01'),
});

export const received = recorded('received', 'ApplicationReceived', applied);
export const completed: Decided<ApplicationFact> = {
  type: 'ApplicationCompleted',
  data: { because: [] },
};
export const scheduled = recorded('scheduled', 'InterviewScheduled', interview(1));
export const held = recorded('held', 'ApplicantInterviewed', interviewed(1));
const june10 = { occurredOn: day('2018-06-10') };
export const accepted = recorded('accepted', 'ApplicantAccepted', june10);
export const declined = recorded('declined', 'ApplicantDeclined', june10);
export const withdrawn = recorded('withdrawn', 'ApplicationWithdrawn', june10);
export const placed: Decided<ApplicationFact> = {
  type: 'ApplicantPlaced',
  data: { cohortId, enrollmentId },
};

function recorded<Type extends ApplicationFact['type']>(
  name: string,
  type: Type,
  data: Data<Type>,
) {
  return { id: fact(name), type, data };
}

export const formFilled: readonly Decided<ApplicationFact>[] = [
  received,
  ...statements.map(attested),
];
/** Everything but the interview. */
export const complete: readonly Decided<ApplicationFact>[] = [
  ...formFilled,
  letterCame(1),
  letterCame(2),
  completed,
];
export const ready: readonly Decided<ApplicationFact>[] = [...complete, scheduled, held];

export const on = (date: string, factId = 'new-fact'): Happening => ({
  factId: fact(factId),
  occurredOn: day(date),
});

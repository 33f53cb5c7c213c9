import type { Api, Done, JsonObject } from './api.js';

/** The steps that every candidate of the program takes, as a coordinator takes them. */

export const program = 'us-massachusetts-cps';

export async function adoptRules(api: Api): Promise<void> {
  await api.do(`/programs/${program}/policies`, { version: '2018-01-01' });
}

export interface Candidate {
  readonly person: string;
  readonly application: string;
}

/** From registration to a complete, interviewed application. */
export async function apply(api: Api, name: string, key: string): Promise<Candidate> {
  const person = (
    await api.do('/people', { name, email: `${key}@example.org` }, keyed(key, 'person'))
  ).id;
  const application = (
    await api.do(
      '/applications',
      { personId: person, program, statements: await allStatements(api), occurredOn: '2026-01-05' },
      keyed(key, 'application'),
    )
  ).id;
  await letter(
    api,
    person,
    application,
    { name: 'A friend', knownSince: '2020-03-01' },
    `${key}-a`,
  );
  await letter(
    api,
    person,
    application,
    {
      name: 'A supporter',
      knownSince: '2021-05-01',
      relation: 'peer-support-coach',
      roles: ['involved-in-peer-support'],
    },
    `${key}-b`,
  );
  const interview = await api.do(
    `/applications/${application}/interviews`,
    { date: '2026-01-20', startsAt: '10:30', mode: 'in-person', occurredOn: '2026-01-08' },
    keyed(key, 'interview'),
  );
  await api.do(
    `/applications/${application}/interviews/${idOf(interview, 'InterviewScheduled', 'interviewId')}/record`,
    { mode: 'in-person', occurredOn: '2026-01-20' },
    keyed(key, 'interviewed'),
  );
  return { person, application };
}

export async function letter(
  api: Api,
  person: string,
  application: string,
  referee: {
    readonly name: string;
    readonly knownSince: string;
    readonly relation?: string;
    readonly roles?: readonly string[];
  },
  key: string,
): Promise<Done> {
  const { name, knownSince, relation = 'friend', roles = [] } = referee;
  const named = await api.do(`/people/${person}/referees`, { name }, keyed(key, 'referee'));
  const refereeId = idOf(named, 'RefereeNamed', 'refereeId');
  return api.do(
    `/applications/${application}/references`,
    { refereeId, relation, roles, knownSince, occurredOn: '2026-01-12' },
    keyed(key, 'reference'),
  );
}

/** Every statement the rules ask for, read from the rules. */
export async function allStatements(api: Api): Promise<readonly JsonObject[]> {
  const policy = await api.read(`/programs/${program}/policies/2018-01-01`);
  const found: JsonObject[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look);
    else if (typeof node === 'object' && node !== null) {
      const { kind, statement } = node as JsonObject;
      if (kind === 'attestation' && typeof statement === 'string') found.push({ statement });
      Object.values(node).forEach(look);
    }
  };
  look(policy['apply']);
  return found;
}

/** Eight class days of three modules, a three-day retreat and an exam sitting. */
export async function planCohort(api: Api, name: string, seats = 30): Promise<string> {
  const classDays = [
    '2026-02-02',
    '2026-02-04',
    '2026-02-09',
    '2026-02-11',
    '2026-02-23',
    '2026-02-25',
    '2026-03-02',
    '2026-03-04',
  ].map((date, day) => ({
    date,
    modules: [1, 2, 3].map((module) => `Module ${day * 3 + module}`),
  }));
  const retreatDays = ['2026-02-16', '2026-02-17', '2026-02-18'].map((date) => ({
    date,
    modules: [],
  }));
  const examSittings = [
    { date: '2026-03-18', startsAt: '09:00' },
    { date: '2026-04-15', startsAt: '09:00' },
    { date: '2026-05-13', startsAt: '09:00' },
  ];
  const planned = await api.do('/cohorts', {
    program,
    name,
    seats,
    classDays,
    retreatDays,
    examSittings,
  });
  return planned.id;
}

export async function enroll(api: Api, cohort: string, application: string): Promise<string> {
  await api.do(`/applications/${application}/acceptance`, {
    reason: 'Ready for the training',
    occurredOn: '2026-01-22',
  });
  return (await api.do(`/cohorts/${cohort}/enrollments`, { applicationId: application })).id;
}

/** So many trainees `${key}-0@example.org`, … of one class. Answers their enrollments. */
export async function fillClass(
  api: Api,
  cohort: string,
  key: string,
  count: number,
): Promise<readonly string[]> {
  const enrolled: string[] = [];
  for (let one = 0; one < count; one++) {
    const { application } = await apply(api, `Trainee ${one}`, `${key}-${one}`);
    enrolled.push(await enroll(api, cohort, application));
  }
  return enrolled;
}

/** The value of a field of a recorded fact. */
export function idOf(done: Done, type: string, field: string): string {
  const value = done.facts.find((fact) => fact.type === type)?.data[field];
  if (typeof value !== 'string')
    throw new Error(`No ${type}.${field} among ${JSON.stringify(done.facts)}`);
  return value;
}

export function keyed(key: string, step: string): Record<string, string> {
  return { 'idempotency-key': `${key}-${step}` };
}

import { answered, createdId } from './api.js';
import type { Api } from './api.js';

export const program = 'us-massachusetts-cps';

const statements = [
  'lived-experience',
  'active-in-recovery',
  'willing-to-share',
  'eighteen-or-older',
  'high-school-diploma-or-equivalent',
  'lives-in-massachusetts',
].map((statement) =>
  statement === 'high-school-diploma-or-equivalent' ? { statement, detail: 'GED' } : { statement },
);

export const plan = {
  program,
  name: 'Spring 2026',
  seats: 24,
  classDays: ['2026-03-02', '2026-03-09', '2026-03-16'].map((date) => ({
    date,
    modules: ['Listening', 'Recovery', 'Boundaries'],
  })),
  retreatDays: ['2026-03-20', '2026-03-21', '2026-03-22'].map((date) => ({
    date,
    modules: ['Together'],
  })),
  examSittings: [
    { date: '2026-04-05', startsAt: '09:00' },
    { date: '2026-04-19', startsAt: '09:00' },
  ],
};

export async function adopted({ post }: Api): Promise<void> {
  answered(await post(`/programs/${program}/policies`, { version: '2018-01-01' }));
}

export async function registered({ post }: Api, name = 'Sam Rivera'): Promise<string> {
  return createdId(await post('/people', { name }));
}

/** An application that only lacks its letters and the interview. */
export async function applied(api: Api, personId: string): Promise<string> {
  return createdId(await api.post('/applications', { personId, program, statements }));
}

export async function referee({ post }: Api, personId: string, name: string): Promise<string> {
  return createdId(await post(`/people/${personId}/referees`, { name }));
}

/** An applicant with two letters, interviewed and accepted. */
export async function accepted(api: Api): Promise<{ personId: string; applicationId: string }> {
  const personId = await registered(api);
  const applicationId = await applied(api, personId);
  for (const [name, roles] of [
    ['Dana Lee', ['involved-in-peer-support']],
    ['Kim Fox', []],
  ] as const) {
    const letter = {
      refereeId: await referee(api, personId, name),
      relation: 'colleague',
      roles,
      knownSince: '2020-05-01',
    };
    answered(await api.post(`/applications/${applicationId}/references`, letter));
  }
  const interviews = `/applications/${applicationId}/interviews`;
  const interview = { date: '2026-01-12', startsAt: '10:30', mode: 'in-person' };
  const interviewId = createdId(await api.post(interviews, interview));
  answered(await api.post(`${interviews}/${interviewId}/record`, { mode: 'in-person' }));
  answered(await api.post(`/applications/${applicationId}/acceptance`, { reason: 'Ready.' }));
  return { personId, applicationId };
}

export async function planned({ post }: Api): Promise<string> {
  return createdId(await post('/cohorts', plan));
}

export async function enrolled(
  api: Api,
  cohortId: string,
): Promise<{ personId: string; applicationId: string; enrollmentId: string }> {
  const { personId, applicationId } = await accepted(api);
  const seat = await api.post(`/cohorts/${cohortId}/enrollments`, { applicationId });
  return { personId, applicationId, enrollmentId: createdId(seat) };
}

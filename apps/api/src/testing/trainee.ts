import { beforeAll, beforeEach } from '@jest/globals';
import {
  BeginSending,
  FollowPlan,
  Notices,
  RecordDelivery,
  differences,
  usualTimes,
} from '#notices';
import type { Delivery, EnrollmentNotices, PossibleNotice, WhyNotice } from '#notices';
import { AdoptedPolicies } from '#programs';
import { answered } from './api.js';
import type { Api } from './api.js';
import { adopted, enrolled, planned } from './cohort.js';

export const courier = { actor: 'courier', correlationId: 'courier-1' };

export const sent = (attempt = 1): Delivery => ({
  attempt,
  outcome: 'sent',
  messageId: '<1@example.org>',
});

/** A trainee of a class that begins in March 2026, anew for each test, and a courier at hand. */
export function traineeOf(api: Api) {
  const { get, post, ask, rows, clock } = api;
  let cohortId: string;
  let personId: string;
  let applicationId: string;
  let enrollmentId: string;

  beforeAll(() => adopted(api));
  beforeEach(async () => {
    clock.set('2026-01-12T15:00:00Z');
    cohortId = await planned(api);
    ({ personId, applicationId, enrollmentId } = await enrolled(api, cohortId));
    clock.set('2026-03-10T15:00:00Z');
  });

  /** Follows every plan that the views know to differ, until none does. */
  async function follow(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      const behind = await rows((all) => differences(all, 100));
      if (behind.length === 0) return;
      for (const id of behind) await ask(new FollowPlan(id, courier));
    }
    throw new Error('the plan is never followed');
  }

  const deliver = (id: string, delivery: Delivery) =>
    ask(new RecordDelivery(id, delivery, courier));
  const begin = (id: string) => ask(new BeginSending(id, courier));
  const composed = (id: string) =>
    new Notices(api.decider(), new AdoptedPolicies(api.decider()), usualTimes).composed(id);

  async function possible(): Promise<readonly PossibleNotice[]> {
    const { body } = await get(`/enrollments/${enrollmentId}/notices`);
    return (body as EnrollmentNotices).notices;
  }

  async function one(kind: string, lead?: string): Promise<PossibleNotice> {
    const found = (await possible()).filter((each) => each.kind === kind && each.lead === lead);
    const [first] = found;
    if (first === undefined) throw new Error(`no ${kind} among the notices`);
    return first;
  }

  async function why(id: string): Promise<WhyNotice> {
    return (await get(`/notices/${id}/why`)).body as WhyNotice;
  }

  async function roll(session: string, ...outcomes: readonly string[]): Promise<void> {
    const reports = outcomes.map((outcome, index) => ({
      module: `${session}.${index + 1}`,
      outcome,
    }));
    const path = `/cohorts/${cohortId}/sessions/${session}/roll-call`;
    const { status, body } = await post(path, { trainees: [{ enrollmentId, modules: reports }] });
    if (status >= 300) throw new Error(JSON.stringify(body));
  }

  async function disqualified(): Promise<void> {
    const question = 'modules-late-or-missed';
    const because = 'The director said so.';
    answered(await post(`/cohorts/${cohortId}/readings`, { question, reading: 'sum', because }));
    await roll('class-1', 'missed', 'missed', 'missed');
    await roll('class-2', 'missed', 'attended', 'attended');
  }

  return {
    get cohortId() {
      return cohortId;
    },
    get personId() {
      return personId;
    },
    get applicationId() {
      return applicationId;
    },
    get enrollmentId() {
      return enrollmentId;
    },
    follow,
    deliver,
    begin,
    composed,
    possible,
    one,
    why,
    roll,
    disqualified,
  };
}

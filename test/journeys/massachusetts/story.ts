import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Api, Answered, Done, Json, JsonObject } from '../../support/api.js';
import { list, word } from '../../support/json.js';
import {
  adoptRules,
  allStatements,
  apply,
  enroll,
  idOf,
  letter,
  planCohort,
  program,
} from '../../support/massachusetts.js';
import { mailsOf, plain, tellsNoticesOf } from './notices.js';
import type { Stage } from './stage.js';

/*
 * A cohort of the Massachusetts CPS program, from application to certificate, over HTTP, with the
 * refusals on the way. The tests are the steps of one story and run in order.
 */

let stage: Stage;
let api: Api;

const story = {
  cohort: '',
  ana: { person: '', application: '', enrollment: '' },
  ben: { person: '', application: '', enrollment: '' },
  cleo: { person: '', application: '', enrollment: '' },
  dev: { person: '', application: '', enrollment: '' },
};

/** @param start brings up a Rollbook of any shape */
export function tellsStory(start: () => Promise<Stage>): void {
  beforeAll(async () => {
    stage = await start();
    ({ api } = stage);
  });

  afterAll(async () => {
    expect(await stage.close()).toEqual([]);
  });

  describe('before anybody applies', () => {
    test('nobody can apply to a program whose rules are not adopted', async () => {
      const person = await api.do('/people', { name: 'Early Bird' });
      const refused = await api.post('/applications', {
        personId: person.id,
        program,
        statements: [],
      });
      expect(problem(refused)).toEqual([409, 'policy-not-adopted']);
    });

    test('the rules are adopted, and adopting them again changes nothing', async () => {
      const path = `/programs/${program}/policies`;
      expect(problem(await api.post(path, { version: '1999-01-01' }))).toEqual([
        404,
        'policy-unknown',
      ]);
      await adoptRules(api);
      expect((await api.do(path, { version: '2018-01-01' })).outcome).toBe('unchanged');
      const { versions } = await api.read(`/programs/${program}`);
      expect(list(versions)[0]).toMatchObject({
        version: '2018-01-01',
        operator: 'The Transformation Center',
      });
    });

    test('a class day with two modules breaks the plan, and the refusal names the rule', async () => {
      const refused = await api.post('/cohorts', {
        program,
        name: 'Short days',
        classDays: [{ date: '2026-02-02', modules: ['One', 'Two'] }],
        retreatDays: [],
        examSittings: [],
      });
      expect(problem(refused)).toEqual([409, 'plan-breaks-rules']);
      expect(text(refused)).toContain('class-modules');
    });

    test('a date that does not exist is refused with the field it stands in', async () => {
      const refused = await api.post('/cohorts', {
        program,
        name: 'Leap year',
        classDays: [{ date: '2026-02-30', modules: ['One', 'Two', 'Three'] }],
        retreatDays: [],
        examSittings: [],
      });
      expect(refused.status).toBe(400);
      expect(text(refused)).toContain('/classDays/0/date');
    });

    test('a cohort is planned with class days, a retreat and exam sittings', async () => {
      story.cohort = await planCohort(api, 'Winter 2026', 3);
      const cohort = await api.read(`/cohorts/${story.cohort}`);
      expect(list(cohort['sessions'])).toHaveLength(11);
      expect(list(cohort['sittings'])).toHaveLength(3);
      expect(cohort['policyVersion']).toBe('2018-01-01');
    });
  });

  describe('applying', () => {
    test('an application says what is missing until all is there', async () => {
      const person = (await api.do('/people', { name: 'Ana Ruiz', email: 'ana@example.org' })).id;
      const all = await allStatements(api);
      const applied = await api.do('/applications', {
        personId: person,
        program,
        statements: all.filter(({ statement }) => statement !== 'lived-experience'),
        occurredOn: '2026-01-05',
      });
      story.ana = { ...story.ana, person, application: applied.id };
      expect(applied.standing).toBe('incomplete');

      const early = await api.post(`/applications/${applied.id}/acceptance`, {
        reason: 'Looks good',
      });
      expect(problem(early)).toEqual([409, 'requirements-unmet']);
      expect(text(early)).toContain('lived-experience');
      expect(text(early)).toContain('references');
      expect(text(early)).toContain('interview');

      await api.do(`/applications/${applied.id}/statements`, {
        statements: [{ statement: 'lived-experience' }],
        occurredOn: '2026-01-06',
      });
      const why = await api.read(`/applications/${applied.id}/why`);
      expect(requirement(why, 'lived-experience')).toMatchObject({ outcome: { status: 'met' } });
      expect(requirement(why, 'references')).toMatchObject({ outcome: { status: 'unmet' } });
    });

    test('a letter from family, or from somebody known for just a year, does not count, and it says so', async () => {
      const { person, application } = story.ana;
      await letter(
        api,
        person,
        application,
        { name: 'A sister', knownSince: '1999-01-01', relation: 'family' },
        'sis',
      );
      await letter(
        api,
        person,
        application,
        { name: 'New friend', knownSince: '2025-01-05' },
        'new',
      );
      const why = await api.read(`/applications/${application}/why`);
      const references = requirement(why, 'references');
      expect(references['outcome']).toMatchObject({ status: 'unmet', have: 0, need: 2 });
      expect(list(references['findings']).map((one) => one['code'])).toEqual([
        'relation-excluded',
        'known-too-short',
        'role-missing',
      ]);
      expect(JSON.stringify(references['rules'])).toContain(
        'two (2) letters of reference from people that have known you for more than a year.',
      );
    });

    test('two letters that count complete the application, in the same append', async () => {
      const { person, application } = story.ana;
      await letter(
        api,
        person,
        application,
        { name: 'Old friend', knownSince: '2025-01-04' },
        'old',
      );
      const last = await letter(
        api,
        person,
        application,
        { name: 'Coach', knownSince: '2021-01-01', roles: ['involved-in-peer-support'] },
        'coach',
      );
      expect(last.facts.map(({ type }) => type)).toEqual([
        'ReferenceReceived',
        'ApplicationCompleted',
      ]);
      expect(last.standing).toBe('complete');
    });

    test('the interview is scheduled and held in person before anybody is accepted', async () => {
      const { application } = story.ana;
      const scheduled = await api.do(`/applications/${application}/interviews`, {
        date: '2026-01-20',
        startsAt: '10:30',
        mode: 'in-person',
        occurredOn: '2026-01-08',
      });
      const interview = idOf(scheduled, 'InterviewScheduled', 'interviewId');
      const path = `/applications/${application}/interviews/${interview}/record`;
      await api.do(path, {
        mode: 'in-person',
        occurredOn: '2026-01-20',
        notes: 'Spoke of her own way',
      });
      expect((await api.do(path, { mode: 'in-person', occurredOn: '2026-01-20' })).outcome).toBe(
        'unchanged',
      );
    });

    test('an interview by telephone does not satisfy the rule', async () => {
      const { person, application } = await apply(api, 'Tel Phone', 'tel');
      const facts = list((await api.read(`/people/${person}/timeline`))['items']);
      const held = facts.find(({ type }) => type === 'ApplicantInterviewed');
      await api.do(`/applications/${application}/corrections`, {
        factId: word(held, 'factId'),
        reason: 'It was by telephone',
      });
      const interviewId = word(held?.['data'] as JsonObject, 'interviewId');
      await api.do(`/applications/${application}/interviews/${interviewId}/record`, {
        mode: 'telephone',
        occurredOn: '2026-01-20',
      });
      const refused = await api.post(`/applications/${application}/acceptance`, { reason: 'Nice' });
      expect(problem(refused)).toEqual([409, 'requirements-unmet']);
      await api.do(`/applications/${application}/decline`, { reason: 'No interview in person' });
    });

    test('accepted applicants are enrolled as long as there are seats', async () => {
      const { cohort } = story;
      const notYet = await api.post(`/cohorts/${cohort}/enrollments`, {
        applicationId: story.ana.application,
      });
      expect(problem(notYet)).toEqual([409, 'application-not-accepted']);
      story.ana.enrollment = await enroll(api, cohort, story.ana.application);
      for (const [name, who] of [
        ['Ben Okoro', 'ben'],
        ['Cleo Park', 'cleo'],
      ] as const) {
        const candidate = await apply(api, name, who);
        story[who] = { ...candidate, enrollment: await enroll(api, cohort, candidate.application) };
      }
      const dev = await apply(api, 'Dev Shah', 'dev');
      story.dev = { ...dev, enrollment: '' };
      await api.do(`/applications/${dev.application}/acceptance`, { reason: 'Ready' });
      const full = await api.post(`/cohorts/${cohort}/enrollments`, {
        applicationId: dev.application,
      });
      expect(problem(full)).toEqual([409, 'cohort-full']);

      const again = await api.do(`/cohorts/${cohort}/enrollments`, {
        applicationId: story.ana.application,
      });
      expect([again.outcome, again.id]).toEqual(['unchanged', story.ana.enrollment]);
    });
  });

  describe('the training', () => {
    test('a whole class is marked in one request, with an outcome for each trainee', async () => {
      const { ana, ben, cleo } = story;
      const results = await roll('class-1', [
        { enrollmentId: ana.enrollment, outcome: 'attended' },
        { enrollmentId: ben.enrollment, modules: marks('class-1', 'missed', 'missed', 'attended') },
        { enrollmentId: cleo.enrollment, outcome: 'missed' },
      ]);
      expect(results.map(({ outcome, standing }) => [outcome, standing])).toEqual([
        ['recorded', 'in-training'],
        ['recorded', 'in-training'],
        ['recorded', 'in-training'],
      ]);
    });

    test('a wrong entry is refused for that trainee alone', async () => {
      const { ana, ben } = story;
      const results = await roll('class-1', [
        { enrollmentId: ana.enrollment, outcome: 'missed' },
        { enrollmentId: ben.enrollment, modules: marks('class-1', 'missed', 'missed', 'attended') },
        { enrollmentId: '01890a5d-ac96-774b-bcce-b302099a8057', outcome: 'attended' },
      ]);
      expect(
        results.map(({ outcome, problem: told }) => [
          outcome,
          (told as JsonObject | undefined)?.['code'],
        ]),
      ).toEqual([
        ['refused', 'module-already-marked'],
        ['unchanged', undefined],
        ['refused', 'enrollment-unknown'],
      ]);
    });

    test('a correction is previewed, then made, and the record keeps both', async () => {
      const { ana } = story;
      const timeline = list((await api.read(`/people/${ana.person}/timeline?limit=200`))['items']);
      const mark = timeline.find(({ type }) => type === 'ModuleAttended');
      const path = `/enrollments/${ana.enrollment}/corrections`;
      const wanted = {
        factId: word(mark, 'factId'),
        reason: 'She came twelve minutes late',
        as: { outcome: 'late', minutesLate: 12 },
      };
      const preview = await api.do(`${path}?preview=true`, wanted);
      expect([preview.outcome, preview.standing]).toEqual(['previewed', 'decision-awaited']);
      expect(await api.read(`/enrollments/${ana.enrollment}`)).toMatchObject({
        standing: 'in-training',
      });
      await api.do(path, wanted);
      const after = list((await api.read(`/people/${ana.person}/timeline?limit=200`))['items']);
      expect(after.find(({ factId }) => factId === mark?.['factId'])).toMatchObject({
        voided: true,
      });
      const last = after.findLast(({ stream }) => stream === 'enrollment');
      expect(last).toMatchObject({ reason: 'She came twelve minutes late' });
    });

    test('three missed modules are at risk under every reading; the fourth disqualifies in the same append', async () => {
      const { cleo } = story;
      expect(await rosterLine(cleo.enrollment)).toMatchObject({
        standing: 'in-training',
        modules: { missed: 3 },
        atRisk: [{ requirement: 'modules' }],
      });
      const [result] = await roll('class-2', [
        {
          enrollmentId: cleo.enrollment,
          modules: marks('class-2', 'missed', 'attended', 'attended'),
        },
      ]);
      expect(result?.standing).toBe('disqualified');
      const disqualified = result?.facts.find(({ type }) => type === 'TraineeDisqualified');
      expect(list(disqualified?.data['because'])).toHaveLength(4);
      expect(await rosterLine(cleo.enrollment)).toMatchObject({
        standing: 'disqualified',
        outOfReach: [{ requirement: 'modules' }],
      });
    });

    test('two late and two missed depend on the reading, and wait for a person', async () => {
      const { ben } = story;
      const [result] = await roll('class-2', [
        {
          enrollmentId: ben.enrollment,
          modules: [
            { module: 'class-2.1', outcome: 'late', minutesLate: 5 },
            { module: 'class-2.2', outcome: 'late', minutesLate: 7 },
            { module: 'class-2.3', outcome: 'attended' },
          ],
        },
      ]);
      expect(result?.facts.map(({ type }) => type)).toContain('DecisionAwaited');
      expect(result?.standing).toBe('decision-awaited');

      const waiting = list((await api.read('/decisions'))['items']).find(
        ({ subjectId }) => subjectId === ben.enrollment,
      );
      expect(waiting).toMatchObject({ decision: 'modules-late-or-missed', name: 'Ben Okoro' });

      const modules = requirement(await api.read(`/enrollments/${ben.enrollment}/why`), 'modules');
      expect(modules['outcome']).toMatchObject({
        status: 'depends-on-reading',
        readings: [
          { reading: 'sum', outcome: { status: 'unmet' } },
          { reading: 'separate', outcome: { status: 'met' } },
          { reading: 'strict', outcome: { status: 'unmet' } },
        ],
      });

      const notOne = await api.post(`/enrollments/${ben.enrollment}/readings`, {
        question: 'modules-late-or-missed',
        reading: 'generous',
        reason: 'Why not',
      });
      expect(problem(notOne)).toEqual([409, 'reading-unknown']);

      const decided = await api.do(`/enrollments/${ben.enrollment}/readings`, {
        question: 'modules-late-or-missed',
        reading: 'separate',
        reason: 'The program said so on the telephone',
      });
      expect(decided.facts.map(({ type }) => type)).toEqual([
        'ReadingChosen',
        'DecisionNoLongerAwaited',
      ]);
      expect(decided.standing).toBe('in-training');
    });

    test('a reading is settled for the whole class, those enrolled included', async () => {
      await api.do(`/cohorts/${story.cohort}/readings`, {
        question: 'modules-late-or-missed',
        reading: 'separate',
        because: 'The program coordinator confirmed it in writing.',
      });
      expect(await rosterLine(story.ana.enrollment)).toMatchObject({ standing: 'in-training' });
    });

    test('homework is kept and gates nothing', async () => {
      await api.do(`/enrollments/${story.ana.enrollment}/homework`, { sessionId: 'class-1' });
      const why = await api.read(`/enrollments/${story.ana.enrollment}/why`);
      expect(requirement(why, 'homework')['outcome']).toMatchObject({
        status: 'not-stated',
        have: 1,
      });
    });

    test('extra time is granted once the letter names it', async () => {
      const path = `/enrollments/${story.ana.enrollment}/accommodations`;
      const requested = await api.do(path, {
        requirement: 'testing-accommodation',
        offer: 'extra-time',
        neededOn: '2026-03-18',
        occurredOn: '2026-02-10',
      });
      const id = idOf(requested, 'AccommodationRequested', 'accommodationId');
      const early = await api.post(`${path}/${id}/decision`, {
        decision: 'granted',
        reason: 'Fine',
      });
      expect(problem(early)).toEqual([409, 'accommodation-incomplete']);
      await api.do(`${path}/${id}/letter`, { letterFrom: 'doctor', namesAccommodation: true });
      expect(list((await api.read('/decisions'))['items']).map((one) => one['decision'])).toContain(
        `testing-accommodation.${id}`,
      );
      await api.do(`${path}/${id}/decision`, {
        decision: 'granted',
        reason: 'The letter names it',
      });
    });

    test('the training is completed when every module is marked, and not before', async () => {
      const { ana, ben, cleo } = story;
      const early = await api.post(`/enrollments/${ana.enrollment}/completion`);
      expect(problem(early)).toEqual([409, 'modules-not-marked']);
      await roll('class-2', [{ enrollmentId: ana.enrollment, outcome: 'attended' }]);
      for (const session of ['class-3', 'class-4', 'class-5', 'class-6', 'class-7', 'class-8']) {
        await roll(session, [
          { enrollmentId: ana.enrollment, outcome: 'attended' },
          { enrollmentId: ben.enrollment, outcome: 'attended' },
        ]);
      }
      for (const { enrollment } of [ana, ben]) {
        const done = await api.do(`/enrollments/${enrollment}/completion`, {
          occurredOn: '2026-03-04',
        });
        expect(done.standing).toBe('training-completed');
      }
      const out = await api.post(`/enrollments/${cleo.enrollment}/completion`);
      expect(problem(out)).toEqual([409, 'trainee-disqualified']);
    });
  });

  describe('the exam and the certificate', () => {
    test('who is disqualified can not sit the exam', async () => {
      const refused = await api.post(`/enrollments/${story.cleo.enrollment}/exam-attempts`, {
        sittingId: 'exam-1',
      });
      expect(problem(refused)).toEqual([409, 'trainee-disqualified']);
    });

    test('the first fail brings an offer of tutoring, the second attempt passes and certification is earned', async () => {
      const { ana } = story;
      const notEarned = await api.post(`/enrollments/${ana.enrollment}/certificate`);
      expect(problem(notEarned)).toEqual([409, 'certification-not-earned']);

      const first = await attempt(ana.enrollment, 'exam-1');
      expect(first.facts[0]?.data).toMatchObject({ timeAllowed: 'PT4H30M' });
      const twice = await api.post(`/enrollments/${ana.enrollment}/exam-attempts`, {
        sittingId: 'exam-2',
      });
      expect(problem(twice)).toEqual([409, 'attempt-not-marked']);

      const failed = await markAttempt(ana.enrollment, first, { result: 'failed', score: 91 });
      expect(failed.facts.map(({ type }) => type)).toEqual(['ExamMarked', 'ExamSupportOffered']);

      const second = await attempt(ana.enrollment, 'exam-2');
      const passed = await markAttempt(ana.enrollment, second, { result: 'passed', score: 70 });
      expect(passed.facts.map(({ type }) => type)).toEqual(['ExamMarked', 'CertificationEarned']);

      const awarded = await api.do(`/enrollments/${ana.enrollment}/certificate`);
      expect(awarded.standing).toBe('certified');
      expect((await api.do(`/enrollments/${ana.enrollment}/certificate`)).outcome).toBe(
        'unchanged',
      );
      expect(await api.read(`/certificates/${awarded.id}`)).toMatchObject({
        name: 'Ana Ruiz',
        credential: 'Certified Peer Specialist (CPS)',
        renewal: 'not stated',
      });
    });

    test('three failed attempts use up what the rules allow; what follows is not stated', async () => {
      const { ben } = story;
      for (const sitting of ['exam-1', 'exam-2', 'exam-3']) {
        const made = await attempt(ben.enrollment, sitting);
        expect(made.facts[0]?.data).toMatchObject({ timeAllowed: 'PT3H' });
        await markAttempt(ben.enrollment, made, { result: 'failed' });
      }
      await api.do(`/cohorts/${story.cohort}/exam-sittings`, {
        date: '2026-06-10',
        startsAt: '09:00',
      });
      const fourth = await api.post(`/enrollments/${ben.enrollment}/exam-attempts`, {
        sittingId: 'exam-4',
      });
      expect(problem(fourth)).toEqual([409, 'no-attempts-left']);
      expect(await rosterLine(ben.enrollment)).toMatchObject({
        attempts: [{ result: 'failed' }, { result: 'failed' }, { result: 'failed' }],
        outOfReach: [{ requirement: 'written-exam' }],
      });
    });
  });

  describe('asking why', () => {
    test('each requirement of a standing has its evidence, its rule and the words of the source', async () => {
      const why = await api.read(`/enrollments/${story.cleo.enrollment}/why`);
      expect(why['standing']).toBe('disqualified');
      const modules = requirement(why, 'modules');
      expect(modules['outcome']).toMatchObject({ status: 'unmet', reachable: false });
      expect(modules['rules']).toMatchObject([
        {
          id: 'S2-20',
          source: 'faq',
          quote:
            'Being late or completely missing four or more modules will disqualify you from completing the course and taking the exam.',
        },
      ]);
      const facts = list(why['facts']);
      const evidence = modules['evidence'] as readonly Json[];
      const missed = facts.filter(
        ({ factId, type }) => evidence.includes(factId ?? '') && type === 'ModuleMissed',
      );
      expect(missed).toHaveLength(4);
    });

    test('the certified trainee is asked the same, and what the program does not state stays so', async () => {
      const why = await api.read(`/enrollments/${story.ana.enrollment}/why`);
      expect(why['standing']).toBe('certified');
      expect(requirement(why, 'written-exam')['outcome']).toMatchObject({ status: 'met' });
      expect(section(why, 'certify')['outcome']).toMatchObject({ status: 'met' });
      expect(section(why, 'renew')['require']).toBe('not stated');
      expect(section(why, 'appeal')['require']).toBe('not stated');
    });
  });

  describe('what the class was told', () => {
    test('who was disqualified has one mail: the rule, what broke it, how to appeal; nobody else has any', async () => {
      await api.until(`/people/${story.cleo.person}/notices`, (ledger) =>
        list(ledger['items']).some(({ status }) => status === 'sent'),
      );
      const mails = await mailsOf(stage, ['ana', 'ben', 'cleo', 'dev', 'tel']);
      expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
        ['cleo@example.org', 'About your place in Winter 2026'],
      ]);
      for (const one of [mails[0]?.text ?? '', mails[0]?.html ?? '']) {
        const words = plain(one);
        expect(words).toContain('Dear Cleo Park');
        expect(words).toContain(
          'Being late or completely missing four or more modules will disqualify you from completing the course and taking the exam.',
        );
        expect(words).toContain('Monday, February 2, 2026: Module 1: missed');
        expect(words).toContain('Wednesday, February 4, 2026: Module 4: missed');
        expect(words).toContain('do not say how to appeal');
        expect(words).not.toMatch(/Ana|Ruiz|Ben|Okoro|late by|twelve|doctor/);
      }
    });

    test('the exams of a class that is over are announced to nobody, and the ledger can say why', async () => {
      const { notices } = await api.read(`/enrollments/${story.ben.enrollment}/notices`);
      const possible = list(notices);
      expect(possible.length).toBeGreaterThan(0);
      expect(possible.filter(({ wanted, status }) => wanted === true || status === 'sent')).toEqual(
        [],
      );
      const why = await api.read(`/notices/${word(possible[0], 'id')}/why`);
      expect(word(why, 'answer')).toMatch(/^It was never planned: /);
    });
  });

  tellsNoticesOf(() => stage);

  describe('who is erased', () => {
    test('the roster shows the class, and an erased person leaves it nameless', async () => {
      const erased = await api.delete(`/people/${story.cleo.person}`);
      expect(erased.status).toBe(200);
      const gone = await api.get(`/people/${story.cleo.person}`);
      expect(problem(gone)).toEqual([410, 'person-erased']);
      const roster = list((await api.read(`/cohorts/${story.cohort}/roster`))['trainees']);
      expect(roster.map(({ name, standing }) => [name, standing])).toEqual([
        [undefined, 'disqualified'],
        ['Ana Ruiz', 'certified'],
        ['Ben Okoro', 'training-completed'],
      ]);
    });
  });
}

async function roll(session: string, trainees: readonly JsonObject[]) {
  const answered = await api.do(`/cohorts/${story.cohort}/sessions/${session}/roll-call`, {
    trainees,
  });
  return (answered as unknown as { results: (Done & { problem?: Json })[] }).results;
}

function marks(session: string, ...outcomes: readonly string[]): readonly JsonObject[] {
  return outcomes.map((outcome, index) => ({ module: `${session}.${index + 1}`, outcome }));
}

function attempt(enrollment: string, sittingId: string): Promise<Done> {
  return api.do(`/enrollments/${enrollment}/exam-attempts`, { sittingId, minutesTaken: 150 });
}

function markAttempt(enrollment: string, made: Done, mark: JsonObject): Promise<Done> {
  const id = idOf(made, 'ExamAttempted', 'attemptId');
  return api.do(`/enrollments/${enrollment}/exam-attempts/${id}/mark`, mark);
}

async function rosterLine(enrollment: string): Promise<JsonObject> {
  const roster = await api.read(`/cohorts/${story.cohort}/roster`);
  const line = list(roster['trainees']).find((one) => one['enrollmentId'] === enrollment);
  if (line === undefined) throw new Error(`${enrollment} is not on the roster.`);
  return line;
}

function problem({ status, body }: Answered): readonly Json[] {
  return [status, (body as JsonObject | undefined)?.['code']];
}

function text({ body }: Answered): string {
  return JSON.stringify(body);
}

function section(why: JsonObject, name: string): JsonObject {
  const found = list(why['sections']).find((one) => one['section'] === name);
  if (found === undefined) throw new Error(`No section ${name}.`);
  return found;
}

/** A requirement anywhere in the sections of an answer to why. */
function requirement(why: JsonObject, id: string): JsonObject {
  const search = (node: Json): JsonObject | undefined => {
    if (Array.isArray(node))
      return (node as readonly Json[]).map(search).find((one) => one !== undefined);
    if (typeof node !== 'object' || node === null) return undefined;
    const one = node as JsonObject;
    if (one['requirement'] === id && one['outcome'] !== undefined) return one;
    return search([one['require'], one['children'], one['duties']]);
  };
  const found = search(list(why['sections']));
  if (found === undefined)
    throw new Error(`No requirement ${id} in ${JSON.stringify(why['sections'])}`);
  return found;
}

import { policyAsking } from '../../policy/example.fixture.js';
import {
  attest,
  examIn,
  quota,
  references,
  rules,
  tally,
} from '../../policy/flaws/told.fixture.js';

const asking = (id: string, more: object) => ({ id, title: id, ...more });

const exam = examIn('none');

/** A policy with a rule of every kind, so that there is a name for every kind of fact. */
export const everything = policyAsking(
  {
    kind: 'all',
    of: [
      attest('adult'),
      { ...attest('school'), details: { choices: ['diploma', 'certificate'], open: true } },
      asking(
        'hours',
        tally({ where: { setting: ['clinic'] }, convert: [{ from: 'days', factor: 8 }] }),
      ),
      asking(
        'courses',
        tally({
          tally: 'course',
          unit: 'courses',
          atLeast: 10,
          window: { from: 'issued' },
          distinct: { by: 'topic', within: 'window' },
          sources: { attribute: 'giver', count: ['college'], open: true },
          sharing: [{ with: 'trainer', countsUpTo: 'all' }],
          quotas: [
            quota('ethics', {
              where: { part: ['ethics'] },
              quotas: [quota('law', { where: { article: [1, 2] } })],
            }),
          ],
          periods: [
            {
              every: 'P1Y',
              atLeast: 1,
              quotas: [quota('trauma', { where: { theme: ['trauma'] } })],
            },
          ],
        }),
      ),
      asking(
        'ratio',
        tally({
          tally: ['meeting', 'call'],
          unit: 'times',
          forEvery: {
            amount: 40,
            tally: 'shift',
            unit: 'hours',
            where: { paid: [true] },
            rounding: 'down',
          },
        }),
      ),
      asking('well', {
        kind: 'absence',
        of: 'hospital',
        window: 'none',
        longerThan: { amount: 3, unit: 'days' },
        where: { ward: ['closed'] },
        except: [{ where: { planned: [true] }, unless: { repeated: [true] } }],
      }),
      asking('free', { kind: 'absence', of: 'arrest', window: 'none' }),
      asking('signed', {
        kind: 'document',
        document: ['ethics-code', 'ethics-pledge'],
        window: 'none',
        where: { edition: ['new'] },
      }),
      asking('application-fee', {
        kind: 'fee',
        for: 'application',
        amount: { table: [{ where: { veteran: [true] }, value: 0 }], otherwise: 30 },
        currency: 'USD',
        perUnit: { each: 1, tally: 'page', unit: 'times', where: { colour: [true] } },
      }),
      asking('letters', {
        ...references,
        excluded: ['family'],
        among: [{ role: 'peer', atLeast: 1 }],
        confirming: ['ability'],
        purpose: 'this-application',
      }),
      asking('talk', { kind: 'interview', mode: 'in-person', length: 'none' }),
      asking('help', {
        kind: 'accommodation',
        offers: [{ id: 'extra-time', title: 'More time', entitled: true }],
        open: false,
        inAdvance: 'none',
        letter: { from: 'doctor', namesAccommodation: true },
      }),
      asking('test', {
        ...exam,
        parts: [
          { id: 'spoken', title: 'Spoken', items: 'none', timeLimit: 'none' },
          { id: 'written', title: 'Written', items: 'none', timeLimit: 'none' },
        ],
        attempts: {
          ...exam.attempts,
          blocks: [
            { attempts: 1 },
            {
              attempts: 1,
              gate: {
                title: 'Refresher',
                tally: 'refresher',
                unit: 'hours',
                atLeast: 8,
                where: { online: [false] },
                orAlso: [{ level: ['high'] }],
              },
            },
          ],
        },
      }),
      asking('ethics-test', exam),
      asking('working', {
        kind: 'circumstance',
        where: { employer: ['clinic'], age: { atLeast: 18 }, away: { not: ['abroad'] } },
      }),
      asking('class', { kind: 'circumstance', of: 'cohort', where: { audience: ['veterans'] } }),
      asking('conduct', {
        kind: 'discretion',
        ask: 'Is it good?',
        options: ['Good', 'Bad'],
        facts: ['misconduct'],
      }),
      asking('instead', {
        kind: 'choice',
        ask: 'Which of them?',
        options: [
          { id: 'again', says: 'Once more', require: attest('once-more') },
          { id: 'nothing', says: 'Neither', require: 'none' },
        ],
        facts: ['misconduct'],
      }),
      asking('first', {
        kind: 'stage',
        stage: 'provisional',
        notAfter: { posted: 'deadline' },
        of: attest('ready'),
      }),
      asking('kept', {
        kind: 'in-force',
        begins: 'certified',
        expires: 'not stated',
        ends: [
          { step: 'revoked', restored: { by: 'upheld', retroactive: true } },
          { step: 'left' },
        ],
      }),
      asking('workbook', { kind: 'step', step: 'workbook-completed' }),
      asking('renewed', {
        kind: 'bands',
        step: 'renewal-submitted',
        bands: [
          { id: 'b', title: 'B', notAfter: 'expiry', standing: 'active', require: attest('able') },
        ],
        beyond: { standing: 'lapsed', action: 'none' },
      }),
      asking('read', {
        kind: 'readings',
        question: 'which',
        readings: { broad: attest('broad'), narrow: attest('narrow') },
      }),
      asking('there', {
        kind: 'attendance',
        limits: [{ count: ['missed'], fewerThan: 4 }],
        excused: 'counts',
        sessions: { 'class-day': 'counts' },
        lateFrom: 'none',
      }),
      asking('made', {
        kind: 'make-up',
        partly: 'counts',
        excused: 'counts',
        sessions: ['lab-day'],
        where: ['next-cohort'],
        notAfter: 'none',
        atMost: 'none',
      }),
      asking('time', {
        kind: 'missed-time',
        sessions: ['field-day'],
        atMost: 'PT3H',
        late: 'counts',
        early: 'counts',
        away: 'counts',
        excused: 'counts',
        approval: 'not-needed',
      }),
      asking('guarded', {
        kind: 'protected-sessions',
        sessions: ['retreat-day'],
        partly: 'counts',
      }),
      asking('papers', {
        kind: 'homework',
        sessions: ['seminar-day'],
        threshold: 'none',
        weight: 'none',
      }),
      asking('planned', {
        kind: 'schedule',
        duty: { check: 'order', of: 'practice-day', atLeast: 1, before: 'closing-day' },
      }),
    ],
  },
  {
    anchors: { issued: 'Day of issue.' },
    dates: [{ id: 'expiry', title: 'Last day', is: { from: 'issued', plus: 'P1Y' } }],
    questions: [
      {
        id: 'which',
        ask: 'Which?',
        rules,
        readings: [
          { id: 'broad', says: 'Broadly.' },
          { id: 'narrow', says: 'Narrowly.' },
        ],
        settled: 'not stated',
      },
    ],
    governs: { by: 'enrolled', until: ['application-expired'], rules },
    certify: { require: { ...attest('finished'), rules } },
    variations: [
      {
        id: 'abroad',
        title: 'Abroad',
        as: 'variant',
        rules,
        for: { country: ['ca'] },
        cohort: { place: ['remote'] },
        on: { anchor: 'grandfathered' },
        changes: [
          { requirement: 'adult', to: asking('of-age', { kind: 'all', of: [attest('nineteen')] }) },
          { requirement: 'ratio', to: 'none' },
        ],
      },
    ],
  },
);

import { describe, expect, test } from '@jest/globals';
import { exampleQuote, policyAsking } from '../../policy/example.fixture.js';
import { attest, examIn } from '../../policy/flaws/told.fixture.js';
import { everything } from './everything.fixture.js';
import { toldOfCase, toldOfGiven } from './told.fixture.js';

const onPurpose = 'If the case is to show that it changes nothing, list it under `notInPolicy`.';
const mean = (name: string) => `Did you mean ${name}? ${onPurpose}`;
const of = (...names: string[]) =>
  `Write one of these, or take it out: ${names.join(', ')}. ${onPurpose}`;
const without = `Take it out. ${onPurpose}`;

test('what a case is given by names that rules know is told nothing', () => {
  const days = ['class', 'lab', 'field', 'retreat', 'seminar', 'practice', 'closing'];
  expect(
    toldOfGiven(everything, {
      applied: '2026-01-02',
      posted: { deadline: '2026-09-01' },
      steps: {
        'training-completed': '2026-02-01',
        'workbook-completed': '2026-02-01',
        'renewal-submitted': ['2026-02-01', '2026-02-02'],
        certified: '2026-01-01',
        revoked: '2026-01-02',
        upheld: '2026-01-03',
        left: '2026-01-04',
        provisional: '2026-01-01',
        misconduct: '2026-01-01',
        enrolled: '2026-01-01',
        'application-expired': '2026-01-01',
        grandfathered: '2026-01-01',
        issued: '2026-01-01',
        acceptance: '2026-01-01',
      },
      anchors: { issued: '2026-01-01', expiry: '2027-01-01', certified: '2026-01-01' },
      attests: [
        'adult',
        'nineteen',
        'able',
        'ready',
        { statement: 'school', detail: 'certificate' },
        { statement: 'school', detail: 'a letter of the headmaster' },
      ],
      letters: [
        { from: 'ana', roles: ['peer'], confirms: ['ability'], purpose: 'this-application' },
        { from: 'ben', relation: 'colleague', purpose: 'a-job' },
        { from: 'cleo', relation: 'family' },
      ],
      interviews: ['in-person', 'by-phone'],
      modules: [{ missed: 1 }],
      roll: [{ day: 2, module: 2, outcome: 'missed' }],
      madeUp: [{ day: 2 }, { day: 2, module: 2, where: 'online' }],
      homework: 1,
      activities: [
        { tally: 'work', amount: 1, unit: 'hours', with: { setting: 'home' } },
        { tally: 'work', amount: 1, unit: 'days' },
        {
          tally: 'course',
          unit: 'courses',
          with: {
            topic: 'grief',
            giver: ['college', 'church'],
            part: 'ethics',
            article: 3,
            theme: 'trauma',
          },
          claimedFor: ['trainer', 'nurse'],
        },
        { tally: 'meeting', times: 3 },
        { tally: 'call', amount: 20, unit: 'minutes' },
        { tally: 'shift', unit: 'hours', with: { paid: false } },
        {
          tally: 'hospital',
          amount: 1,
          unit: 'weeks',
          with: { ward: 'open', planned: true, repeated: true },
        },
        { tally: 'arrest' },
        { tally: 'page', with: { colour: true } },
        { tally: 'refresher', amount: 4, unit: 'hours', with: { online: true, level: 'high' } },
        { tally: 'misconduct' },
      ],
      documents: [
        'ethics-code',
        { document: 'ethics-pledge', with: { edition: 'old' } },
        { document: 'misconduct' },
      ],
      circumstances: {
        veteran: false,
        employer: [
          { is: 'clinic', on: '2026-01-01' },
          { is: 'none', on: '2026-02-01' },
        ],
        age: 17,
        away: 'home',
        country: 'us',
        misconduct: 'some',
      },
      cohort: { audience: 'everybody', place: 'remote' },
      payments: [{ fee: 'application-fee', amount: 0 }],
      extensions: [{ requirement: 'first' }],
      requests: [
        { under: 'help', offer: 'extra-time', letter: { from: 'therapist', names: true } },
      ],
      exam: 'test',
      attempts: [
        { marked: 'failed', part: 'spoken' },
        { marked: 'passed', parts: { spoken: { score: 80 }, written: { score: 70 } } },
        { marked: 'passed', exam: 'ethics-test', part: 'all' },
      ],
      plan: { days: days.map((kind, nth) => ({ kind: `${kind}-day`, on: `2026-03-0${nth + 1}` })) },
      answers: { which: 'narrow' },
      judged: { conduct: { outcome: 'met', choice: 'Good' }, adult: 'met', nineteen: 'unmet' },
      chosen: { instead: 'again' },
      waived: ['application-fee', 'asked'],
    }),
  ).toEqual([]);
});

describe('a name that no rule knows is told, with what may have been meant', () => {
  const anHour = { tally: 'work', unit: 'hours' };
  const anAttempt = { exam: 'test', marked: 'passed' };
  const letter = { from: 'ana' };
  const request = { under: 'help', offer: 'extra-time' };

  test.each<[object, string]>([
    [
      { posted: { dedline: '2026-01-01' } },
      `posted.dedline: no rule goes by a posted date dedline. ${mean('deadline')}`,
    ],
    [
      { steps: { workbook: '2026-01-01' } },
      'steps.workbook: no rule knows the step workbook. Write one of these, or take it out:',
    ],
    [{ steps: { 'as-of': '2026-01-01' } }, 'steps.as-of: no rule knows the step as-of.'],
    [
      { anchors: { isued: '2026-01-01' } },
      `anchors.isued: no day goes by the name of isued. ${mean('issued')}`,
    ],
    [
      { attests: ['adult', 'adlut'] },
      `attests.1: no rule asks for the statement adlut. ${mean('adult')}`,
    ],
    [
      { attests: [{ statement: 'adult', detail: 'yes' }] },
      `attests.0.detail: no detail goes with the statement adult. ${without}`,
    ],
    [
      { attests: [{ statement: 'school', detail: 'Diplomma' }] },
      'attests.0.detail: no rule names Diplomma, but one names diploma. Write diploma. If another is meant, list it under `notInPolicy`.',
    ],
    [
      { letters: [{ ...letter, relation: 'familly' }] },
      'letters.0.relation: no rule names familly, but one names family.',
    ],
    [
      { letters: [{ ...letter, roles: ['pear'] }] },
      `letters.0.roles.0: no rule asks for a letter of somebody in the role pear. ${mean('peer')}`,
    ],
    [
      { letters: [{ ...letter, confirms: ['ability', 'virtue'] }] },
      `letters.0.confirms.1: no rule asks that a letter confirm virtue. ${of('ability')}`,
    ],
    [
      { letters: [{ ...letter, purpose: 'this-aplication' }] },
      'letters.0.purpose: no rule names this-aplication, but one names this-application.',
    ],
    [
      { interviews: ['in-preson'] },
      'interviews.0: no rule names in-preson, but one names in-person.',
    ],
    [
      { modules: [{ missed: 1, at: 'zoo-day' }] },
      'modules.0.at: no rule knows sessions of the kind zoo-day.',
    ],
    [
      { plan: { days: [{ kind: 'clas-day', on: '2026-03-02' }] } },
      `plan.days.0.kind: no rule knows sessions of the kind clas-day. ${mean('class-day')}`,
    ],
    [
      { madeUp: [{ day: 1, where: 'next-cohrot' }] },
      'madeUp.0.where: no rule names next-cohrot, but one names next-cohort.',
    ],
    [
      { activities: [{ tally: 'wrok', unit: 'hours' }] },
      `activities.0.tally: no rule looks at wrok. ${mean('work')}`,
    ],
    [
      { activities: [{ tally: 'work' }] },
      `activities.0.unit: work is counted in hours, days, not in times. ${of('hours', 'days')}`,
    ],
    [
      { activities: [{ tally: 'hospital', unit: 'shifts' }] },
      'activities.0.unit: hospital is counted in minutes, hours, days, weeks, not in shifts.',
    ],
    [
      { activities: [{ ...anHour, with: { place: 'home' } }] },
      `activities.0.with.place: no rule looks at place of work. ${of('setting')}`,
    ],
    [
      { activities: [{ ...anHour, with: { setting: 'clinc' } }] },
      'activities.0.with.setting: no rule names clinc, but one names clinic.',
    ],
    [
      { activities: [{ ...anHour, claimedFor: ['trainer'] }] },
      `activities.0.claimedFor.0: no rule asks for what else work was counted. ${without}`,
    ],
    [
      { activities: [{ tally: 'course', unit: 'courses', claimedFor: ['trianer'] }] },
      'activities.0.claimedFor.0: no rule names trianer, but one names trainer.',
    ],
    [
      { documents: ['ethics-cod'] },
      `documents.0: no rule asks for the document ethics-cod. ${mean('ethics-code')}`,
    ],
    [
      { documents: [{ document: 'transcript' }] },
      `documents.0.document: no rule asks for the document transcript. ${of('ethics-code', 'ethics-pledge', 'misconduct')}`,
    ],
    [
      { documents: [{ document: 'ethics-code', with: { year: 2 } }] },
      `documents.0.with.year: no rule looks at year of the document ethics-code. ${of('edition')}`,
    ],
    [
      { circumstances: { employr: 'clinic' } },
      `circumstances.employr: no rule goes by the circumstance employr. ${mean('employer')}`,
    ],
    [
      { circumstances: { away: 'abraod' } },
      'circumstances.away: no rule names abraod, but one names abroad.',
    ],
    [
      { cohort: { audeince: 'veterans' } },
      `cohort.audeince: no rule goes by audeince of the cohort. ${mean('audience')}`,
    ],
    [
      { payments: [{ fee: 'application', amount: 1 }] },
      `payments.0.fee: no fee is named application. ${of('application-fee')}`,
    ],
    [
      { extensions: [{ requirement: 'renewed' }] },
      `extensions.0.requirement: no stage is named renewed, and only a stage can be given more time. ${of('first')}`,
    ],
    [
      { requests: [{ ...request, under: 'hlep' }] },
      `requests.0.under: nothing can be asked for under hlep. ${mean('help')}`,
    ],
    [
      { requests: [{ ...request, offer: 'scribe' }] },
      `requests.0.offer: help does not offer scribe. ${of('extra-time')}`,
    ],
    [
      { requests: [{ ...request, letter: { from: 'docter', names: true } }] },
      'requests.0.letter.from: no rule names docter, but one names doctor.',
    ],
    [{ exam: 'tset' }, `exam: no exam is named tset. ${mean('test')}`],
    [
      { attempts: [{ ...anAttempt, exam: 'ethic-test' }] },
      `attempts.0.exam: no exam is named ethic-test. ${mean('ethics-test')}`,
    ],
    [
      { attempts: [{ ...anAttempt, part: 'writen' }] },
      `attempts.0.part: test has no part writen. ${mean('written')}`,
    ],
    [
      { attempts: [{ ...anAttempt, parts: { oral: { score: 1 } } }] },
      `attempts.0.parts.oral: test has no part oral. ${of('spoken', 'written')}`,
    ],
    [
      { answers: { witch: 'broad' } },
      `answers.witch: no question is named witch. ${mean('which')}`,
    ],
    [
      { answers: { which: 'seven' } },
      `answers.which: which has no reading seven. ${of('broad', 'narrow')}`,
    ],
    [
      { judged: { condct: 'met' } },
      `judged.condct: no requirement is named condct. ${mean('conduct')}`,
    ],
    [{ judged: { 'of-age': 'met' } }, 'judged.of-age: no requirement is named of-age.'],
    [
      { judged: { conduct: { outcome: 'met', choice: 'none' } } },
      `judged.conduct.choice: “none” is no option of conduct. ${of('Good', 'Bad')}`,
    ],
    [
      { judged: { adult: { outcome: 'met', choice: 'Good' } } },
      `judged.adult.choice: “Good” is no option of adult. ${without}`,
    ],
    [
      { chosen: { insted: 'again' } },
      `chosen.insted: no choice is named insted. ${mean('instead')}`,
    ],
    [{ chosen: { conduct: 'good' } }, 'chosen.conduct: no choice is named conduct.'],
    [
      { chosen: { instead: { option: 'agian' } } },
      `chosen.instead: agian is no option of instead. ${mean('again')}`,
    ],
    [{ waived: ['fee'] }, 'waived.0: no requirement is named fee.'],
  ])('%j', (given, told) => {
    expect(toldOfGiven(everything, given)).toEqual([expect.stringContaining(told)]);
  });

  test('no more than twelve names are listed', () => {
    const [told = ''] = toldOfGiven(everything, { steps: { something: '2026-01-01' } });
    const [, names = ''] = /take it out: (.*?)\. If/.exec(told) ?? [];
    expect(names.split(', ')).toHaveLength(12);
    expect(names).toMatch(/ and \d+ more$/);
  });

  test('at an exam that is not said the attempts would be at none', () => {
    expect(toldOfGiven(everything, { attempts: [{ marked: 'passed' }] })).toEqual([
      'attempts.0: it is not said at which exam the attempt was made. Write `exam` with it, or once under `given` for all attempts: test, ethics-test.',
    ]);
    expect(
      toldOfGiven(everything, { exam: 'tset', attempts: [{ marked: 'passed' }] }),
    ).toHaveLength(1);
  });
});

test('what holds instead for some is known by the same id, with its own parts', () => {
  const asked = (exam: object) => ({ id: 'asked', title: 'Asked', ...examIn('none'), ...exam });
  const oral = [{ id: 'oral', title: 'Oral', items: 'none', timeLimit: 'none' }];
  const policy = policyAsking(asked({}), {
    variations: [
      {
        id: 'abroad',
        title: 'Abroad',
        as: 'variant',
        rules: [exampleQuote],
        changes: [{ requirement: 'asked', to: asked({ parts: oral }) }],
      },
    ],
  });
  const attempts = ['all', 'oral', 'other'].map((part) => ({ marked: 'passed', part }));
  expect(toldOfGiven(policy, { exam: 'asked', attempts })).toEqual([
    `attempts.2.part: asked has no part other. ${of('all', 'oral')}`,
  ]);
});

describe('a fact that no rule asks for at all is told', () => {
  const small = policyAsking(attest('adult'));

  test.each<[object, string]>([
    [
      { letters: [{ from: 'ana', roles: ['peer'] }] },
      'letters: no rule asks for letters of reference.',
    ],
    [{ interviews: ['in-person'] }, 'interviews: no rule asks for an interview.'],
    [{ modules: [{ missed: 1 }] }, 'modules: no rule asks who was there.'],
    [{ roll: [{ day: 1 }] }, 'roll: no rule asks who was there.'],
    [{ madeUp: [{ day: 1 }] }, 'madeUp: no rule asks for anything to be made up.'],
    [{ homework: 1 }, 'homework: no rule asks for homework.'],
    [{ extensions: [{ requirement: 'adult' }] }, 'extensions: no rule lets more time be given.'],
  ])('%j', (given, told) => {
    expect(toldOfGiven(small, given)).toEqual([`${told} ${without}`]);
  });

  test('but an interview may be a day that another rule reckons from', () => {
    const reckoning = { kind: 'step', step: 'workbook-completed', notAfter: 'interview' };
    expect(toldOfGiven(policyAsking(reckoning), { interviews: ['by-phone'] })).toEqual([]);
  });

  test('but the sessions of a plan may be of any kind where no rule tells kinds apart', () => {
    const plan = { days: [{ kind: 'evening', on: '2026-03-02' }] };
    expect(toldOfGiven(small, { plan })).toEqual([]);
  });
});

describe('a value is told that can fit no rule, whatever was meant', () => {
  test.each<[object, string]>([
    [
      { circumstances: { veteran: 'yes' } },
      'circumstances.veteran: veteran is the words “yes”, and the rules hold it against true or false. Write it as they do: true.',
    ],
    [
      { circumstances: { age: '18' } },
      'circumstances.age: age is the words “18”, and the rules hold it against numbers. Write it as they do: 18.',
    ],
    [
      { circumstances: { employer: true } },
      'circumstances.employer: employer is true, and the rules hold it against words. Write it as they do: clinic.',
    ],
    [
      { circumstances: { employer: [{ is: 7, on: '2026-01-01' }] } },
      'circumstances.employer: employer is the number 7, and the rules hold it against words.',
    ],
    [
      { activities: [{ tally: 'meeting', amount: 3 }] },
      'activities.0.amount: each meeting counts once, however large its amount. Write `times: 3` for so many of them, each on its own.',
    ],
    [
      { activities: [{ tally: 'arrest', amount: 2 }] },
      'activities.0.amount: each arrest counts once, however large its amount. Write `times: 2`',
    ],
  ])('%j', (given, told) => {
    expect(toldOfGiven(everything, given)).toEqual([expect.stringContaining(told)]);
  });
});

describe('what was attended is held against the plan', () => {
  const days = [
    { kind: 'class-day', on: '2026-03-02' },
    { kind: 'class-day', on: '2026-03-03', modules: 2 },
  ];

  test.each<[object, string[]]>([
    [{ roll: [{ day: 2, module: 2 }] }, []],
    [
      { roll: [{ day: 3 }] },
      ['roll.0.day: the plan has no day 3. Write a day from 1 to 2, or add it to `plan`.'],
    ],
    [
      { roll: [{ day: 2, module: 3 }] },
      [
        'roll.0.module: day 2 of the plan has no module 3. Write a module from 1 to 2, or correct `modules` of that day.',
      ],
    ],
    [
      { madeUp: [{ day: 3 }] },
      ['madeUp.0.day: the plan has no day 3. Write a day from 1 to 2, or add it to `plan`.'],
    ],
    [{ modules: [{ missed: 2 }, { late: 1 }] }, []],
    [
      { modules: [{ missed: 2 }, { late: 1, attended: 1 }] },
      [
        'modules: `modules` are 3 to a day, and on 2026-03-03 the plan has 2. Write under `roll` what became of each module.',
      ],
    ],
  ])('%j', (given, told) => {
    expect(toldOfGiven(everything, { plan: { days }, ...given })).toEqual(told);
  });
});

describe('what a case names on purpose though no rule knows it', () => {
  test('is listed, by its name or that of its field', () => {
    const given = {
      steps: { graduated: '2026-01-01' },
      requests: [{ under: 'help', offer: 'scribe' }],
      circumstances: { away: 'abraod' },
    };
    const notInPolicy = ['graduated', 'scribe', 'abraod'];
    expect(toldOfCase(everything, { given, notInPolicy })).toEqual([]);
    const modules = [{ missed: 30 }];
    expect(
      toldOfCase(policyAsking(attest('adult')), { given: { modules }, notInPolicy: ['modules'] }),
    ).toEqual([]);
  });

  test('is listed only if it is given, and known to no rule', () => {
    expect(
      toldOfCase(everything, { given: { attests: ['adult'] }, notInPolicy: ['adult', 'child'] }),
    ).toEqual(
      ['adult', 'child'].map(
        (name, place) =>
          `notInPolicy.${place}: nothing of the name ${name} is given that the policy does not know. Correct the name, or take it out.`,
      ),
    );
  });
});

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqliteLog, streamName } from '#event-log';
import type { EventLog, FactId, NewFact } from '#event-log';
import { ran } from './testing/ran.js';

const id = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
const program = 'us-massachusetts-cps';
const older = 'us/massachusetts/cps/2018-01-01.yaml';
const later = 'us/massachusetts/cps/2019-01-01.yaml';
const occurredOn = '2018-05-01';

let folder: string;
let log: EventLog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-affected-'));
  cpSync(resolve('libs/programs/data/us/massachusetts/cps'), join(folder, 'us/massachusetts/cps'), {
    recursive: true,
  });
  mkdirSync(join(folder, 'data'));
  log = await openSqliteLog({ path: join(folder, 'data/log.sqlite') });
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

let facts = 0;
function record(kind: string, of: string, ...types: readonly (readonly [string, object])[]) {
  return log.append(
    streamName(kind, of),
    types.map(([type, data]): NewFact => {
      facts += 1;
      return {
        id: `fact-${facts}` as FactId,
        type,
        data: data as NewFact['data'],
        metadata: {
          recordedAt: '2018-05-01T14:00:00Z',
          actor: 'coordinator-1',
          correlationId: 'request-1',
        },
      };
    }),
    'none',
  );
}

const letter = (number: number) =>
  [
    'ReferenceReceived',
    {
      referenceId: id(300 + number),
      refereeId: id(400 + number),
      relation: 'colleague',
      roles: ['involved-in-peer-support'],
      knownSince: '2015-01-01',
      occurredOn,
    },
  ] as const;

const statements = [
  'lived-experience',
  'active-in-recovery',
  'willing-to-share',
  'eighteen-or-older',
  'high-school-diploma-or-equivalent',
  'lives-in-massachusetts',
].map((statement) => ['StatementAttested', { statement, occurredOn }] as const);

async function application(number: number, letters: number, policyVersion = '2018-01-01') {
  await record(
    'application',
    id(number),
    ['ApplicationReceived', { personId: id(100 + number), program, policyVersion, occurredOn }],
    ...statements,
    ...Array.from({ length: letters }, (_, index) => letter(index)),
  );
}

async function enrollment(number: number, missed: number) {
  await record(
    'enrollment',
    id(number),
    [
      'TraineeEnrolled',
      {
        personId: id(100 + number),
        cohortId: id(900),
        applicationId: id(200 + number),
        program,
        policyVersion: '2018-01-01',
        occurredOn,
        appliedOn: occurredOn,
        readings: [],
        earlierAttempts: [],
      },
    ],
    ...Array.from(
      { length: missed },
      (_, index) =>
        [
          'ModuleMissed',
          {
            sessionId: 'class-1',
            sessionKind: 'class-day',
            moduleId: `class-1.${index + 1}`,
            occurredOn,
          },
        ] as const,
    ),
  );
}

/** The rules of a year later, changed. */
function laterRules(...changes: readonly (readonly [string, string])[]): void {
  let text = readFileSync(join(folder, older), 'utf8').replace(
    "from: '2018-01-01'",
    "from: '2019-01-01'",
  );
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${from} does not stand in the rules`);
    text = text.replaceAll(from, to);
  }
  writeFileSync(join(folder, later), text);
}

const diff = () => ran(folder, 'diff', older, later, '--log', 'data', '--as-of', '2018-06-30');

describe('who would be judged otherwise', () => {
  test('is told of applications by their ids, while a server holds the log', async () => {
    laterRules(['count: 2', 'count: 3']);
    await application(1, 2);
    await application(2, 3);
    await application(3, 1);
    await application(4, 2, '2020-09-01');
    const { code, out } = await diff();
    expect(code).toBe(0);
    expect(out.slice(out.indexOf('Who would'))).toBe(`Who would be judged otherwise
-----------------------------

Of the 3 applications and enrollments under us-massachusetts-cps@2018-01-01,
judged as of 2018-06-30, these would be judged otherwise:

* application ${id(1)} (person
  ${id(101)})
  * Applying: met; now unmet
    * Two letters of reference (references): met; now unmet, has 2 letters,
      needs 3 letters
`);
  });

  test('is told of enrollments, by the plan of their class', async () => {
    laterRules(['fewerThan: 4', 'fewerThan: 3']);
    await record(
      'cohort',
      id(900),
      [
        'CohortPlanned',
        { program, policyVersion: '2018-01-01', name: 'Spring', timeZone: 'America/New_York' },
      ],
      [
        'ClassDayPlanned',
        {
          sessionId: 'class-1',
          date: occurredOn,
          modules: [1, 2, 3].map((number) => ({
            id: `class-1.${number}`,
            title: `Module ${number}`,
          })),
        },
      ],
    );
    await enrollment(10, 2);
    await enrollment(11, 3);
    const { out } = await diff();
    const told = out.slice(out.indexOf('Who would'));
    expect(told).toContain(`* enrollment ${id(11)}`);
    expect(told).toContain('* The training: met; now unmet for good');
    expect(told).not.toContain(id(10));
  });

  test('is nobody where the rules change what touches nobody', async () => {
    laterRules(['atMost: 3', 'atMost: 2']);
    await application(1, 2);
    const { out } = await diff();
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Of the one application or enrollment under us-massachusetts-cps@2018-01-01, judged as of 2018-06-30, none would be judged otherwise.',
    );
  });

  test('is nobody in records of another version', async () => {
    laterRules(['count: 2', 'count: 3']);
    await application(4, 2, '2020-09-01');
    expect((await diff()).out.replaceAll(/\s+/g, ' ')).toContain(
      'The records hold no application and no enrollment under us-massachusetts-cps@2018-01-01.',
    );
  });

  test('is not told from records that cannot be read', async () => {
    laterRules(['count: 2', 'count: 3']);
    writeFileSync(join(folder, 'data/other.sqlite'), 'no log');
    const { code, out, err } = await ran(
      folder,
      'diff',
      older,
      later,
      '--log',
      'data/other.sqlite',
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/is damaged, or is no\s+Rollbook log/);
  });
});

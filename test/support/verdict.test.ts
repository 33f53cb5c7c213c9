import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { START, openSqliteLog } from '#event-log';
import type { FactId, RecordedFact, StreamName } from '#event-log';
import { flawless, verdictOn } from './verdict.js';

const enrollment = 'enrollment-1' as StreamName;
const other = 'enrollment-2' as StreamName;
const key = 'key-of-the-roll-call';

/** A roll call with its two marks in one append, a mark of another trainee, and a correction. */
let sound: readonly RecordedFact[];
const answered = [
  { key, factIds: ['listening', 'boundaries'] },
  { key: 'key-of-ben', factIds: ['bens'] },
];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollbook-verdict-'));
  const log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  const fact = (id: string, idempotencyKey?: string) => ({
    id: id as FactId,
    type: 'ModuleMissed',
    data: {},
    metadata: {
      recordedAt: '2026-03-02T14:00:00Z',
      actor: 'coordinator-1',
      correlationId: `request-of-${idempotencyKey ?? id}`,
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    },
  });
  await log.append(enrollment, [fact('listening', key), fact('boundaries', key)], 'none');
  await log.append(other, [fact('bens', 'key-of-ben')], 'none');
  await log.append(enrollment, [fact('correction')], 1);
  // A request over several streams carries its key into each of them.
  await log.append(other, [fact('bens-part', key)], 0);
  sound = await log.readAll(START, 100);
  await log.close();
  rmSync(folder, { recursive: true });
});

const named = (id: string): RecordedFact => {
  const found = sound.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fact is named ${id}`);
  return found;
};
const without = (id: string) => sound.filter((one) => one.id !== id);
const under = (fact: RecordedFact, metadata: Partial<RecordedFact['metadata']>): RecordedFact => ({
  ...fact,
  id: `${fact.id}-again` as FactId,
  metadata: { ...fact.metadata, ...metadata },
});

test('a sound log has nothing amiss', () => {
  expect(sound).toHaveLength(5);
  expect(verdictOn(sound, answered)).toEqual(flawless);
});

describe('named is', () => {
  test('a fact that was answered and is not there', () => {
    const planted = without('bens-part').filter(({ id }) => id !== 'bens');
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, missing: ['bens'] });
  });

  test('a part of an answer that is not there', () => {
    const planted = without('boundaries').map((one) =>
      one.id === 'correction' ? { ...one, revision: 1 } : one,
    );
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, missing: ['boundaries'] });
  });

  test('a fact that is there twice, at the end of its stream', () => {
    const planted = [...sound, { ...named('correction'), revision: 3 }];
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, doubled: ['correction'] });
  });

  test('a fact that is there twice, in two streams', () => {
    const planted = [...sound, { ...named('correction'), stream: other, revision: 2 }];
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, doubled: ['correction'] });
  });

  test('a request that was recorded again later', () => {
    const later = { recordedAt: '2026-03-02T14:00:05Z', correlationId: 'request-again' };
    const planted = [...sound, { ...under(named('listening'), later), revision: 3 }];
    expect(verdictOn(planted, answered)).toEqual({
      ...flawless,
      repeated: [`${enrollment} ${key}`],
    });
  });

  test('a request that was recorded again at once, in the same millisecond', () => {
    const planted = [
      ...sound,
      { ...under(named('bens-part'), { correlationId: 'again' }), revision: 2 },
    ];
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, repeated: [`${other} ${key}`] });
  });

  test('a request that was recorded again by one and the same, after something else', () => {
    const planted = [...sound, { ...under(named('listening'), {}), revision: 3 }];
    expect(verdictOn(planted, answered)).toEqual({
      ...flawless,
      repeated: [`${enrollment} ${key}`],
    });
  });

  test('a request that was recorded again right after, by one that tried again on its own', () => {
    const later = { recordedAt: '2026-03-02T14:00:00.001Z' };
    const planted = [...sound, { ...under(named('bens-part'), later), revision: 2 }];
    expect(verdictOn(planted, answered)).toEqual({ ...flawless, repeated: [`${other} ${key}`] });
  });

  test('a gap in a stream', () => {
    const planted = without('boundaries');
    expect(verdictOn(planted, [])).toEqual({ ...flawless, outOfPlace: ['correction'] });
  });

  test('a stream that does not begin at its beginning', () => {
    const planted = without('bens');
    expect(verdictOn(planted, [])).toEqual({ ...flawless, outOfPlace: ['bens-part'] });
  });

  test('two facts of a stream in the wrong order', () => {
    const planted = [named('boundaries'), named('listening'), ...sound.slice(2)];
    const { outOfPlace } = verdictOn(planted, answered);
    expect(outOfPlace).toEqual(['boundaries', 'listening', 'correction']);
  });
});

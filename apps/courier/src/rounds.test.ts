import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqliteLog, openViews } from '#event-log';
import type { EventLog, FactId, Position, StreamName, View, Views } from '#event-log';
import { ManualTime } from '#queue/testing';
import type { Duty } from './duty.js';
import { Rounds, respite, rest } from './rounds.js';

/** Tasks that facts name, until a fact says that one is done. */
const tasksView: View = {
  name: 'tasks',
  version: 1,
  schema: 'CREATE TABLE tasks (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;',
  on: {
    TaskGiven: (rows, { data }) => rows.run('INSERT INTO tasks VALUES (?)', [String(data['id'])]),
    TaskDone: (rows, { data }) => rows.run('DELETE FROM tasks WHERE id = ?', [String(data['id'])]),
  },
};

let folder: string;
let log: EventLog;
let views: Views;
let time: ManualTime;
let troubles: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-rounds-'));
  log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  views = await openViews({ folder: join(folder, 'views'), log, views: [tasksView] });
  time = new ManualTime();
  troubles = [];
});
afterEach(async () => {
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

let facts = 0;
async function record(type: string, id: string): Promise<Position> {
  const fact = {
    id: `00000000-0000-7000-8000-${String(++facts).padStart(12, '0')}` as FactId,
    type,
    data: { id },
    metadata: { recordedAt: time.now().toString(), actor: 'a', correlationId: 'c' },
  };
  const { position } = await log.append('tasks-1' as StreamName, [fact], 'any');
  return position;
}

const given = async (...ids: readonly string[]) => {
  for (const id of ids) await views.waitFor(await record('TaskGiven', id));
};

/** Does the tasks in the rows; what is done is told by `see`. */
const duty = (see: Duty['see']): Duty => ({
  name: 'do-tasks',
  find: (rows, _now, limit) =>
    rows
      .all<{ id: string }>('SELECT id FROM tasks ORDER BY id LIMIT ?', [limit])
      .map(({ id }) => id),
  see,
});

const rounds = (...duties: readonly Duty[]) =>
  new Rounds({
    views,
    clock: time,
    duties,
    // The clock stands still but for the tests.
    pause: (_time, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      }),
    onTrouble: (name, id, error) => troubles.push(`${name} ${id}: ${String(error)}`),
  });

describe('a round', () => {
  test('sees to each thing that is found, once', async () => {
    await given('a', 'b');
    const seen: string[] = [];
    const going = rounds(
      duty(async (id) => {
        seen.push(id);
        return record('TaskDone', id);
      }),
    );
    expect(await going.round()).toBe(true);
    // The rows have taken it in before the next round looks.
    expect(await going.round()).toBe(false);
    expect(seen.sort()).toEqual(['a', 'b']);
  });

  test('leaves alone what changed nothing, until it has rested', async () => {
    await given('a');
    let seen = 0;
    const going = rounds(
      duty(() => {
        seen++;
        return Promise.resolve(undefined);
      }),
    );
    await going.round();
    await going.round();
    expect(seen).toBe(1);
    await time.reach(time.now().add(rest));
    await going.round();
    expect(seen).toBe(2);
  });

  test('tells what could not be seen to, goes on with the others, and tries again', async () => {
    await given('a', 'b');
    let broken = true;
    const done: string[] = [];
    const going = rounds(
      duty(async (id) => {
        if (id === 'a' && broken) throw new Error('the log is away');
        done.push(id);
        return record('TaskDone', id);
      }),
    );
    await going.round();
    expect([done, troubles]).toEqual([['b'], ['do-tasks a: Error: the log is away']]);
    broken = false;
    await time.reach(time.now().add(respite));
    await going.round();
    expect(done).toEqual(['b', 'a']);
  });

  test('a duty that can’t look does not keep the others from it', async () => {
    await given('a');
    const blind: Duty = {
      name: 'blind',
      find: () => {
        throw new Error('no such table');
      },
      see: () => Promise.resolve(undefined),
    };
    const done: string[] = [];
    await rounds(
      blind,
      duty((id) => {
        done.push(id);
        return record('TaskDone', id);
      }),
    ).round();
    expect(done).toEqual(['a']);
    expect(troubles).toEqual(['blind : Error: no such table']);
  });
});

describe('a courier on its rounds', () => {
  test('begins anew when the log moves on, and ends what it is at when it is stopped', async () => {
    const second = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    const done: string[] = [];
    const going = rounds(
      duty(async (id) => {
        if (id === 'b') {
          second.resolve(undefined);
          await release.promise;
        }
        done.push(id);
        return record('TaskDone', id);
      }),
    );
    going.start();
    await given('a');
    await given('b');
    await second.promise;
    const closed = going.close();
    release.resolve(undefined);
    await closed;
    expect(done).toEqual(['a', 'b']);
    // While the rows were still being computed there was nothing to complain of.
    expect(troubles).toEqual([]);
  });
});

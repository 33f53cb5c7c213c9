import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { refusal, servedApi } from '../testing/api.js';

const api = servedApi();
const [first, second] = [1, 2].map((n) => `01990000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
];
const none = Temporal.Duration.from({ seconds: 0 });

/** Gives work that fails at its only try. */
async function die(...subjects: readonly string[]): Promise<void> {
  const worker = api.queue.work('deliver-notice', () => Promise.reject(new TypeError('bug')), {
    concurrency: 1,
    retries: { attempts: 1, firstWait: none, longestWait: none },
  });
  for (const subject of subjects) {
    await api.queue.add({ name: 'deliver-notice', subject });
    while ((await api.queue.counts('deliver-notice')).waiting > 0);
    api.clock.set(api.clock.now().add({ seconds: 1 }).toString());
  }
  await worker.close();
}

describe('work that was given up', () => {
  test('is listed, oldest first, with what failed', async () => {
    await die(first, second);
    const page = (await api.get('/dead-letters?limit=1')).body as { items: object[]; next: string };
    expect(page.items).toEqual([
      {
        work: 'deliver-notice',
        subjectId: first,
        reason: expect.stringContaining('TypeError') as unknown,
        attempts: 1,
        diedAt: expect.any(String) as unknown,
      },
    ]);
    const rest = (await api.get(`/dead-letters?limit=5&cursor=${page.next}`)).body;
    expect(rest).toEqual({ items: [expect.objectContaining({ subjectId: second })] });
  });

  test('is run again, or dropped, one at a time', async () => {
    expect((await api.post(`/dead-letters/${first}/retry`)).body).toEqual({ changed: 1 });
    expect((await api.queue.counts('deliver-notice')).waiting).toBe(1);
    expect(refusal(await api.post(`/dead-letters/${first}/retry`))).toEqual([404, 'not-found']);
    expect((await api.send('DELETE', `/dead-letters/${second}`)).body).toEqual({ changed: 1 });
    expect((await api.get('/dead-letters')).body).toEqual({ items: [] });
  });

  test('is run again all at once', async () => {
    await die(first, second);
    expect((await api.post('/dead-letters/retry')).body).toEqual({ changed: 2 });
  });

  test('a cursor of another list is refused', async () => {
    expect(refusal(await api.get('/dead-letters?cursor=x.y'))).toEqual([400, 'bad-cursor']);
  });
});

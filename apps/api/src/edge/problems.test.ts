import { describe, expect, test } from '@jest/globals';
import { RuleBroken, ViewsError } from '#event-log';
import { problemKinds } from './problems.js';
import { sampleEdge } from './testing/edge.js';
import { logError, thrown } from './testing/sample.js';

const { send } = sampleEdge();

describe('what is thrown', () => {
  const answerTo = async (error: unknown) => {
    thrown.error = error;
    return send({ url: '/api/v1/classes/failing' });
  };

  test('a broken rule is 409 with its code, its page and what it found', async () => {
    const { status, problem } = await answerTo(
      new RuleBroken('class-full', 'All 30 seats are taken.', { seats: 30 }),
    );
    expect(status).toBe(409);
    expect(problem).toMatchObject({
      type: '/problems/class-full',
      code: 'class-full',
      detail: 'All 30 seats are taken.',
      details: { seats: 30 },
    });
    expect((await send({ url: '/problems/class-full' })).text).toContain(
      'put the person on the waitlist',
    );
  });

  test('a broken rule without a page of its own points to the page of all', async () => {
    const { problem } = await answerTo(new RuleBroken('not-told', 'No.'));
    expect(problem).toMatchObject({ type: '/problems/rule-broken', code: 'not-told' });
  });

  test.each([
    ['stream-deleted', 410],
    ['revision-conflict', 409],
    ['fact-too-large', 413],
    ['fact-unreadable', 500],
    ['log-disk-full', 503],
    ['log-read-only', 503],
    ['log-unavailable', 503],
    ['append-outcome-unknown', 503],
  ] as const)('the log error %s is %i and tells nothing of the inside', async (code, status) => {
    const answered = await answerTo(logError(code));
    expect([answered.status, answered.problem.code]).toEqual([status, code]);
    expect(answered.headers['retry-after'] !== undefined).toBe(status === 503);
    expect(answered.text).not.toContain('secret');
  });

  test.each([
    ['views-building', 503, 'views-building'],
    ['views-closed', 503, 'stopping'],
    ['view-failed', 500, 'internal-error'],
  ] as const)('the error of the views %s is %i', async (error, status, code) => {
    const answered = await answerTo(new ViewsError(error, 'secret'));
    expect([answered.status, answered.problem.code]).toEqual([status, code]);
    expect(answered.text).not.toContain('secret');
  });

  test.each([new TypeError('secret'), 'secret', undefined, null, { status: 418, secret: 1 }])(
    'a bug is a 500 that tells nothing of the inside',
    async (error) => {
      const { status, problem, text } = await answerTo(error);
      expect([status, problem.code]).toEqual([500, 'internal-error']);
      expect(text).not.toContain('secret');
    },
  );

  test('every code has a page', async () => {
    for (const code of Object.keys(problemKinds)) {
      const { status, text } = await send({ url: `/problems/${code}` });
      expect([code, status, text.includes(`<code>${code}</code>`)]).toEqual([code, 200, true]);
    }
    expect((await send({ url: '/problems/made-up' })).status).toBe(404);
  });
});

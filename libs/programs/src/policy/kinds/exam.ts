import { z } from 'zod';
import { minutesOf, period, timeSpan } from '../calendar.js';
import type { EvidenceOf } from '../evidence.js';
import type { Ledger } from '../ledger.js';
import type { Finding } from '../outcome.js';
import { requirementFields, slug, words } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { varying, whereSchema } from '../where.js';
import { windowSchema } from '../window.js';
import { leafKind } from './kind.js';

/** What it takes to pass. `completed`: done is passed, whatever the score. */
const markSchema = z.union([
  z.literal('completed'),
  z.strictObject({ percent: z.number().min(0).max(100) }),
  z
    .strictObject({ points: z.number().min(0) })
    .describe('Answers right, or points; of all parts together.'),
  z.strictObject({ scaled: z.number() }).describe('On the exam’s own scale.'),
]);

/** An exam: what it is made of, how often it may be tried, and what passing means. */
const schema = z.strictObject({
  kind: z.literal('exam'),
  ...requirementFields,
  parts: z
    .array(
      z.strictObject({
        id: slug,
        title: words,
        items: stated(z.array(slug).min(1)),
        timeLimit: stated(timeSpan),
        /** Where each part has its own; all of them must be passed. */
        passMark: stated(markSchema).default('not stated'),
      }),
    )
    .min(1),
  /** Of the whole. Where there is none, passing is what the person who marks recorded. */
  passMark: stated(markSchema),
  attempts: z.strictObject({
    atMost: stated(z.int().min(1)),
    form: stated(z.enum(['same', 'different'])),
    scope: stated(z.enum(['exam', 'part']))
      .default('not stated')
      .describe('Whether attempts are counted for the whole, or for each part on its own.'),
    per: stated(z.enum(['ever', 'training', 'calendar-year']))
      .default('not stated')
      .describe(
        'What the attempts are counted in; `training` is that repeating it starts the count anew.',
      ),
    waiting: stated(period).describe('Between one attempt and the next.'),
    window: stated(z.union([period, varying(windowSchema)])).describe(
      'Days on which an attempt may be made.',
    ),
    blocks: z
      .array(
        z.strictObject({
          attempts: z.int().min(1),
          gate: z
            .strictObject({
              title: words,
              tally: slug,
              unit: slug,
              atLeast: varying(z.number().min(0)),
              where: whereSchema.exactOptional(),
              orAlso: z
                .array(whereSchema)
                .default([])
                .describe('Any one activity with these opens it too.'),
            })
            .exactOptional()
            .describe('What must be done after the block before, for this one to open.'),
        }),
      )
      .min(1)
      .exactOptional()
      .describe('Attempts come in blocks, one after another.'),
    afterLast: stated(words),
  }),
  /** What is offered to whoever has failed so often. */
  support: z
    .array(z.strictObject({ afterFailed: z.int().min(1), offer: slug, title: words }))
    .default([]),
});

type Attempt = EvidenceOf<'exam-attempt'>;

export const exam = leafKind({
  schema,
  judge: ({ id, parts, passMark, attempts: { atMost }, support }) => {
    const most = isValue(atMost) ? atMost : undefined;
    const needed =
      isValue(passMark) && passMark !== 'completed' && 'percent' in passMark
        ? passMark.percent
        : undefined;
    const limits = parts.map(({ timeLimit }) =>
      isValue(timeLimit) ? minutesOf(timeLimit) : Infinity,
    );
    const limit = limits.reduce((sum, minutes) => sum + minutes, 0);
    const verdict = (mark: EvidenceOf<'exam-mark'>) =>
      needed === undefined || mark.score === undefined
        ? mark.result
        : mark.score >= needed
          ? 'passed'
          : 'failed';

    return (ledger) => {
      const made = attemptsAt(ledger, id);
      const counted = most === undefined ? made : made.slice(0, most);
      const marks = new Map(ledger.of('exam-mark').map((mark) => [mark.attempt, mark]));
      const evidence = made.map(({ ref }) => ref);
      const findings: Finding[] = made.slice(counted.length).map(({ ref }) => ({
        code: 'beyond-attempts',
        text: `Only ${most ?? ''} attempts are allowed; this one does not count.`,
        ref,
      }));
      for (const { minutesAllowed = limit, minutesTaken = 0, ref } of counted) {
        if (minutesTaken <= minutesAllowed) continue;
        // What follows from it no source says, so whoever marks the attempt decides.
        findings.push({
          code: 'over-time',
          text: `Took ${minutesTaken} minutes of the ${minutesAllowed} allowed.`,
          ref,
        });
      }
      let failed = 0;
      let passed = false;
      for (const { attempt } of counted) {
        const mark = marks.get(attempt);
        if (mark === undefined) continue;
        evidence.push(mark.ref);
        if (verdict(mark) === 'passed') passed = true;
        else failed += 1;
      }
      const unmarked = counted.filter(({ attempt }) => !marks.has(attempt)).length;
      const left = most === undefined ? undefined : most - counted.length;
      const tally = {
        attempts: counted.length,
        failed,
        unmarked,
        ...(left !== undefined && { left }),
      };
      if (passed) return { outcome: { status: 'met', final: true }, evidence, findings, tally };
      for (const { afterFailed, offer, title } of support) {
        if (failed >= afterFailed) findings.push({ code: `offered-${offer}`, text: title });
      }
      return {
        outcome: {
          status: 'unmet',
          have: unmarked > 0 ? 'an attempt not yet marked' : `${failed} failed`,
          need: 'a passed attempt',
          reachable: unmarked > 0 || left === undefined || left > 0,
        },
        evidence,
        findings,
        tally,
      };
    };
  },
});

/** In the order in which they were made; a repeated id is one attempt. */
function attemptsAt(ledger: Ledger, examId: string): Attempt[] {
  const byId = new Map<string, Attempt>();
  for (const item of ledger.of('exam-attempt')) {
    if (item.exam === examId) byId.set(item.attempt, item);
  }
  return [...byId.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

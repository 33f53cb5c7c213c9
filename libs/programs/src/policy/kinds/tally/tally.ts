import type { Ledger } from '../../ledger.js';
import { alike } from '../../logic/alike.js';
import type { Finding } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { chosen } from '../../where.js';
import { anyTime, motionOfWindow } from '../../window.js';
import { leafKind, momentsOfWindow, type Judged } from '../kind.js';
import { counting, type Counted, type Item } from './counted.js';
import { distinguishing, type Distinguished } from './distinct.js';
import { tallyFlaws } from './flaws.js';
import { needing, settling } from './needed.js';
import { overlapQuestions, underOverlaps } from './overlaps.js';
import { lasting, stays } from './lasting.js';
import { tallySchema, type Tally } from './schema.js';
import type { Sums } from './sums.js';
import { unplaced } from './unplaced.js';

export const tally = leafKind({
  schema: tallySchema,
  judge: judging,
  flaws: tallyFlaws,
  moments: ({ window, forEvery }) => [
    ...momentsOfWindow(window, ['window']),
    ...(forEvery === undefined || 'amount' in forEvery
      ? []
      : [
          [forEvery.since, ['forEvery', 'since']] as const,
          [forEvery.until ?? 'as-of', ['forEvery', 'until']] as const,
        ]),
  ],
});

function judging(tally: Tally): (ledger: Ledger) => Judged {
  const count = counting(tally);
  const { atLeast } = tally;
  const baseOf = isValue(atLeast) ? chosen(atLeast) : () => atLeast;
  const needOf = needing(tally);
  const limitOf = chosen<number | undefined>(tally.atMost);
  const motionFor = motionOfWindow(tally.window);
  const settles = settling(tally);
  const distinguish = distinguishing(tally);
  const questions = overlapQuestions(tally);
  const floors = tally.periods.map((floor, place) => {
    const title = `At least ${floor.atLeast} ${tally.unit} in each`;
    return { floor, subject: `period-${place + 1}`, title };
  });

  return (ledger) => {
    const counted = count(ledger);
    const limit = limitOf(ledger);
    if (counted === undefined) return unplaced(tally, baseOf(ledger), limit);
    const { span } = counted;
    const need = needOf(ledger, span);
    const motion = motionFor(ledger);
    const final = motion.start === 'none' && settles(ledger, span, motion.end);
    const open = motion.endless || ledger.asOf <= span.end;
    const by = motion.endless || span.end === anyTime.end ? undefined : span.end;
    const frame = { tally, floors, span, ledger, need, limit, motion, final, open, by };
    const tell = (items: readonly Item[]) => distinguish(items, span, counted.earlier);
    const staying = ({ activity }: Item) => stays(activity, ledger.asOf, tally);
    const sumOf = (items: readonly Item[], told: Distinguished) => {
      const now = underOverlaps(frame, questions, told);
      if (items.every(staying)) return now;
      const without = tell(items.filter(staying));
      return lasting(now, underOverlaps(frame, questions, without), ledger.order);
    };
    const told = tell(counted.items);
    const certain = sumOf(counted.items, told);
    const evidence = certain.items.map(({ activity }) => activity.ref);
    for (const { ref } of told.unrecorded) evidence.push(ref);
    for (const question of questions) {
      const ref = ledger.answerTo(question)?.ref;
      if (ref !== undefined) evidence.push(ref);
    }
    const { outcome, have, parts } = certain;
    const judged = {
      outcome,
      evidence,
      findings: findingsOf(tally, counted, told, certain),
      tally: typeof need === 'number' ? { have, need } : { have },
      parts,
    };
    if (counted.pending.length === 0) return judged;
    const all = [...counted.items, ...counted.pending];
    const possible = sumOf(all, tell(all));
    if (alike(outcome, possible.outcome)) return judged;
    const asks = new Set(counted.pending.map(({ ask }) => ask));
    if (outcome.status === 'needs-decision')
      for (const { question } of outcome.decisions) asks.add(question);
    return {
      ...judged,
      evidence: [...evidence, ...counted.pending.map(({ activity }) => activity.ref)],
      outcome: {
        status: 'needs-decision',
        decisions: [
          { requirement: tally.id, question: [...asks].join(' '), options: ['met', 'unmet'] },
        ],
      },
    };
  };
}

function findingsOf(
  { distinct }: Tally,
  { items, findings }: Counted,
  { unrecorded }: Distinguished,
  sums: Sums,
): readonly Finding[] {
  if (distinct === undefined)
    return findings.length === 0 ? sums.findings : [...findings, ...sums.findings];
  const counting = new Set([...sums.items.map(({ activity }) => activity), ...unrecorded]);
  const text = `Another with the same ${distinct.by} counts already.`;
  const repeated = items.flatMap(({ activity }) =>
    counting.has(activity) ? [] : [{ code: 'not-distinct', text, ref: activity.ref }],
  );
  return [...findings, ...repeated, ...sums.findings];
}

import { START, decode, idOf, streamName } from '#event-log';
import type { EventLog } from '#event-log';
import { evaluate, sectionNames } from '#programs';
import type { Policy } from '#programs';
import { enrollment, evidenceOf } from '#training';
import { median } from './report.js';

const runs = 5_000;
const rounds = 5;

/** One person judged under all sections, beside a bare fold of the same facts. */
export async function judging(log: EventLog, policies: readonly Policy[]): Promise<void> {
  const first = (await log.readAll(START, 100_000)).find(({ type }) => type === 'TraineeEnrolled');
  if (first === undefined) throw new Error('Nobody is enrolled.');
  const stored = await log.readStream(streamName('enrollment', idOf(first.stream, 'enrollment')));
  const facts = stored.map((fact) => decode(enrollment, fact));
  const state = facts.reduce(enrollment.evolve, enrollment.initial);
  const evidence = evidenceOf(state);
  const folded = microseconds(() => facts.reduce(enrollment.evolve, enrollment.initial));
  for (const policy of policies) {
    const judged = microseconds(() =>
      sectionNames.map((section) => evaluate(policy, section, evidence, '2026-06-01')),
    );
    console.log(
      `judge ${facts.length} facts by ${policy.program}@${policy.effective.from}`.padEnd(58),
      `${judged.toFixed(1)} µs beside a bare fold of ${folded.toFixed(1)} µs  (budget below 50 µs)`,
    );
  }
}

function microseconds(work: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    for (let run = 0; run < runs; run++) work();
    times.push((1000 * (performance.now() - started)) / runs);
  }
  return median(times);
}

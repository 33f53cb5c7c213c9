import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { contextOf, evidenceOf as evidenceGiven } from '../libs/programs/src/cases/evidence.js';
import { givenSchema } from '../libs/programs/src/cases/given.js';
import { START, decode, idOf, streamName } from '#event-log';
import type { EventLog } from '#event-log';
import { evaluating, sectionNames } from '#programs';
import type { Context, Evidence, Policy } from '#programs';
import { enrollment, evidenceOf } from '#training';

/** Microseconds for one person under all sections. */
const budget = 50;
const runs = 100;
const rounds = 300;

/** A person to be judged by a policy, and on which day. */
interface History {
  readonly name: string;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly asOf: string;
  readonly context: Context;
}

/**
 * One person judged under all sections, beside a bare fold of the same facts: a trainee of the class
 * by every policy, and histories of a program's own, which reach further into its rules.
 */
export async function judging(log: EventLog, policies: readonly Policy[]): Promise<void> {
  const first = (await log.readAll(START, 100_000)).find(({ type }) => type === 'TraineeEnrolled');
  if (first === undefined) throw new Error('Nobody is enrolled.');
  const stored = await log.readStream(streamName('enrollment', idOf(first.stream, 'enrollment')));
  const facts = stored.map((fact) => decode(enrollment, fact));
  const evidence = evidenceOf(facts.reduce(enrollment.evolve, enrollment.initial));
  const histories = [
    ...policies.map((policy) => ({
      name: `${facts.length} facts of the class`,
      policy,
      evidence,
      asOf: '2026-06-01',
      context: {},
    })),
    ...ownHistories(policies),
  ];
  const [folded = NaN, ...judged] = fastest([
    () => facts.reduce(enrollment.evolve, enrollment.initial),
    ...histories.map(({ policy, evidence, asOf, context }) => () => {
      const section = evaluating(policy, evidence, asOf, context);
      return sectionNames.map(section);
    }),
  ]);
  console.log(`fold ${facts.length} facts and do no more`.padEnd(62), `${folded.toFixed(1)} µs`);
  for (const [place, { name, policy }] of histories.entries()) {
    const time = judged[place] ?? NaN;
    console.log(
      `judge ${name} by ${policy.program}@${policy.effective.from}`.padEnd(62),
      `${time.toFixed(1)} µs  (${time < budget ? 'budget' : 'ABOVE budget'} ${budget} µs)`,
    );
  }
}

/** Whole lives of a program's own, written as the case files are and named by the program. */
function ownHistories(policies: readonly Policy[]): readonly History[] {
  const folder = join(import.meta.dirname, 'histories');
  return readdirSync(folder).map((file) => {
    const program = basename(file, '.yaml');
    const policy = policies.findLast((one) => one.program === program);
    if (policy === undefined) throw new Error(`${file} is named by no program that is shipped.`);
    const { asOf, given: told } = parse(readFileSync(join(folder, file), 'utf8')) as {
      readonly asOf: string;
      readonly given: unknown;
    };
    const given = givenSchema.parse(told);
    const evidence = evidenceGiven(given, asOf);
    return {
      name: `${evidence.length} of its own`,
      policy,
      evidence,
      asOf,
      context: contextOf(given),
    };
  });
}

/** Microseconds of each at its fastest, all in turn: other work on the machine only ever adds to them. */
function fastest(works: readonly (() => unknown)[]): readonly number[] {
  const times = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [place, work] of works.entries()) {
      const started = performance.now();
      for (let run = 0; run < runs; run++) work();
      const each = (1000 * (performance.now() - started)) / runs;
      times[place] = Math.min(times[place] ?? Infinity, each);
    }
  }
  return times;
}

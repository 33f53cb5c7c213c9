import { createHash, type Hash } from 'node:crypto';
import type { Position, RecordedFact, StreamName } from '../facts.js';
import { digestOf } from './digest.js';
import type { CopiedLog } from './logs.js';
import { Pace, type PaceOptions } from './pace.js';
import { END, Reading } from './reading.js';

export interface Contents {
  readonly facts: number;
  /** SHA-256 in hex over everything of each fact but its position, in the total order. */
  readonly hash: string;
}

export interface Comparison {
  readonly first: Contents;
  readonly second: Contents;
  /** Streams that do not hold the same facts at the same revisions. */
  readonly differing: readonly StreamName[];
  /** Streams deleted for good in one log only. */
  readonly deletedInFirst: readonly StreamName[];
  readonly deletedInSecond: readonly StreamName[];
  /** The same facts in the same streams, in the same total order, and the same streams deleted. */
  readonly same: boolean;
}

/** Reads both logs whole, as they stand now, and answers in what they differ. @throws LogError */
export async function compareLogs(
  first: CopiedLog,
  second: CopiedLog,
  options: PaceOptions = {},
): Promise<Comparison> {
  const [untilFirst, untilSecond] = await Promise.all([first.head(), second.head()]);
  const [gone, goneToo] = await Promise.all([first.deletedStreams(), second.deletedStreams()]);
  const contents = await compareContents(
    new Reading(first, untilFirst, (stream) => gone.has(stream)),
    new Reading(second, untilSecond, (stream) => goneToo.has(stream)),
    options,
  );
  const deletedInFirst = [...gone].filter((stream) => !goneToo.has(stream));
  const deletedInSecond = [...goneToo].filter((stream) => !gone.has(stream));
  const same = contents.same && deletedInFirst.length + deletedInSecond.length === 0;
  return { ...contents, deletedInFirst, deletedInSecond, same };
}

type ComparedContents = Pick<Comparison, 'first' | 'second' | 'differing' | 'same'>;

/** Compares `from`, up to a position, with all of `to`; the facts of some streams count nowhere. */
export function compareUpTo(
  until: Position,
  { from, to }: { readonly from: CopiedLog; readonly to: CopiedLog },
  leaveOut: (stream: StreamName) => boolean,
  options: PaceOptions,
): Promise<ComparedContents> {
  return compareContents(
    new Reading(from, until, leaveOut),
    new Reading(to, END, leaveOut),
    options,
  );
}

async function compareContents(
  first: Reading,
  second: Reading,
  options: PaceOptions,
): Promise<ComparedContents> {
  const balance = new Balance();
  const one = new Counted((fact, digest) => {
    balance.add(fact.stream, digest);
  });
  const other = new Counted((fact, digest) => {
    balance.add(fact.stream, -digest);
  });
  const pace = new Pace('comparing', first.until, options);
  for (;;) {
    // Side by side, so that what is equal need not be remembered.
    const [ones, others] = await Promise.all([first.page(), second.page()]);
    if (ones.length + others.length === 0) break;
    one.add(ones);
    other.add(others);
    pace.add(ones.length, first.position);
  }
  const [contents, others] = [one.contents(), other.contents()];
  const differing = balance.differing();
  const same =
    differing.length === 0 && contents.facts === others.facts && contents.hash === others.hash;
  return { first: contents, second: others, differing, same };
}

/**
 * What one log holds and the other does not, by stream. A digest tells stream and revision too, so
 * a stream's sum is 0 just when both logs hold the same facts of it; only the others take memory.
 */
class Balance {
  readonly #sums = new Map<StreamName, bigint>();

  add(stream: StreamName, digest: bigint): void {
    const sum = (this.#sums.get(stream) ?? 0n) + digest;
    if (sum === 0n) this.#sums.delete(stream);
    else this.#sums.set(stream, sum);
  }

  differing(): readonly StreamName[] {
    return [...this.#sums.keys()].sort();
  }
}

class Counted {
  readonly #hash: Hash = createHash('sha256');
  #facts = 0;

  constructor(readonly each: (fact: RecordedFact, digest: bigint) => void) {}

  add(facts: readonly RecordedFact[]): void {
    for (const fact of facts) {
      const digest = digestOf(fact);
      this.#hash.update(digest);
      this.each(fact, BigInt(`0x${digest.toString('hex')}`));
    }
    this.#facts += facts.length;
  }

  contents(): Contents {
    return { facts: this.#facts, hash: this.#hash.digest('hex') };
  }
}

import { derivedId } from '../../clock.js';
import { LogError } from '../../errors.js';
import type { NewFact, Position, RecordedFact, StreamName } from '../../facts.js';
import type { EventLog, FollowedBatch } from '../../port.js';
import { streamName } from '../../facts.js';
import type { FactId } from '../../facts.js';
import type { EventLogHarness } from '../contract.js';

/** A log with names and facts of its own for one test, blind to what else a shared server holds. */
export class LogUnderTest {
  readonly #harness: EventLogHarness;
  #log: EventLog;
  /** Where the log ended before the test began. */
  readonly start: Position;
  #facts = 0;

  private constructor(harness: EventLogHarness, log: EventLog, start: Position) {
    this.#harness = harness;
    this.#log = log;
    this.start = start;
  }

  static async open(harness: EventLogHarness): Promise<LogUnderTest> {
    const log = await harness.open();
    return new LogUnderTest(harness, log, await log.head());
  }

  get log(): EventLog {
    return this.#log;
  }

  async reopen(): Promise<void> {
    await this.#log.close();
    this.#log = await this.#harness.open();
  }

  stream(name: string): StreamName {
    return streamName('cohort', `${this.#harness.namespace}-${name}`);
  }

  fact(data: NewFact['data'] = {}): NewFact {
    this.#facts += 1;
    return {
      id: derivedId(this.#harness.namespace, String(this.#facts)) as FactId,
      type: 'ClassDayHeld',
      data,
      metadata: {
        recordedAt: '2026-03-02T14:00:00Z',
        actor: 'coordinator-1',
        correlationId: derivedId(this.#harness.namespace, 'request'),
      },
    };
  }

  facts(count: number): NewFact[] {
    return Array.from({ length: count }, () => this.fact());
  }

  /** This test's facts in the whole log, read in pages. */
  async readOwn(after = this.start, pageSize = 100): Promise<RecordedFact[]> {
    const own: RecordedFact[] = [];
    for (let from = after; ;) {
      const page = await this.#log.readAll(from, pageSize);
      own.push(...this.own(page));
      const last = page.at(-1);
      if (last === undefined) return own;
      from = last.position;
    }
  }

  own(facts: readonly RecordedFact[]): RecordedFact[] {
    return facts.filter(({ stream }) => stream.startsWith(this.stream('')));
  }

  /** Follows until `enough` says so, and answers the batches delivered. */
  async follow(
    options: { after?: Position; maxBatch?: number },
    enough: (facts: readonly RecordedFact[], batch: FollowedBatch) => boolean,
  ): Promise<FollowedBatch[]> {
    const stop = new AbortController();
    const batches: FollowedBatch[] = [];
    const facts: RecordedFact[] = [];
    const following = { after: this.start, ...options, signal: stop.signal };
    for await (const batch of this.#log.follow(following)) {
      batches.push(batch);
      facts.push(...this.own(batch.facts));
      if (enough(facts, batch)) stop.abort();
    }
    return batches;
  }
}

export function idsOf(facts: readonly { readonly id: string }[]): string[] {
  return facts.map(({ id }) => id);
}

export function factsOf(batches: readonly FollowedBatch[]): RecordedFact[] {
  return batches.flatMap(({ facts }) => facts);
}

/** The code with which a log refused; what was answered instead, when it did not refuse. */
export async function refusal(answer: Promise<unknown>): Promise<string> {
  try {
    return `answered ${JSON.stringify(await answer)}`;
  } catch (error) {
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

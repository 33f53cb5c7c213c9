import fc from 'fast-check';
import { derivedId } from '../../clock.js';
import { streamName, type FactId, type NewFact, type StreamName } from '../../facts.js';
import type { EventLog } from '../../port.js';

/** One thing that happens to a log: some facts appended together to a stream, or a stream deleted. */
export interface Happening {
  readonly stream: StreamName;
  /** 0: the stream is deleted. */
  readonly facts: number;
}

export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    stream: fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map((id) => streamName('cohort', id))),
    facts: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
  }),
  { maxLength: 30 },
);

/** What happens to a log; facts have ids and data that are theirs alone. */
export class History {
  #facts = 0;
  readonly #deleted = new Set<StreamName>();

  constructor(readonly log: Pick<EventLog, 'append' | 'deleteStream'>) {}

  async unfold(all: readonly Happening[]): Promise<void> {
    for (const { stream, facts } of all) {
      if (this.#deleted.has(stream)) continue;
      if (facts > 0) {
        await this.log.append(stream, this.facts(facts), 'any');
      } else {
        this.#deleted.add(stream);
        await this.log.deleteStream(stream, 'any');
      }
    }
  }

  facts(count: number): readonly NewFact[] {
    return Array.from({ length: count }, () => {
      this.#facts += 1;
      const number = this.#facts;
      return {
        id: derivedId('fact', String(number)) as FactId,
        type: number % 3 === 0 ? 'ModuleMissed' : 'ClassDayHeld',
        data: { number, text: 'Åsa \u0000 \ud83d', nested: { b: [1.5, null], a: true } },
        metadata: {
          recordedAt: '2026-03-02T14:00:00Z',
          actor: 'coordinator-1',
          correlationId: `request-${number}`,
          causationId: 'fact-0',
        },
      };
    });
  }
}

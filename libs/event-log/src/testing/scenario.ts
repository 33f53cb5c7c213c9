import { expect, test } from '@jest/globals';
import { RuleBroken } from '../errors.js';
import type { AnyFact, Decided, FactId, FactOf, FactSchemas, Known } from '../facts.js';
import type { Decision, StreamDefinition } from '../stream.js';
import { decode } from '../decide.js';

/**
 * A rule as a sentence: given facts, when a decision, then facts, a refusal or nothing.
 *
 * ```ts
 * const scenario = scenarios(enrollment);
 * scenario('a second attempt waits for the first to be marked')
 *   .given(enrolled, trainingCompleted, firstAttempt)
 *   .when(attemptExam(secondAttempt))
 *   .thenRefused('attempt-not-marked');
 * ```
 * Given facts get the ids `fact-1`, `fact-2` … unless they bring their own. Every decision that
 * records is decided a second time on its result, and must then add nothing.
 */
export function scenarios<State, Schemas extends FactSchemas>(
  stream: StreamDefinition<State, Schemas>,
): (sentence: string) => Given<FactOf<Schemas>, State> {
  type Fact = FactOf<Schemas>;
  const known = (facts: readonly Decided<Fact>[], prefix: string): Known<Fact>[] =>
    facts.map((fact, index) => {
      const id = fact.id ?? (`${prefix}-${index + 1}` as FactId);
      return decode(stream, { id, type: fact.type, data: fact.data });
    });
  return (sentence) => ({
    given: (...given) => ({
      when: (decision) => {
        const before = known(given, 'fact').reduce(stream.evolve, stream.initial);
        return {
          thenRecorded: (...expected) => {
            test(sentence, () => {
              const decided = decision(before);
              expect(decided.map(withIdWhereAsked(expected))).toEqual(expected);
              const after = known(decided, 'new').reduce(stream.evolve, before);
              expect({ decidedAgain: repeat(decision, after) }).toEqual({ decidedAgain: [] });
            });
          },
          thenRefused: (code) => {
            test(sentence, () => {
              expect(refusal(decision, before)).toBe(code);
            });
          },
          thenNothing: () => {
            test(sentence, () => {
              expect(decision(before)).toEqual([]);
            });
          },
        };
      },
    }),
  });
}

export interface Given<Fact extends AnyFact, State> {
  given(...facts: readonly Decided<Fact>[]): When<Fact, State>;
}
export interface When<Fact extends AnyFact, State> {
  when(decision: Decision<State, Fact>): Then<Fact>;
}
export interface Then<Fact extends AnyFact> {
  /** Exactly these, in this order; ids are compared where the expectation gives one. */
  thenRecorded(...facts: readonly Decided<Fact>[]): void;
  thenRefused(code: string): void;
  thenNothing(): void;
}

function withIdWhereAsked(expected: readonly Decided<AnyFact>[]) {
  return (fact: Decided<AnyFact>, index: number): Decided<AnyFact> => {
    const { type, data, id } = fact;
    return expected[index]?.id !== undefined && id !== undefined
      ? { type, data, id }
      : { type, data };
  };
}

// A repeat may be quiet, or refused because it has been done; it may never record again.
function repeat<State, Fact extends AnyFact>(decision: Decision<State, Fact>, state: State) {
  try {
    return decision(state);
  } catch (error) {
    if (error instanceof RuleBroken) return [];
    throw error;
  }
}

function refusal<State, Fact extends AnyFact>(
  decision: Decision<State, Fact>,
  state: State,
): string {
  try {
    const types = decision(state).map(({ type }) => type);
    return `recorded ${types.join(', ') || 'nothing'}`;
  } catch (error) {
    if (error instanceof RuleBroken) return (error as RuleBroken).code;
    throw error;
  }
}

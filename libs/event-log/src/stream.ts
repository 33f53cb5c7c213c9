import type { AnyFact, Decided, FactOf, FactSchemas, Known } from './facts.js';

/**
 * One kind of stream: its permanent name, what can have happened in it, and how that is
 * remembered to decide. `evolve` is pure and never throws on a valid history.
 */
export interface StreamDefinition<State, Schemas extends FactSchemas> {
  readonly kind: string;
  readonly schemas: Schemas;
  readonly initial: State;
  evolve(this: void, state: State, fact: Known<FactOf<Schemas>>): State;
}

/** Pure: what follows from the state, nothing when it already holds, or `RuleBroken`. */
export type Decision<State, Fact extends AnyFact> = (state: State) => readonly Decided<Fact>[];

import { expect } from 'expect';
import fc from 'fast-check';
import { bind } from 'jest-each';

/** What the tests know of Jest: here their descriptions are told once, to be run again and again. */
export interface Told {
  readonly name: string;
  readonly run: () => unknown;
}

const around: string[] = [];
let told: Told[] = [];

const describeOne = (title: string, tests: () => void) => {
  around.push(title);
  tests();
  around.pop();
};
const testOne = (title: string, run: () => unknown) => {
  told.push({ name: [...around, title].join(' › '), run });
};

export { expect };
export const describe = Object.assign(describeOne, { each: bind(describeOne) });
export const test = Object.assign(testOne, { each: bind(testOne) });

/** The tests of a file, with all that it imports as loaded for that load. */
export async function testsOf(url: string, load: number): Promise<readonly Told[]> {
  told = [];
  await import(`${url}?load=${load}`);
  return told;
}

// What fails a property today must fail it tomorrow; and what only a rare example shows is no test.
fc.configureGlobal({ seed: 1, numRuns: 20, endOnFailure: true });

let turn = 0;

/** To be called between tests. */
export function forget(): void {
  turn += 1;
}

interface Memory<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/**
 * What the evaluator remembers from one judgement to the next, forgotten between tests: so every test
 * runs what makes it, and no mutant lives on in it.
 */
export class Forgetful<Key, Value> {
  readonly #anew: () => Memory<Key, Value>;
  #memory: Memory<Key, Value>;
  #turn = turn;

  constructor(anew: () => Memory<Key, Value>) {
    this.#anew = anew;
    this.#memory = anew();
  }

  get(key: Key): Value | undefined {
    return this.#fresh().get(key);
  }

  set(key: Key, value: Value): void {
    this.#fresh().set(key, value);
  }

  #fresh(): Memory<Key, Value> {
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#memory = this.#anew();
    }
    return this.#memory;
  }
}

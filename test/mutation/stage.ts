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

/**
 * What the evaluator remembers from one judgement to the next is forgotten between tests, so that
 * every test runs what makes it, and no mutant lives on in it.
 */
export class WeakMap<Key extends WeakKey, Value> {
  #turn = turn;
  #remembered = new globalThis.WeakMap<Key, Value>();

  get(key: Key): Value | undefined {
    return this.#fresh().get(key);
  }

  set(key: Key, value: Value): this {
    this.#fresh().set(key, value);
    return this;
  }

  #fresh(): globalThis.WeakMap<Key, Value> {
    if (this.#turn !== turn) {
      this.#turn = turn;
      this.#remembered = new globalThis.WeakMap();
    }
    return this.#remembered;
  }
}

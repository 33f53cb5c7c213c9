import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type StrykerOptions,
} from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import type { Told } from './stage.js';

// Stryker reads this file in processes that load no test, too; these can't read the stage.
const stage = () => import('./stage.js');

/**
 * Runs tests in one process that loads them once. A mutant then costs the tests that reach it, up to
 * the first that fails; one in what is computed on loading also costs a load, file by file.
 */
class LoadedOnce implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #files: readonly string[];
  readonly #mutants: InstrumenterContext = {};
  #tests: readonly Told[] = [];
  #loads = 0;
  /** By name of a test, how long it took when it last passed, in milliseconds: the quick go first. */
  readonly #lasted = new Map<string, number>();

  constructor(options: StrykerOptions) {
    const { files } = options['loadedOnce'] as { readonly files: readonly string[] };
    this.#files = [...new Set(files.flatMap((pattern) => globSync(pattern).sort()))];
    // Stryker's code in the mutated sources looks for it there.
    Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: this.#mutants });
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<DryRunResult> {
    await this.#load();
    const ids = this.#tests.map(({ name }) => name);
    const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
    if (twice.length > 0) {
      const errorMessage = `Each test needs a name of its own: ${twice.join('; ')}`;
      return { status: DryRunStatus.Error, errorMessage };
    }
    const tests = await this.#run(this.#tests, false);
    // What is reached by tests too is told by them; only the rest needs loading while it is mutated.
    const { static: onLoading = {}, perTest = {} } = this.#mutants.mutantCoverage ?? {};
    const inTests = new Set(Object.values(perTest).flatMap(Object.keys));
    const onlyOnLoading = Object.entries(onLoading).filter(([id]) => !inTests.has(id));
    return {
      status: DryRunStatus.Complete,
      tests,
      mutantCoverage: { static: Object.fromEntries(onlyOnLoading), perTest },
    };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter } = options;
    this.#mutants.hitCount = 0;
    if (hitLimit === undefined) delete this.#mutants.hitLimit;
    else this.#mutants.hitLimit = hitLimit;
    const result =
      mutantActivation === 'static'
        ? await this.#runLoadedWith(activeMutant.id)
        : await this.#runWith(activeMutant.id, new Set(testFilter), reloadEnvironment);
    return determineHitLimitReached(this.#mutants.hitCount, hitLimit) === undefined
      ? result
      : { status: MutantRunStatus.Timeout };
  }

  /** A test that fails with a mutant must hold without it; else it may fail for what was left behind. */
  async #runWith(mutant: string, chosen: ReadonlySet<string>, anew: boolean) {
    if (anew || this.#tests.length === 0) await this.#load();
    let results = await this.#runChosen(mutant, chosen);
    if (!(await this.#holds(results.at(-1)))) {
      await this.#load();
      results = await this.#runChosen(mutant, chosen);
      if (!(await this.#holds(results.at(-1)))) this.#tests = [];
    }
    return outcomeOf(results);
  }

  async #runChosen(mutant: string, chosen: ReadonlySet<string>) {
    const tests = this.#tests.filter(({ name }) => chosen.has(name));
    this.#mutants.activeMutant = mutant;
    const results = await this.#run(tests, true);
    delete this.#mutants.activeMutant;
    return results;
  }

  async #holds(result: TestResult | undefined) {
    if (result?.status !== TestStatus.Failed) return true;
    const [again] = await this.#run(
      this.#tests.filter(({ name }) => name === result.name),
      true,
    );
    return again?.status === TestStatus.Success;
  }

  async #runLoadedWith(mutant: string) {
    this.#loads += 1;
    this.#mutants.activeMutant = mutant;
    try {
      const results: TestResult[] = [];
      for (const file of this.#files) {
        const tests = await this.#testsOf(file).catch((error: unknown) => String(error));
        if (typeof tests === 'string')
          return {
            status: MutantRunStatus.Killed,
            killedBy: [],
            failureMessage: tests,
            nrOfTests: results.length,
          } satisfies MutantRunResult;
        results.push(...(await this.#run(tests, true)));
        if (results.at(-1)?.status === TestStatus.Failed) break;
      }
      return outcomeOf(results);
    } finally {
      delete this.#mutants.activeMutant;
    }
  }

  async #load(): Promise<void> {
    this.#loads += 1;
    const tests: Told[] = [];
    for (const file of this.#files) tests.push(...(await this.#testsOf(file)));
    this.#tests = tests;
  }

  async #testsOf(file: string): Promise<readonly Told[]> {
    const { testsOf } = await stage();
    return await testsOf(pathToFileURL(resolve(file)).href, this.#loads);
  }

  async #run(tests: readonly Told[], untilOneFails: boolean): Promise<TestResult[]> {
    const { forget } = await stage();
    const results: TestResult[] = [];
    const lasted = ({ name }: Told) => this.#lasted.get(name) ?? 0;
    for (const { name, run } of tests.toSorted((a, b) => lasted(a) - lasted(b))) {
      forget();
      this.#mutants.currentTestId = name;
      const started = performance.now();
      let failure: string | undefined;
      try {
        await run();
      } catch (error) {
        failure = String(error);
      }
      delete this.#mutants.currentTestId;
      const result = { id: name, name, timeSpentMs: performance.now() - started };
      if (failure === undefined) {
        this.#lasted.set(name, result.timeSpentMs);
        results.push({ ...result, status: TestStatus.Success });
        continue;
      }
      results.push({ ...result, status: TestStatus.Failed, failureMessage: failure });
      if (untilOneFails) break;
    }
    return results;
  }
}

function outcomeOf(tests: TestResult[]): MutantRunResult {
  return toMutantRunResult({ status: DryRunStatus.Complete, tests });
}

export const strykerValidationSchema = {
  properties: {
    loadedOnce: {
      type: 'object',
      properties: { files: { type: 'array', items: { type: 'string' } } },
      required: ['files'],
    },
  },
};

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'loaded-once', LoadedOnce),
];

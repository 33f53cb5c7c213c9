import { readFileSync } from 'node:fs';
import type { schema } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import { parse } from 'yaml';

/** Mutants of a line that no test can tell from it. */
interface Explained {
  /** The line, and what becomes of it; both without the white space around. */
  readonly was: string;
  readonly becomes: string | readonly string[];
  readonly because: string;
}

const file = new URL('./survivors.yaml', import.meta.url);

/** Fails the run for each survivor that is not explained, and for each explanation of none. */
class Survivors implements Reporter {
  onMutationTestReportReady({ files }: schema.MutationTestResult): void {
    const explained = (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, Explained[]>;
    const problems = Object.entries(files).flatMap(([name, mutated]) =>
      problemsIn(mutated, explained[name] ?? []).map((problem) => `${name}${problem}`),
    );
    const end = `Survivors not explained, and explanations of none: ${problems.length}`;
    process.stdout.write(`${[...problems, end].join('\n')}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

function problemsIn(
  { source, mutants }: schema.FileResult,
  explained: readonly Explained[],
): readonly string[] {
  const lines = source.split('\n');
  const seen = mutants.map((mutant) => ({ mutant, change: changed(lines, mutant) }));
  const changes = explained.flatMap(({ was, becomes }) =>
    [becomes].flat().map((one) => ({ was, one })),
  );
  const isOf = ({ was, one }: (typeof changes)[number]) => {
    return ({ change }: (typeof seen)[number]) => change.was === was && change.becomes === one;
  };
  const open = seen
    .filter(({ mutant }) => survives(mutant))
    .filter((one) => !changes.some((change) => isOf(change)(one)))
    .map(
      ({ mutant, change: { was, becomes } }) =>
        `:${mutant.location.start.line} ${mutant.status}\n  - ${was}\n  + ${becomes}`,
    );
  const idle = changes
    .filter((change) => {
      // Alike lines have alike mutants; one that was left out of the run may be the survivor. And what
      // is only quicker may take too long without it on a busy machine.
      const own = seen.filter(isOf(change));
      return own.length === 0
        ? !lines.some((line) => line.trim() === change.was)
        : own.every(({ mutant: { status } }) => status === 'Killed');
    })
    .map(({ was, one }) => ` is explained, and survives no longer\n  - ${was}\n  + ${one}`);
  return [...open, ...idle];
}

function survives({ status }: schema.MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage' || status === 'RuntimeError';
}

/** First line of a mutant as it was, and as it became. */
function changed(
  lines: readonly string[],
  { location: { start, end }, replacement = '' }: schema.MutantResult,
) {
  const first = lines[start.line - 1] ?? '';
  const last = lines[end.line - 1] ?? '';
  const mutated = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1);
  return { was: first.trim(), becomes: mutated.replaceAll(/\s+/g, ' ').trim() };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors)];

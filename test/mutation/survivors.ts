import { readFileSync } from 'node:fs';
import type { schema } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';
import { parse } from 'yaml';

/** A mutant that no test can tell from what it was made of. */
interface Explained {
  /** The line, and what becomes of it; both without the white space around. */
  readonly was: string;
  readonly becomes: string;
  readonly because: string;
}

const file = new URL('./survivors.yaml', import.meta.url);

/** Fails the run for each survivor that is not explained, and for each explanation of none. */
class Survivors implements Reporter {
  onMutationTestReportReady({ files }: schema.MutationTestResult): void {
    const explained = parse(readFileSync(file, 'utf8')) as Record<string, Explained[]>;
    const problems = Object.entries(files).flatMap(([name, { source, mutants }]) => {
      const lines = source.split('\n');
      const known = explained[name] ?? [];
      const gone = known.filter(({ was }) => !lines.some((line) => line.trim() === was));
      return [
        ...gone.map(({ was }) => `${name}: explains a line that is not there: ${was}`),
        ...mutants.flatMap((mutant) => {
          const [was, becomes] = changed(lines, mutant);
          const reason = known.find((one) => one.was === was && one.becomes === becomes);
          if (survives(mutant) === (reason !== undefined)) return [];
          const said = reason === undefined ? mutant.status : 'is explained, and yet killed';
          return [`${name}:${mutant.location.start.line} ${said}\n  - ${was}\n  + ${becomes}`];
        }),
      ];
    });
    const left = problems.length === 0 ? '' : `${problems.join('\n')}\n`;
    process.stdout.write(
      `${left}Survivors not explained, and explanations of none: ${problems.length}\n`,
    );
    if (problems.length > 0) process.exitCode = 1;
  }
}

function survives({ status }: schema.MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage' || status === 'RuntimeError';
}

/** First line of a mutant as it was, and as it became. */
function changed(
  lines: readonly string[],
  { location: { start, end }, replacement = '' }: schema.MutantResult,
): readonly [string, string] {
  const first = lines[start.line - 1] ?? '';
  const last = lines[end.line - 1] ?? '';
  const mutated = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1);
  return [first.trim(), mutated.replaceAll(/\s+/g, ' ').trim()];
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors)];

import { policyName, policyToTry, readCaseFile, rendered, tryCase } from '#programs/authoring';
import { pathOf, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

export function tryCases(
  [file, cases, name, ...more]: readonly string[],
  instead: boolean,
  terminal: Terminal,
): ExitCode {
  if (file === undefined || cases === undefined || more.length > 0) {
    throw new WrongUsage('Name a policy file and a file of cases, and at most one case of it.');
  }
  const policyFile = pathOf(file, terminal);
  const policy = policyToTry(policyFile);
  const trying = { policy, policyFile, instead };
  const { policy: named, section, cases: all } = readCaseFile(pathOf(cases, terminal), trying);
  const chosen = name === undefined ? all : all.filter((one) => one.case === name);
  if (chosen.length === 0) {
    throw new WrongUsage(
      `${cases} has no case named “${name ?? ''}”. It has: ${all.map((one) => `“${one.case}”`).join(', ')}.`,
    );
  }
  if (instead) {
    const text = `Judged by ${policyName(policy)} in the place of ${named}, which the cases name.`;
    terminal.out(`${rendered([{ kind: 'text', text }], 'text', terminal.width)}\n`);
  }
  const detail = name === undefined ? 'expected' : 'everything';
  const tried = chosen.map((one) => tryCase(policy, section, one, detail));
  for (const { blocks } of tried) terminal.out(rendered(blocks, 'text', terminal.width));
  const failed = tried.filter(({ differences }) => differences.length > 0).length;
  terminal.out(
    `\n${failed === 0 ? `All ${tried.length} as expected` : `${failed} of ${tried.length} otherwise than expected`}\n`,
  );
  return failed === 0 ? 0 : 1;
}

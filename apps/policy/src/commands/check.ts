import { checkPolicyFiles, wrapped, type PolicyProblem } from '#programs/authoring';
import { pathOf, shortly, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

export function check(files: readonly string[], terminal: Terminal): ExitCode {
  if (files.length === 0) throw new WrongUsage('Name the policy files to check.');
  const checked = checkPolicyFiles(files.map((file) => pathOf(file, terminal)));
  for (const { file, errors, remarks } of checked) {
    for (const problem of errors) terminal.out(problemText(problem, 'error', terminal));
    for (const problem of remarks) terminal.out(problemText(problem, 'remark', terminal));
    if (errors.length + remarks.length === 0) terminal.out(`${shortly(file, terminal)}: sound\n`);
  }
  const errors = checked.flatMap((one) => one.errors).length;
  const remarks = checked.flatMap((one) => one.remarks).length;
  if (errors + remarks > 0) {
    terminal.out(`${counted(errors, 'error')}, ${counted(remarks, 'remark')}\n`);
  }
  return errors > 0 ? 1 : 0;
}

/** First where, as editors and terminals follow it; then what, and how to mend it. */
export function problemText(
  { file, line, column, field, problem, mend }: PolicyProblem,
  weight: 'error' | 'remark',
  terminal: Terminal,
): string {
  const where = `${shortly(file, terminal)}:${line}:${column}`;
  // As it is written: it may begin with a name, and a name is never changed.
  const what = `${weight}: ${problem}.`;
  return [
    `${where}${field === '' ? '' : ` ${field}`}`,
    ...wrapped(what.replace(/([.!?])\.$/, '$1'), terminal.width, '  '),
    ...wrapped(`mend: ${mend}`, terminal.width, '  '),
    '',
    '',
  ].join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

import {
  explainPolicy,
  explainRequirement,
  idMeantBy,
  rendered,
  soundPolicy,
} from '#programs/authoring';
import { formatOf } from '../format.js';
import { pathOf, shortly, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

export function explain(
  [file, requirement, ...more]: readonly string[],
  format: string | undefined,
  terminal: Terminal,
): ExitCode {
  if (file === undefined || more.length > 0) {
    throw new WrongUsage('Name one policy file, and at most one requirement of it.');
  }
  const layout = formatOf(format);
  const path = pathOf(file, terminal);
  const policy = soundPolicy(path);
  const blocks =
    requirement === undefined ? explainPolicy(policy) : explainRequirement(policy, requirement);
  if (blocks === undefined) {
    const meant = idMeantBy(policy, requirement ?? '');
    const mend =
      meant === undefined
        ? 'The ids stand in brackets behind the titles when the whole file is explained.'
        : `Did you mean ${meant}?`;
    throw new WrongUsage(
      `${shortly(path, terminal)} has no requirement named ${requirement ?? ''}. ${mend}`,
    );
  }
  terminal.out(rendered(blocks, layout, terminal.width));
  return 0;
}

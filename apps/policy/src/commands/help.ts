import { wrapped } from '#programs/authoring';
import { WrongUsage, type ExitCode, type Terminal } from '../terminal.js';
import { isCommand, prefix, usages, type Usage } from '../usage.js';

export function help(names: readonly string[], { out, width }: Terminal): ExitCode {
  const shown = names.map((name): Usage => {
    if (!isCommand(name)) throw new WrongUsage(`There is no command ${name}.`);
    return usages[name];
  });
  const lines = (shown.length > 0 ? shown : Object.values<Usage>(usages)).flatMap(
    ({ call, does }) => [
      ...wrapped(`${prefix} ${call}`, width, '  ', '        '),
      ...wrapped(does, width, '      '),
      '',
    ],
  );
  const title = 'Tools for whoever writes the rules of a program.';
  const guide = 'docs/writing-a-policy.md teaches how a policy is written.';
  out(`${[title, '', ...lines, guide].join('\n')}\n`);
  return 0;
}

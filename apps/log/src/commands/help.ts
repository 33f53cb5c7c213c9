import { WrongUsage, type ExitCode, type Terminal } from '../terminal.js';
import { isCommand, places, prefix, usages, type Usage } from '../usage.js';

export function help(names: readonly string[], { out }: Terminal): ExitCode {
  const shown = names.map((name): Usage => {
    if (!isCommand(name)) throw new WrongUsage(`There is no command ${name}.`);
    return usages[name];
  });
  const lines = (shown.length > 0 ? shown : Object.values<Usage>(usages)).flatMap(
    ({ call, does }) => [`  ${prefix} ${call}`, ...does.map((line) => `      ${line}`), ''],
  );
  const title = 'Tools for whoever runs Rollbook: its log, moved and kept safe.';
  const guide = 'docs/operating.md says when to use which.';
  out(`${[title, '', ...lines, ...places, '', guide].join('\n')}\n`);
  return 0;
}

import { writeFileSync } from 'node:fs';
import { policyJsonSchema } from '#programs/authoring';
import { WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

/** From the project's folder, in which npm runs every script. */
export const schemaFile = 'libs/programs/policy.schema.json';

export function schema(names: readonly string[], write: boolean, { out }: Terminal): ExitCode {
  if (names.length > 0) throw new WrongUsage('The schema is one for all policies; name no file.');
  const text = `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
  if (write) {
    writeFileSync(schemaFile, text);
    out(`Wrote ${schemaFile}\n`);
  } else {
    out(text);
  }
  return 0;
}

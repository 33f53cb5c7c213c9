import { writeFileSync } from 'node:fs';
import { caseJsonSchema, policyJsonSchema } from '#programs/authoring';
import { WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

/** From the project's folder, in which npm runs every script. */
export const policySchemaFile = 'libs/programs/policy.schema.json';
export const caseSchemaFile = 'libs/programs/cases.schema.json';

export function schema(
  names: readonly string[],
  { cases, write }: { readonly cases: boolean; readonly write: boolean },
  { out }: Terminal,
): ExitCode {
  if (names.length > 0) throw new WrongUsage('The schemas are the same for all files; name none.');
  const ofPolicies = printed(policyJsonSchema());
  const ofCases = printed(caseJsonSchema());
  if (write) {
    writeFileSync(policySchemaFile, ofPolicies);
    writeFileSync(caseSchemaFile, ofCases);
    out(`Wrote ${policySchemaFile} and ${caseSchemaFile}\n`);
  } else {
    out(cases ? ofCases : ofPolicies);
  }
  return 0;
}

function printed(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

import type { Policy } from '../../policy/schema.js';
import { caseFileSchema } from '../case.js';
import { caseFlaws } from './flaws.js';

/** What the author of a case is told of it, as it is read; it expects something of the section `apply`. */
export function toldOfCase(policy: Policy, one: object): readonly string[] {
  const cases = [{ case: 'one', given: {}, then: { apply: 'met' }, ...one }];
  const file = caseFileSchema.parse({ policy: 'a/policy.yaml', section: 'apply', cases });
  return caseFlaws(policy, file).map(
    ({ path, problem, mend }) => `${path.slice(2).join('.')}: ${problem}. ${mend}`,
  );
}

/** The same of what it is given. */
export function toldOfGiven(policy: Policy, given: object): readonly string[] {
  return toldOfCase(policy, { given }).map((text) => text.replace(/^given\./, ''));
}

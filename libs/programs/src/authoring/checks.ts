import { calendarFlaws } from './checks/calendar.js';
import { nestingFlaws } from './checks/nesting.js';
import { pointless } from './checks/pointless.js';
import { renewalFlaws } from './checks/renewal.js';
import { sumFlaws } from './checks/sums.js';
import { unused } from './checks/unused.js';
import type { Flaw } from '../policy/flaw.js';
import type { Policy } from '../policy/schema.js';

/** What is sound by itself and yet cannot be meant; paths lead into the file. */
export function doubtsAbout(policy: Policy): {
  readonly errors: readonly Flaw[];
  /** Worth a look, and no reason to refuse the file. */
  readonly remarks: readonly Flaw[];
} {
  const nesting = nestingFlaws(policy);
  return {
    errors: [
      ...sumFlaws(policy),
      ...pointless(policy),
      ...calendarFlaws(policy),
      ...nesting.errors,
      ...renewalFlaws(policy),
    ],
    remarks: [...nesting.remarks, ...unused(policy)],
  };
}

import { accommodation } from './accommodation.js';
import { attendance } from './attendance.js';
import { attestation } from './attestation.js';
import { exam } from './exam.js';
import { homework } from './homework.js';
import { interview } from './interview.js';
import { references } from './references.js';
import { schedule } from './schedule.js';
import { step } from './step.js';

/** Every kind of leaf. A new kind is a file beside these, a line here, and cases. */
export const leafKinds = {
  accommodation,
  attendance,
  attestation,
  exam,
  homework,
  interview,
  references,
  schedule,
  step,
};

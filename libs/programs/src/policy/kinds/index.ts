import { absence } from './absence.js';
import { accommodation } from './accommodation.js';
import { attendance } from './attendance.js';
import { attestation } from './attestation.js';
import { circumstance } from './circumstance.js';
import { discretion } from './discretion.js';
import { document } from './document.js';
import { exam } from './exam/exam.js';
import { fee } from './fee.js';
import { homework } from './homework.js';
import { inForce } from './in-force.js';
import { interview } from './interview.js';
import { makeUp } from './make-up.js';
import { missedTime } from './missed-time.js';
import { protectedSessions } from './protected-sessions.js';
import { references } from './references.js';
import { schedule } from './schedule.js';
import { step } from './step.js';
import { tally } from './tally/tally.js';

/** Every kind of leaf. A new kind is a file beside these, a line here, and cases. */
export const leafKinds = {
  absence,
  accommodation,
  attendance,
  attestation,
  circumstance,
  discretion,
  document,
  exam,
  fee,
  homework,
  'in-force': inForce,
  interview,
  'make-up': makeUp,
  'missed-time': missedTime,
  'protected-sessions': protectedSessions,
  references,
  schedule,
  step,
  tally,
};

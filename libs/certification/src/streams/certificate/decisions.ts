import { RuleBroken } from '#event-log';
import type { Decision, FactId } from '#event-log';
import type { CertificateFact } from './events.js';
import type { CertificateState } from './state.js';

export type CertificateRule = 'certification-not-earned' | 'certificate-unknown';

/** Where the enrollment stands, carried over from its stream. */
export interface Earned {
  readonly award: Omit<CertificateFact['data'], 'because'>;
  /** The facts it was earned by; absent while it is not earned. */
  readonly by?: readonly FactId[] | undefined;
  readonly standing: string;
}

export const awardCertificate =
  ({ award, by, standing }: Earned): Decision<CertificateState, CertificateFact> =>
  (state) => {
    if (state.awarded !== undefined) return [];
    if (by === undefined) {
      throw new RuleBroken<CertificateRule>(
        'certification-not-earned',
        `Not everything the program asks for a certificate is met: the trainee is ${standing}. Ask why under /enrollments/{id}/why.`,
        { standing },
      );
    }
    return [{ type: 'CertificateAwarded', data: { ...award, because: [...by] } }];
  };

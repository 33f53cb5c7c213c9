import { Query } from '@nestjs/cqrs';
import { RuleBroken } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { adoptedPolicy, isValue } from '#programs';
import type { CertificateRule } from '../../streams/certificate/decisions.js';

export interface CertificateCard {
  /** The enrollment's id. */
  readonly id: string;
  readonly personId: string;
  /** Absent once the person is erased. */
  readonly name?: string;
  readonly credential: string;
  readonly cohortId: string;
  readonly program: string;
  readonly policyVersion: string;
  readonly awardedOn: string;
  /** What the rules say of renewal: their section, `none`, or `not stated`. */
  readonly renewal: 'stated' | 'none' | 'not stated';
  /** The facts of the enrollment that it was earned by. */
  readonly because: readonly string[];
  readonly revision: number;
}

export class ListCertificates extends Query<readonly CertificateCard[]> {
  constructor(
    readonly limit: number,
    readonly after?: string,
  ) {
    super();
  }
}

export class GetCertificate extends Query<CertificateCard> {
  constructor(readonly id: string) {
    super();
  }
}

interface CertificateRow {
  readonly certificate: string;
  readonly person: string;
  readonly cohort: string;
  readonly program: string;
  readonly policy_version: string;
  readonly awarded_on: string;
  readonly because: string;
  readonly revision: number;
  readonly name: string | null;
}

export const certificateQueries = [
  answers(ListCertificates, [ViewRows], ({ limit, after }, views) =>
    views.query((rows) =>
      rows
        .all<CertificateRow>(
          `SELECT c.*, p.name FROM certificates c LEFT JOIN people p ON p.person = c.person
           WHERE c.certificate > ? ORDER BY c.certificate LIMIT ?`,
          [after ?? '', limit],
        )
        .map((row) => card(row, adoptedPolicy(rows, row.program, row.policy_version))),
    ),
  ),

  answers(GetCertificate, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const row = rows.get<CertificateRow>(
        `SELECT c.*, p.name FROM certificates c LEFT JOIN people p ON p.person = c.person
         WHERE c.certificate = ?`,
        [id],
      );
      if (row === undefined) {
        throw new RuleBroken<CertificateRule>(
          'certificate-unknown',
          'There is no such certificate. It has the id of the enrollment it was earned in.',
        );
      }
      return card(row, adoptedPolicy(rows, row.program, row.policy_version));
    }),
  ),
];

function card(row: CertificateRow, policy: ReturnType<typeof adoptedPolicy>): CertificateCard {
  const renew = policy?.renew ?? 'not stated';
  return {
    id: row.certificate,
    personId: row.person,
    ...(row.name !== null && { name: row.name }),
    credential: policy?.credential ?? row.program,
    cohortId: row.cohort,
    program: row.program,
    policyVersion: row.policy_version,
    awardedOn: row.awarded_on,
    renewal: isValue(renew) ? 'stated' : renew,
    because: JSON.parse(row.because) as string[],
    revision: row.revision,
  };
}

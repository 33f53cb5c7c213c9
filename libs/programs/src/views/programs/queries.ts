import { Query } from '@nestjs/cqrs';
import { RuleBroken } from '#event-log';
import type { ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { policyVersion } from '../../policy/schema.js';
import type { Policy } from '../../policy/schema.js';
import { ShippedPolicies } from '../../shipped-policies.js';
import type { ProgramRule } from '../../streams/program/decisions.js';

export interface ProgramVersion {
  readonly version: string;
  readonly name: string;
  readonly operator: string;
  /** Absent while it is only offered, not adopted. */
  readonly adoptedOn?: string;
}

export interface Program {
  readonly program: string;
  readonly name: string;
  readonly versions: readonly ProgramVersion[];
  /** -1 while nothing is adopted. */
  readonly revision: number;
}

/** Every program there are rules for, adopted or not. */
export class ListPrograms extends Query<readonly Program[]> {}

export class GetProgram extends Query<Program> {
  constructor(readonly program: string) {
    super();
  }
}

/** One version of a program's rules, whole: as adopted, or as offered. */
export class GetPolicy extends Query<Policy> {
  constructor(
    readonly program: string,
    readonly version: string,
  ) {
    super();
  }
}

interface PolicyRow {
  readonly program: string;
  readonly version: string;
  readonly name: string;
  readonly operator: string;
  readonly adopted_on: string;
  readonly revision: number;
}

const parsed = new Map<string, Policy>();

/** An adopted policy; parsed once, since its digest stands for its contents. */
export function adoptedPolicy(
  rows: ReadRows,
  program: string,
  version: string,
): Policy | undefined {
  const row = rows.get<{ digest: string }>(
    'SELECT digest FROM policies WHERE program = ? AND version = ?',
    [program, version],
  );
  if (row === undefined) return undefined;
  const known = parsed.get(row.digest);
  if (known !== undefined) return known;
  const whole = rows.get<{ policy: string }>(
    'SELECT policy FROM policies WHERE program = ? AND version = ?',
    [program, version],
  );
  if (whole === undefined) return undefined;
  const policy = JSON.parse(whole.policy) as Policy;
  parsed.set(row.digest, policy);
  return policy;
}

export const programQueries = [
  answers(ListPrograms, [ViewRows, ShippedPolicies], (_query, views, shipped) =>
    views.query((rows) => programs(rows, shipped)),
  ),

  answers(GetProgram, [ViewRows, ShippedPolicies], ({ program }, views, shipped) => {
    const found = views
      .query((rows) => programs(rows, shipped))
      .find((one) => one.program === program);
    if (found === undefined)
      throw unknown('program-unknown', `There are no rules for a program ${program}.`);
    return found;
  }),

  answers(GetPolicy, [ViewRows, ShippedPolicies], ({ program, version }, views, shipped) => {
    const policy =
      views.query((rows) => adoptedPolicy(rows, program, version)) ??
      shipped.find(program, version);
    if (policy === undefined)
      throw unknown('policy-unknown', `${program} has no version ${version}.`);
    return policy;
  }),
];

function programs(rows: ReadRows, shipped: ShippedPolicies): readonly Program[] {
  const adopted = rows.all<PolicyRow>(
    'SELECT program, version, name, operator, adopted_on, revision FROM policies',
  );
  const ids = new Set([...shipped.programs(), ...adopted.map(({ program }) => program)]);
  return [...ids].sort().map((program) => {
    const own = adopted.filter((row) => row.program === program);
    const offered = shipped.all.filter((policy) => policy.program === program);
    const versions = new Map<string, ProgramVersion>([
      ...offered.map((policy): [string, ProgramVersion] => {
        const version = policyVersion(policy);
        return [version, { version, name: policy.name, operator: policy.operator }];
      }),
      ...own.map((row): [string, ProgramVersion] => [
        row.version,
        { version: row.version, name: row.name, operator: row.operator, adoptedOn: row.adopted_on },
      ]),
    ]);
    const sorted = [...versions.values()].sort((a, b) => (a.version < b.version ? -1 : 1));
    return {
      program,
      name: sorted.at(-1)?.name ?? program,
      versions: sorted,
      revision: Math.max(-1, ...own.map(({ revision }) => revision)),
    };
  });
}

function unknown(code: ProgramRule, message: string): RuleBroken<ProgramRule> {
  return new RuleBroken(code, message);
}

import type { z } from 'zod';
import type { Flaw } from '../flaw.js';
import type { Ledger } from '../ledger.js';
import type { Finding, Outcome } from '../outcome.js';
import type { Moment } from '../moment.js';
import type { Question } from '../question.js';
import type { Stated } from '../stated.js';
import type { Window } from '../window.js';

/** What a leaf answers; the rest of its `Result` comes from the policy. */
export interface Judged {
  readonly outcome: Outcome;
  readonly evidence?: readonly string[];
  /** Where it is unmet by some of that only: by which; see `Result.breaking`. */
  readonly breaking?: readonly string[];
  readonly findings?: readonly Finding[];
  readonly tally?: Readonly<Record<string, number>>;
  /** Of few kinds. */
  readonly more?: {
    /** What a credential is; and until when, which is never told without it. */
    readonly standing?: string;
    readonly until?: string | undefined;
    /** What is yet to be recorded about what has happened can still change it, however late it is. */
    readonly pending?: boolean;
  };
  readonly parts?: readonly Part[];
}

/** One of the things for each of which a requirement is judged: a request, a quota, the periods. */
export interface Part extends Pick<Judged, 'outcome' | 'evidence' | 'findings' | 'tally'> {
  readonly subject: string;
  readonly title: string;
  /** What it is, if not what the requirement is. */
  readonly kind?: string;
}

/**
 * A kind of requirement: its fields, and how it is judged. `judge` prepares once per policy and
 * answers for any ledger; it never throws on well-formed evidence.
 */
export interface LeafKind<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly judge: (requirement: z.infer<Schema>) => (ledger: Ledger) => Judged;
  /** The days it names, so that misspelt ones are found. */
  readonly moments?: (requirement: z.infer<Schema>) => Moments;
  /** What does not hang together with the rest of the policy; paths start at the requirement. */
  readonly flaws?: (requirement: z.infer<Schema>, around: Surroundings) => readonly Flaw[];
}

/** Days that a requirement names, with their places in it. */
export type Moments = readonly (readonly [Moment, Flaw['path']])[];

export function momentsOfWindow(window: Stated<Window> | undefined, path: Flaw['path']): Moments {
  if (typeof window !== 'object') return [];
  return [
    ...(window.from === undefined ? [] : [[window.from, [...path, 'from']] as const]),
    ...(window.to === undefined ? [] : [[window.to, [...path, 'to']] as const]),
  ];
}

/** What of the rest of a policy a requirement may name. */
export interface Surroundings {
  readonly questions: ReadonlyMap<string, Question>;
  readonly examParts: ReadonlyMap<string, readonly string[]>;
}

export function leafKind<Schema extends z.ZodType>(kind: LeafKind<Schema>): LeafKind<Schema> {
  return kind;
}

export const met: Outcome = { status: 'met', final: true };
export const notApplicable: Outcome = { status: 'not-applicable' };

export function toDecide(requirement: string, question: string): Outcome {
  return {
    status: 'needs-decision',
    decisions: [{ requirement, question, options: ['met', 'unmet'] }],
  };
}

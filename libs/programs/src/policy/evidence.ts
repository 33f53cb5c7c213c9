/**
 * What is known about one person, as plain data, in the order in which it was recorded. The
 * order matters twice only: of two entries for the same thing the later one holds, and a
 * judgement stands until something it did not know of is recorded.
 */
export type Evidence = readonly EvidenceItem[];

/** Calendar date `YYYY-MM-DD`; such strings compare as dates do. */
export type IsoDate = string;

/** Moments in a candidate's life that are recorded once, as they are. */
export const steps = ['application-received', 'interview-scheduled', 'training-completed'] as const;
export type Step = (typeof steps)[number];

export const moduleOutcomes = ['attended', 'late', 'missed', 'excused'] as const;
export type ModuleOutcome = (typeof moduleOutcomes)[number];

interface Known {
  /** Id of the fact that this item came from. */
  readonly ref: string;
  /** When it happened, not when it was learned of; what lies after `asOf` is left out. */
  readonly on: IsoDate;
}

export type EvidenceItem = Known &
  (
    | {
        readonly kind: 'attestation';
        /** One of the policy's statements; see `statementsToAttest`. */
        readonly statement: string;
        readonly detail?: string;
      }
    | { readonly kind: 'step'; readonly step: Step }
    | {
        readonly kind: 'reference';
        /** Id of the referee, so that one person is not counted twice. */
        readonly referee: string;
        /** For example `friend`, `colleague`, `family`. */
        readonly relation: string;
        /** For example `involved-in-peer-support`. */
        readonly roles: readonly string[];
        readonly knownSince: IsoDate;
      }
    | { readonly kind: 'interview'; readonly mode: string }
    | {
        readonly kind: 'attendance';
        readonly session: string;
        /** As in the plan, for example `class-day`; the policy says which kinds count. */
        readonly sessionKind: string;
        readonly module: string;
        readonly outcome: ModuleOutcome;
        readonly minutesLate?: number;
      }
    | { readonly kind: 'homework'; readonly session: string }
    | {
        readonly kind: 'accommodation-requested';
        /** Id of the request, shared by its later steps. */
        readonly request: string;
        /** Id of the policy's accommodation requirement, and of what it offers (or other words). */
        readonly requirement: string;
        readonly offer: string;
        /** First day of what it is wanted for. */
        readonly eventOn?: IsoDate;
      }
    | {
        readonly kind: 'accommodation-documented';
        readonly request: string;
        /** For example `doctor`. */
        readonly letterFrom: string;
        /** Whether the letter names the very accommodation that was requested. */
        readonly namesAccommodation: boolean;
      }
    | {
        readonly kind: 'accommodation-decided';
        readonly request: string;
        readonly decision: 'granted' | 'denied';
      }
    | {
        readonly kind: 'exam-attempt';
        readonly attempt: string;
        /** Id of the policy's exam requirement. */
        readonly exam: string;
        /** What the person was given, accommodations included; see `timeAllowed`. */
        readonly minutesAllowed?: number;
        readonly minutesTaken?: number;
      }
    | {
        readonly kind: 'exam-mark';
        readonly attempt: string;
        /** What the person who marked it recorded. */
        readonly result: 'passed' | 'failed';
        /** Percent. Decides only where the policy states a pass mark. */
        readonly score?: number;
      }
    | {
        /** A person chose, for this case, how an ambiguous rule is read. */
        readonly kind: 'answer';
        readonly question: string;
        readonly reading: string;
      }
    | {
        /** A person decided a requirement that was waiting for a decision. */
        readonly kind: 'judgement';
        readonly requirement: string;
        readonly outcome: 'met' | 'unmet';
      }
    | { readonly kind: 'waiver'; readonly requirement: string }
  );

export type EvidenceKind = EvidenceItem['kind'];
export type EvidenceOf<Kind extends EvidenceKind> = Extract<EvidenceItem, { kind: Kind }>;

export interface PlannedSession {
  readonly id: string;
  readonly kind: string;
  readonly date: IsoDate;
  readonly modules: readonly string[];
}

/** What is not about the person but is needed to judge: anchors and the cohort's plan. */
export interface Context {
  readonly appliedOn?: IsoDate;
  readonly plan?: {
    readonly sessions: readonly PlannedSession[];
    readonly sittings: readonly { readonly id: string; readonly date: IsoDate }[];
  };
  /** Dates the program has posted, by the policy's name for them. */
  readonly posted?: Readonly<Record<string, IsoDate>>;
}

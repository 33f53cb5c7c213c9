/**
 * What is known about one person, as plain data, in the order in which it was recorded. The
 * order matters twice only: of two entries for the same thing the later one holds, and a
 * judgement stands until something it did not know of is recorded.
 */
export type Evidence = readonly EvidenceItem[];

/** Calendar date `YYYY-MM-DD`; such strings compare as dates do. */
export type IsoDate = string;

/** What an attribute or a circumstance may be: words, a number, yes or no. */
export type Scalar = string | number | boolean;

/** Steps that the system records by itself; a policy may name others, such as `workbook-completed`. */
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
    | {
        /** Something done; its day is an anchor of the same name (the latest one holds). */
        readonly kind: 'step';
        readonly step: string;
      }
    | {
        /** What is so of the person from this day on, until it is recorded otherwise. */
        readonly kind: 'circumstance';
        /** For example `level`, `route`, `employer`, `degree`, `veteran`, `term`. */
        readonly name: string;
        readonly value: Scalar;
      }
    | {
        /** Something that adds up, or that must not have happened; `on` is its first day. */
        readonly kind: 'activity';
        /** What it is added to, for example `fieldwork`, `co-reflection`, `hospitalization`. */
        readonly tally: string;
        readonly amount: number;
        /** For example `hours`, `courses`, `credits`; `times` where only the event counts. */
        readonly unit: string;
        /** Last day of what lasted longer than one. */
        readonly until?: IsoDate;
        /** Has not ended: its last day is the day judged. */
        readonly ongoing?: boolean;
        /** For example `{ topic: 'trauma', source: 'paid', minutes: 40 }`; a list fits if one of it does. */
        readonly attributes?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
        /** Other credentials for which the same activity has been counted. */
        readonly claimedFor?: readonly string[];
      }
    | {
        readonly kind: 'document';
        /** For example `transcript`, `background-check`, `ethics-signature`, `dd214`. */
        readonly document: string;
        /** Day that it bears, where it is not the day it came in. */
        readonly dated?: IsoDate;
        readonly attributes?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
      }
    | {
        readonly kind: 'payment';
        /** Id of the policy's fee requirement. */
        readonly fee: string;
        readonly amount: number;
      }
    | {
        /** A session, or one module of it, that was missed and made up. */
        readonly kind: 'made-up';
        readonly session: string;
        readonly module?: string;
        /** Where less than the whole was made up. */
        readonly minutes?: number;
        /** For example `next-cohort`, `same-cohort`, `online`. */
        readonly where: string;
      }
    | {
        /** More time granted for a stage. */
        readonly kind: 'extension';
        readonly requirement: string;
      }
    | {
        readonly kind: 'reference';
        /** Id of the referee, so that one person is not counted twice. */
        readonly referee: string;
        /** For example `friend`, `colleague`, `family`. */
        readonly relation: string;
        /** For example `involved-in-peer-support`. */
        readonly roles: readonly string[];
        readonly knownSince: IsoDate;
        /** What it was written for, for example `this-application`. */
        readonly purpose?: string;
        /** What it confirms, for example `ability-to-perform-the-role`. */
        readonly confirms?: readonly string[];
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
        /** Left so long before the end. */
        readonly minutesEarly?: number;
        /** Away in between, for example a break that was too long. */
        readonly minutesAway?: number;
        /** Length of the module; of one that was missed, what was missed of it. */
        readonly minutes?: number;
        /** Whether who runs the training approved of the time missed; absent until that is decided. */
        readonly approved?: boolean;
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
        /** Last day of the training that it followed, where that is not the one of these steps and plan. */
        readonly trainingEnded?: IsoDate;
        /** What the person was given, accommodations included; see `timeAllowed`. */
        readonly minutesAllowed?: number;
        readonly minutesTaken?: number;
        /** Where one part only was tried. */
        readonly part?: string;
        /** False where it was broken off; absent is completed. */
        readonly completed?: boolean;
      }
    | {
        readonly kind: 'exam-mark';
        readonly attempt: string;
        /** What the person who marked it recorded. */
        readonly result: 'passed' | 'failed';
        /** Percent. Decides only where the policy states a pass mark. */
        readonly score?: number;
        /** Answers right or points, and the score on the exam's own scale. */
        readonly points?: number;
        readonly scaled?: number;
        /** By id of a part, where parts are marked on their own. */
        readonly parts?: Readonly<Record<string, PartMark>>;
      }
    | {
        /** A person chose, for this case, how an ambiguous rule is read. */
        readonly kind: 'answer';
        readonly question: string;
        readonly reading: string;
      }
    | {
        /** A person chose, of what a requirement offers, what is asked for. */
        readonly kind: 'option';
        readonly requirement: string;
        readonly option: string;
      }
    | {
        /** A person decided a requirement that was waiting for a decision. */
        readonly kind: 'judgement';
        readonly requirement: string;
        readonly outcome: 'met' | 'unmet';
        /** Which of the options was decided on. */
        readonly choice?: string;
      }
    | { readonly kind: 'waiver'; readonly requirement: string }
  );

export interface PartMark {
  readonly result?: 'passed' | 'failed';
  readonly score?: number;
  readonly points?: number;
  readonly scaled?: number;
}

export type EvidenceKind = EvidenceItem['kind'];
export type EvidenceOf<Kind extends EvidenceKind> = Extract<EvidenceItem, { kind: Kind }>;

export interface PlannedSession {
  readonly id: string;
  readonly kind: string;
  readonly date: IsoDate;
  readonly modules: readonly string[];
  /** Length of the whole session, where hours are counted. */
  readonly minutes?: number;
}

/** What is not about the person but is needed to judge: anchors and the cohort's plan. */
export interface Context {
  readonly appliedOn?: IsoDate;
  /**
   * Dates by the policy's name for them, carried over from elsewhere or still to come, for example
   * `expiry`, or `interview` for the day for which one is scheduled.
   */
  readonly anchors?: Readonly<Record<string, IsoDate>>;
  /** What is so of the cohort, for example `{ audience: 'veterans' }`. */
  readonly cohort?: Readonly<Record<string, Scalar>>;
  readonly plan?: {
    readonly sessions: readonly PlannedSession[];
    readonly sittings: readonly { readonly id: string; readonly date: IsoDate }[];
  };
  /** Dates the program has posted, by the policy's name for them. */
  readonly posted?: Readonly<Record<string, IsoDate>>;
}

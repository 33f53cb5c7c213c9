import type { Consequence } from './quote.js';
import type { Guidance, Quote, SectionName, Term } from './schema.js';

/** A count, or words where nothing is counted. */
export type Amount = number | string;

/** One thing that waits for a person to decide it. */
export interface Decision {
  readonly requirement: string;
  /** What of the requirement is to be decided, for example the id of a request. */
  readonly subject?: string;
  readonly question: string;
  readonly options: readonly string[];
}

export interface Met {
  readonly status: 'met';
  /** Nothing that is still to come can undo it. */
  readonly final: boolean;
  /** For a limit: how many more break it under every reading still open. Absent where nothing can. */
  readonly margin?: number;
}

export interface Unmet {
  readonly status: 'unmet';
  readonly have: Amount;
  readonly need: Amount;
  readonly unit?: string;
  /** Last day on which it can be met. */
  readonly by?: string;
  /** False when nothing that is still to come can mend it. */
  readonly reachable: boolean;
  /** It may be met already: what would have to be recorded about the person or the class to know. */
  readonly unknown?: readonly Decision[];
}

export interface NeedsDecision {
  readonly status: 'needs-decision';
  readonly decisions: readonly Decision[];
}

/** The policy's words allow several readings, and they do not agree here. */
export interface DependsOnReading {
  readonly status: 'depends-on-reading';
  readonly question: string;
  /** In the policy's order; an outcome may in turn depend on a further question. */
  readonly readings: readonly { readonly reading: string; readonly outcome: Outcome }[];
}

/** The source says nothing that could be judged; what is known is shown. */
export interface NotStated {
  readonly status: 'not-stated';
  readonly have?: Amount;
  readonly of?: Amount;
  readonly unit?: string;
}

export type Outcome =
  | Met
  | Unmet
  | NeedsDecision
  | DependsOnReading
  | NotStated
  | { readonly status: 'waived' }
  | { readonly status: 'not-applicable' };

export type Status = Outcome['status'];

/** Something worth telling that is not the outcome itself, for example why a letter does not count. */
export interface Finding {
  readonly code: string;
  readonly text: string;
  /** Ref of the evidence it is about. */
  readonly ref?: string;
}

export interface BandNamed {
  readonly id: string;
  readonly title: string;
}

/**
 * Whether it can matter what a band asks for: only in the one that holds, once the step is done; until
 * then in that one and in those still ahead.
 */
export const bandStands = ['holds', 'ahead', 'over', 'not-asked'] as const;
export type BandStands = (typeof bandStands)[number];

/** One requirement judged; the tree mirrors the policy's. */
export interface Result {
  readonly requirement: string;
  readonly title: string;
  /**
   * As in the policy; `possibilities` where it hangs on something that is not recorded of the person or
   * the class. Then its children are all that it may be, each once.
   */
  readonly kind: string;
  readonly outcome: Outcome;
  /** The words it rests on: its own, or those of the nearest requirement around it. */
  readonly rules: readonly Quote[];
  /** Refs of the facts it rests on, without repeats. */
  readonly evidence: readonly string[];
  /**
   * Where it is unmet by some of these only: those that break it, in any reading still open, and those
   * that answered how it is read.
   */
  readonly breaking?: readonly string[];
  readonly findings: readonly Finding[];
  /** Numbers worth showing, for example `{ missed: 2, late: 1, remaining: 12 }`. */
  readonly tally: Readonly<Record<string, number>>;
  readonly children: readonly Result[];
  /** What follows when it is unmet for good. */
  readonly otherwise?: Consequence;
  /** On a child of `readings`: the reading it stands for. */
  readonly reading?: string;
  /** On a child of `choice`: the option that asks for it. */
  readonly option?: string;
  /** On `readings`: the question, and the reading taken if it is answered or settled; on `choice`: the option. */
  readonly question?: string;
  readonly taken?: string;
  /** On `bands`: the one that holds; none does after the last. */
  readonly holds?: BandNamed;
  /** On what a band asks for: that band, and whether it is asked now. */
  readonly band?: BandNamed & { readonly stands: BandStands };
  /** On `bands` and `in-force`: what the credential is, and until when that holds. */
  readonly standing?: string;
  readonly until?: string;
  /** Id of the variation by which it is judged otherwise than others are. */
  readonly variation?: string;
  /** For a requirement judged once per thing: that thing, for example the id of a request. */
  readonly subject?: string;
}

export interface SectionResult {
  readonly section: SectionName;
  /** Of `require`; duties of the program are judged beside it and never held against the person. */
  readonly outcome: Outcome;
  readonly require: Result | 'none' | 'not stated';
  readonly duties: readonly Result[];
  /** Visible and never judged. */
  readonly terms: readonly Term[];
  readonly guidance: readonly Guidance[];
}

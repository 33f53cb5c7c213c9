import { steps as systemSteps } from '../../policy/evidence.js';
import { knownAnchors } from '../../policy/moment.js';
import { placedRequirements, placedVariations } from '../../policy/places.js';
import type { Requirement } from '../../policy/requirement.js';
import type { Policy, SectionName } from '../../policy/schema.js';
import { hingesIn, hingesOfVariation } from '../../policy/unrecorded.js';
import type { Activities } from './activities.js';
import { note, type Attributes } from './attributes.js';
import { noteRequirement } from './requirement.js';
import { namesBySection } from './sections.js';

type Names = Set<string>;

/** The names by which the rules of a policy know facts. */
export interface Known {
  /** Each with the details that go with it; none where it takes no detail. */
  readonly statements: Map<string, readonly string[] | undefined>;
  readonly steps: Names;
  readonly anchors: Names;
  readonly posted: Names;
  readonly activities: Activities;
  readonly documents: Map<string, Attributes>;
  readonly circumstances: Attributes;
  readonly cohort: Attributes;
  readonly fees: Names;
  readonly stages: Names;
  /** Requirements under which something is asked for, with what they offer and who writes the letter. */
  readonly accommodations: Map<string, { readonly offers: Names; readonly letters: Names }>;
  /** Exams with their parts. */
  readonly exams: Map<string, Names>;
  /** Kinds of sessions, and whether any rule asks who was there. */
  readonly sessions: Names;
  readonly asks: Set<'attendance' | 'homework' | 'interviews' | 'letters' | 'make-up'>;
  readonly interviews: Names;
  readonly madeUpIn: Names;
  readonly letters: {
    readonly relations: Names;
    readonly roles: Names;
    readonly confirmations: Names;
    readonly purposes: Names;
  };
  /** Questions with their readings. */
  readonly questions: Map<string, Names>;
  /** Requirements that people may decide or waive; those left to them with their options. */
  readonly decidable: Map<string, readonly string[] | undefined>;
  /** Choices with their options. */
  readonly choices: Map<string, Names>;
  readonly sections: ReadonlyMap<SectionName, ReadonlySet<string>>;
}

export function knownIn(policy: Policy): Known {
  const { questions, dates, anchors, variations, governs } = policy;
  const known = nothingKnown(namesBySection(policy));
  const placed = [...placedRequirements(policy)];
  for (const { requirement } of [...placed, ...placedVariations(policy)])
    noteRequirement(known, requirement);
  for (const { requirement } of placed) noteDecidable(known, requirement);
  for (const { requirement, path } of placedVariations(policy)) {
    // What stands in the place of another is decided under the name of that one.
    if (path.at(-1) !== 'to') noteDecidable(known, requirement);
  }
  for (const variation of variations) {
    for (const { of, where } of hingesOfVariation(variation))
      note(of === 'person' ? known.circumstances : known.cohort, where);
    if (variation.on !== undefined) known.steps.add(variation.on.anchor);
  }
  for (const { where } of hingesIn(policy, [])) note(known.circumstances, where);
  for (const { id, readings } of questions)
    known.questions.set(id, new Set(readings.map((reading) => reading.id)));
  if (typeof governs === 'object')
    for (const step of [governs.by, ...governs.until]) known.steps.add(step);
  for (const name of Object.keys(anchors)) known.steps.add(name);
  // A day of the name of a step is the day of that step, so they know each other's names.
  for (const name of [...known.steps, ...dates.map(({ id }) => id)]) known.anchors.add(name);
  for (const [field, text] of textsIn(policy)) {
    if (field === 'posted') known.posted.add(text);
    // An interview may only be a day to reckon from.
    if (text === 'interview') known.asks.add('interviews');
  }
  known.steps.delete('as-of');
  known.anchors.delete('as-of');
  return known;
}

function nothingKnown(sections: Known['sections']): Known {
  return {
    statements: new Map(),
    steps: new Set([...systemSteps, ...knownAnchors]),
    anchors: new Set(),
    posted: new Set(),
    activities: new Map(),
    documents: new Map(),
    circumstances: new Map(),
    cohort: new Map(),
    fees: new Set(),
    stages: new Set(),
    accommodations: new Map(),
    exams: new Map(),
    sessions: new Set(),
    asks: new Set(),
    interviews: new Set(),
    madeUpIn: new Set(),
    letters: {
      relations: new Set(),
      roles: new Set(),
      confirmations: new Set(),
      purposes: new Set(),
    },
    questions: new Map(),
    decidable: new Map(),
    choices: new Map(),
    sections,
  };
}

function noteDecidable({ decidable }: Known, requirement: Requirement): void {
  const options = requirement.kind === 'discretion' ? requirement.options : undefined;
  decidable.set(requirement.id, options);
}

/** Every text of a policy, with the field that it stands in. */
function* textsIn(part: object): Generator<readonly [string, string]> {
  for (const [field, inside] of Object.entries(part) as [string, unknown][]) {
    if (typeof inside === 'string') yield [field, inside];
    if (typeof inside === 'object' && inside !== null) yield* textsIn(inside);
  }
}

import type {
  Context,
  Evidence,
  EvidenceItem,
  EvidenceKind,
  EvidenceOf,
  IsoDate,
} from './evidence.js';
import { branch, type QuestionOrder } from './logic.js';
import type { Outcome } from './outcome.js';
import type { Question } from './question.js';

/** The evidence up to `asOf`, sorted by kind once, so that each requirement looks at its own only. */
export interface Ledger {
  readonly asOf: IsoDate;
  readonly context: Context;
  readonly order: QuestionOrder;
  of<Kind extends EvidenceKind>(this: void, kind: Kind): readonly EvidenceOf<Kind>[];
  /** The reading taken: answered for this case, else settled in the policy; and the fact that answered. */
  answerTo(this: void, question: string): { reading: string; ref?: string } | undefined;
  /** Judges under the reading taken, or under each and branches where they differ. */
  ask(this: void, question: string, judge: (reading: string) => Outcome): Outcome;
  /** Place of a fact in the order of recording. */
  placeOf(this: void, ref: string): number;
}

const nothing: readonly never[] = [];

export type QuestionBook = ReadonlyMap<string, Question & { readonly place: number }>;

export function bindQuestions(questions: readonly Question[]): QuestionBook {
  return new Map(questions.map((question, place) => [question.id, { ...question, place }]));
}

export function openLedger(
  questions: QuestionBook,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context,
): Ledger {
  const byKind = new Map<EvidenceKind, EvidenceItem[]>();
  for (const item of evidence) {
    if (item.on > asOf) continue;
    const items = byKind.get(item.kind);
    if (items === undefined) byKind.set(item.kind, [item]);
    else items.push(item);
  }
  const of = <Kind extends EvidenceKind>(kind: Kind) =>
    (byKind.get(kind) as EvidenceOf<Kind>[] | undefined) ?? nothing;
  const order: QuestionOrder = (question) => questions.get(question)?.place ?? Infinity;

  const answerTo: Ledger['answerTo'] = (id) => {
    const question = questions.get(id);
    if (question === undefined) return undefined;
    // The case's own answer is the more specific one: a person gave it knowing this case.
    const answer = of('answer').findLast(
      (item) =>
        item.question === id &&
        question.readings.some(({ id: reading }) => reading === item.reading),
    );
    if (answer !== undefined) return { reading: answer.reading, ref: answer.ref };
    return typeof question.settled === 'string' ? undefined : { reading: question.settled.reading };
  };

  let places: Map<string, number> | undefined;
  return {
    asOf,
    context,
    order,
    of,
    answerTo,
    ask: (id, judge) => {
      const answer = answerTo(id);
      if (answer !== undefined) return judge(answer.reading);
      const readings = questions.get(id)?.readings ?? nothing;
      return branch(
        id,
        readings.map(({ id: reading }) => ({ reading, outcome: judge(reading) })),
        order,
      );
    },
    placeOf: (ref) => {
      places ??= new Map(evidence.map((item, place) => [item.ref, place]));
      return places.get(ref) ?? -1;
    },
  };
}

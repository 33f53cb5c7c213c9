import type {
  Context,
  Evidence,
  EvidenceItem,
  EvidenceKind,
  EvidenceOf,
  IsoDate,
  Scalar,
} from './evidence.js';
import { branch, type QuestionOrder } from './logic.js';
import { reckoning, type Reckoning } from './moment.js';
import { motionOf, type Motion, type MotionOf } from './motion.js';
import type { Outcome } from './outcome.js';
import type { Question } from './question.js';
import type { Policy } from './schema.js';
import { workingDaysOf, type IsWorkingDay } from './working-days.js';

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
  /**
   * Day of an anchor: given by the context, else reckoned by the policy, else the day of the latest
   * step of that name, else what follows from applications, interviews, the plan and attempts.
   */
  anchor(this: void, name: string): IsoDate | undefined;
  /** Whether the day of an anchor that the policy reckons goes with the day judged. */
  motion(this: void, name: string): Motion;
  /** What is so of the person: what was recorded last. */
  circumstance(this: void, name: string): Scalar | undefined;
  isWorkingDay: IsWorkingDay;
  /** What had not happened by `asOf` comes too late; only what is recorded since about it changes anything. */
  readonly closed: boolean;
  /** As it stood on an earlier day; what was decided or marked since then about it is kept. */
  until(this: void, day: IsoDate, closed: boolean): Ledger;
}

/** What a policy gives every ledger. */
export interface Book {
  readonly questions: QuestionBook;
  readonly dates: ReadonlyMap<string, Reckoning>;
  readonly motions: ReadonlyMap<string, MotionOf>;
  readonly isWorkingDay: IsWorkingDay;
}

export function bindBook({
  questions,
  dates,
  workingDays,
}: Pick<Policy, 'questions' | 'dates' | 'workingDays'>): Book {
  return {
    questions: bindQuestions(questions),
    dates: new Map(dates.map(({ id, is }) => [id, reckoning(is)])),
    motions: new Map(dates.map(({ id, is }) => [id, motionOf(is)])),
    isWorkingDay: workingDaysOf(workingDays),
  };
}

/** Recorded after what they are about. */
const afterwards: ReadonlySet<EvidenceKind> = new Set([
  'answer',
  'judgement',
  'waiver',
  'extension',
  'exam-mark',
]);

const nothing: readonly never[] = [];

export type QuestionBook = ReadonlyMap<string, Question & { readonly place: number }>;

function bindQuestions(questions: readonly Question[]): QuestionBook {
  return new Map(questions.map((question, place) => [question.id, { ...question, place }]));
}

export function openLedger(
  book: Book,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context,
  knownOn = asOf,
  closed = false,
): Ledger {
  const { questions } = book;
  const byKind = new Map<EvidenceKind, EvidenceItem[]>();
  for (const item of evidence) {
    if (item.on > asOf && (item.on > knownOn || !afterwards.has(item.kind))) continue;
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
  const reckoned = new Map<string, IsoDate | undefined>();
  const earlier = new Map<string, Ledger>();
  const anchor: Ledger['anchor'] = (name) => {
    if (name === 'as-of') return asOf;
    const given = context.anchors?.[name];
    if (given !== undefined) return given;
    if (!reckoned.has(name)) {
      // Unknown while it is being reckoned: a date that starts from itself is never known.
      reckoned.set(name, undefined);
      const reckon = book.dates.get(name);
      reckoned.set(
        name,
        reckon === undefined
          ? (latestStep(ledger, name) ?? derived[name]?.(ledger))
          : reckon(ledger),
      );
    }
    return reckoned.get(name);
  };
  // Shared by days that start from each other, which must come to an end.
  const seen = new Set<string>();
  const motion: Ledger['motion'] = (name) => {
    const own = book.motions.get(name);
    if (own === undefined || seen.has(name) || context.anchors?.[name] !== undefined) return 'none';
    seen.add(name);
    const found = own(ledger);
    seen.delete(name);
    return found;
  };
  const ledger: Ledger = {
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
    anchor,
    motion,
    circumstance: (name) => of('circumstance').findLast((item) => item.name === name)?.value,
    isWorkingDay: book.isWorkingDay,
    closed,
    until: (day, forGood) => {
      if (day >= asOf) return ledger;
      const shut = closed || forGood;
      const key = `${day} ${shut}`;
      const known = earlier.get(key) ?? openLedger(book, evidence, day, context, knownOn, shut);
      earlier.set(key, known);
      return known;
    },
  };
  return ledger;
}

function latestStep({ of }: Ledger, name: string): IsoDate | undefined {
  return ends(of('step').filter(({ step }) => step === name)).last;
}

/** First and last day of what happened. */
function ends(items: readonly { readonly on: IsoDate }[]): {
  readonly first?: IsoDate;
  readonly last?: IsoDate;
} {
  const [one] = items;
  if (one === undefined) return {};
  let first = one.on;
  let last = one.on;
  for (const { on } of items) {
    if (on < first) first = on;
    if (on > last) last = on;
  }
  return { first, last };
}

const derived: Readonly<Record<string, Reckoning>> = {
  application: (ledger) => ledger.context.appliedOn ?? latestStep(ledger, 'application-received'),
  interview: ({ of }) => ends(of('interview')).last,
  'training-start': ({ context: { plan } }) => ends(daysOf(plan)).first,
  'training-end': (ledger) =>
    latestStep(ledger, 'training-completed') ?? ends(daysOf(ledger.context.plan)).last,
  'first-attempt': ({ of }) => ends(of('exam-attempt')).first,
  'last-attempt': ({ of }) => ends(of('exam-attempt')).last,
};

function daysOf(plan: Context['plan']): readonly { readonly on: IsoDate }[] {
  return plan?.sessions.map(({ date }) => ({ on: date })) ?? nothing;
}

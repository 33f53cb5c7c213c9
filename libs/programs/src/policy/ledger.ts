import { attemptsAt, sinceTraining, type Attempt } from './attempts.js';
import type { Book } from './book.js';
import type { Context, Evidence, EvidenceOf, IsoDate, Scalar } from './evidence.js';
import { joining, type Joined } from './joined.js';
import { knownDay } from './known-days.js';
import { branch, type QuestionOrder } from './logic/logic.js';
import type { Motion } from './motion.js';
import type { Outcome } from './outcome.js';
import { recordsOf, recordsUntil, type Records } from './records.js';
import type { IsWorkingDay } from './working-days.js';

/** The evidence up to `asOf`, and what follows from it for several requirements. */
export interface Ledger extends Records {
  readonly asOf: IsoDate;
  readonly context: Context;
  readonly order: QuestionOrder;
  /** What people decided; every requirement asks for it. */
  readonly waivers: readonly EvidenceOf<'waiver'>[];
  readonly judgements: readonly EvidenceOf<'judgement'>[];
  /** The reading taken: answered for this case, else settled in the policy; and the fact that answered. */
  answerTo(this: void, question: string): { reading: string; ref?: string } | undefined;
  /** Judges under the reading taken, or under each and branches where they differ. */
  ask(this: void, question: string, judge: (reading: string) => Outcome): Outcome;
  readonly joined: Joined;
  /** Place of a fact in the order of recording. */
  placeOf(this: void, ref: string): number;
  /**
   * Day of an anchor: given by the context, such as that for which an interview is scheduled, else
   * reckoned by the policy, else the day of the latest step of that name, else what follows from
   * applications, interviews held and the plan.
   */
  anchor(this: void, name: string): IsoDate | undefined;
  /**
   * The attempts at an exam that days are reckoned from: where repeating the training starts their count
   * anew, those since then.
   */
  attemptsFor(this: void, exam: string): readonly Attempt[];
  /** Whether the day of an anchor that the policy reckons goes with the day judged. */
  motion(this: void, name: string): Motion;
  /** What is so of the person: what was recorded last. */
  circumstance(this: void, name: string): Scalar | undefined;
  /** As it would stand if that were so of the person, or of the class, of whom it is not recorded. */
  supposing(this: void, of: 'person' | 'cohort', name: string, value: Scalar): Ledger;
  /** As it would stand if repeating the training started the count of attempts at this exam anew. */
  countingAnew(this: void, exam: string): Ledger;
  /** As it stands for what followed the training that ended on this day. */
  afterTraining(this: void, day: IsoDate): Ledger;
  isWorkingDay: IsWorkingDay;
  /** What several requirements look at, worked out for the first of them. */
  once<Value>(this: void, make: (ledger: Ledger) => Value): Value;
  /** What had not happened by `asOf` comes too late; only what is recorded since about it changes anything. */
  readonly closed: boolean;
  /** As it stood on an earlier day; what was decided or marked since then about it is kept. */
  until(this: void, day: IsoDate, closed: boolean): Ledger;
}

const nothing: readonly never[] = [];

export function openLedger(
  book: Book,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context,
): Ledger {
  let places: Map<string, number> | undefined;
  const placeOf = (ref: string) => {
    places ??= new Map(evidence.map((item, place) => [item.ref, place]));
    return places.get(ref) ?? -1;
  };
  const days = { day: asOf, knownOn: asOf, closed: false };
  return ledgerOf(book, recordsOf(evidence, asOf), placeOf, joining(), days, context);
}

/** As of which day a ledger is, what is known on, and whether what had not happened by then is too late. */
interface Days {
  readonly day: IsoDate;
  readonly knownOn: IsoDate;
  readonly closed: boolean;
}

function ledgerOf(
  book: Book,
  records: Records,
  placeOf: Ledger['placeOf'],
  joined: Joined,
  { day: asOf, knownOn, closed }: Days,
  context: Context,
  supposed?: ReadonlyMap<string, Scalar>,
): Ledger {
  const { questions } = book;
  const { of, stepsOf, activitiesOf } = records;
  const order: QuestionOrder = (question) => questions.get(question)?.place ?? Infinity;

  const answerTo: Ledger['answerTo'] = (id) => {
    const question = questions.get(id);
    if (question === undefined) return undefined;
    // The case's own answer is the more specific one: a person gave it knowing this case.
    const answers = of('answer');
    const answer =
      answers.length === 0
        ? undefined
        : answers.findLast(
            (item) =>
              item.question === id &&
              question.readings.some(({ id: reading }) => reading === item.reading),
          );
    if (answer !== undefined) return { reading: answer.reading, ref: answer.ref };
    return typeof question.settled === 'string' ? undefined : { reading: question.settled.reading };
  };

  const reckoned = new Map<string, IsoDate | undefined>();
  const anchor: Ledger['anchor'] = (name) => {
    if (name === 'as-of') return asOf;
    const given = context.anchors?.[name];
    if (given !== undefined) return given;
    const known = reckoned.get(name);
    if (known !== undefined || reckoned.has(name)) return known;
    // Unknown while it is being reckoned: a date that starts from itself is never known.
    reckoned.set(name, undefined);
    const reckon = book.dates.get(name);
    const day = reckon === undefined ? knownDay(ledger, name) : reckon(ledger);
    reckoned.set(name, day);
    return day;
  };

  // Shared by days that start from each other, which must come to an end.
  const seen: string[] = [];
  const motion: Ledger['motion'] = (name) => {
    const own = book.motions.get(name);
    if (own === undefined || seen.includes(name) || context.anchors?.[name] !== undefined)
      return 'none';
    seen.push(name);
    const found = own(ledger);
    seen.pop();
    return found;
  };

  const made = new Map<unknown, unknown>();
  const earlier: Ledger[] = [];
  let others: Map<string, Ledger> | undefined;
  /** The same in all but this; each is made once. */
  const otherwise = (
    key: string,
    but: { book?: Book; context?: Context; supposed?: ReadonlyMap<string, Scalar> },
  ): Ledger => {
    others ??= new Map();
    let other = others.get(key);
    if (other === undefined) {
      const days = { day: asOf, knownOn, closed };
      const { book: by = book, context: around = context, supposed: people = supposed } = but;
      other = ledgerOf(by, records, placeOf, joined, days, around, people);
      others.set(key, other);
    }
    return other;
  };
  const ledger: Ledger = {
    asOf,
    context,
    order,
    of,
    stepsOf,
    activitiesOf,
    waivers: of('waiver'),
    judgements: of('judgement'),
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
    joined,
    placeOf,
    anchor,
    attemptsFor: (exam) => {
      const made = attemptsAt(records, exam);
      return book.countedAnew.has(exam) ? sinceTraining(made, records) : made;
    },
    motion,
    circumstance: (name) =>
      of('circumstance').findLast((item) => item.name === name)?.value ?? supposed?.get(name),
    supposing: (whose, name, value) => {
      const key = JSON.stringify([whose, name, value]);
      return whose === 'person'
        ? otherwise(key, { supposed: new Map([...(supposed ?? []), [name, value]]) })
        : otherwise(key, { context: { ...context, cohort: { ...context.cohort, [name]: value } } });
    },
    countingAnew: (exam) => {
      const { countedAnew } = book;
      if (countedAnew.has(exam)) return ledger;
      const anew = { ...book, countedAnew: new Set([...countedAnew, exam]) };
      return otherwise(`anew ${exam}`, { book: anew });
    },
    afterTraining: (day) => {
      const ended = { 'training-end': day, 'training-completed': day, 'last-session': day };
      // A day that was carried over from elsewhere is as it was given.
      return otherwise(`after ${day}`, {
        context: { ...context, anchors: { ...ended, ...context.anchors } },
      });
    },
    isWorkingDay: book.isWorkingDay,
    once: <Value>(make: (ledger: Ledger) => Value) => {
      const known = made.get(make) as Value | undefined;
      if (known !== undefined || made.has(make)) return known as Value;
      const value = make(ledger);
      made.set(make, value);
      return value;
    },
    closed,
    until: (day, forGood) => {
      if (day >= asOf) return ledger;
      const shut = closed || forGood;
      const known = earlier.find((one) => one.asOf === day && one.closed === shut);
      if (known !== undefined) return known;
      const then = recordsUntil(records, day, knownOn);
      const days = { day, knownOn, closed: shut };
      const before = ledgerOf(book, then, placeOf, joined, days, context, supposed);
      earlier.push(before);
      return before;
    },
  };
  return ledger;
}

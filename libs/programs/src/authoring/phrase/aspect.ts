import { isValue, type Stated } from '../../policy/stated.js';
import type { Counting } from '../../policy/question.js';
import type { Varying } from '../../policy/where.js';
import type { Window } from '../../policy/window.js';
import { capitalized, plainly, windowInWords, type Names } from './values.js';

/** One thing that a requirement says, or leaves unsaid. */
export interface Aspect {
  /** Its field, as in the file. */
  readonly field: string;
  /** What it is about, to be put behind “not stated” or “none”. */
  readonly about: string;
  /** A sentence without its full stop, verbs as `[is|was]`; or what the source is silent on. */
  readonly says: string | Silence;
  /** Higher is stricter than lower of the same field. */
  readonly strictness?: number;
  /** What it makes of the requirement that it says this at all. */
  readonly bears?: 'stricter' | 'looser';
}
export interface Silence {
  readonly silence: 'none' | 'not stated';
}

type Bearing = Pick<Aspect, 'bears' | 'strictness'>;

export function says(field: string, about: string, text: string, bearing: Bearing = {}): Aspect {
  return { field, about, says: capitalized(text), ...bearing };
}

/** A field that says that there is none, or nothing. */
export function silent(field: string, about: string, silence: Silence['silence']): Aspect {
  return { field, about, says: { silence } };
}

/** A field that may be stated, explicitly none, or not stated. */
export function statedAspect<Value>(
  field: string,
  about: string,
  value: Stated<Value>,
  phrase: (value: Exclude<Value, 'none' | 'not stated'>) => string,
  bearing: (value: Exclude<Value, 'none' | 'not stated'>) => Bearing = () => ({}),
): Aspect {
  if (!isValue(value)) return silent(field, about, value === 'none' ? 'none' : 'not stated');
  return says(field, about, phrase(value), bearing(value));
}

/** Nothing where the file leaves the field out. */
export function optional<Value>(
  value: Value | undefined,
  aspect: (value: Value) => Aspect,
): readonly Aspect[] {
  return value === undefined ? [] : [aspect(value)];
}

/** When it must be done, where the file says so. */
export function windowAspect(
  window: Stated<Window> | undefined,
  done: string,
  names: Names,
): readonly Aspect[] {
  return optional(window, (days) =>
    statedAspect(
      'window',
      `when it must be ${done}`,
      days,
      (span) => `it [must|had to] be ${done} ${windowInWords(span, names)}`,
      () => ({ bears: 'stricter' }),
    ),
  );
}

/** How it is said that something counts, where it is not for itself that it does. */
export interface CountingWords {
  readonly whether: string;
  readonly yes: string;
  readonly no: string;
}
const plainWords: CountingWords = {
  whether: 'counts',
  yes: '[counts|counted]',
  no: '[does|did] not count',
};

/** Whether something counts, which may hang on a question. */
export function countingAspect(
  field: string,
  what: string,
  counting: Counting,
  names: Names,
  strict: Counting,
  { whether, yes, no }: CountingWords = plainWords,
): Aspect {
  const about = `whether ${what} ${whether}`;
  if (typeof counting === 'object') {
    return says(
      field,
      about,
      `${about} [is|was] an open question: “${names.question(counting.question)}”`,
    );
  }
  return says(field, about, counting === 'counts' ? `${what} ${yes}` : `${what} ${no}`, {
    strictness: counting === strict ? 1 : 0,
  });
}

export function present(text: string): string {
  return text.replaceAll(/\[([^|\]]*)\|[^\]]*\]/g, '$1');
}

export function past(text: string): string {
  return text.replaceAll(/\[[^|\]]*\|([^\]]*)\]/g, '$1');
}

/** How strict a least amount is, where it is the same for everybody. */
export function numeric(value: Varying<number>): Pick<Aspect, 'strictness'> {
  const number = plainly(value);
  return number === undefined ? {} : { strictness: number };
}

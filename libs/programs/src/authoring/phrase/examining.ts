import { minutesOf } from '../../policy/calendar.js';
import type { LeafOf } from '../../policy/requirement.js';
import { optional, says, statedAspect, type Aspect } from './aspect.js';
import {
  counted,
  having,
  lengthOf,
  listed,
  momentInWords,
  periodInWords,
  spoken,
  timeInWords,
  varyingInWords,
  windowInWords,
  type Names,
} from './values.js';
import type { Window } from '../../policy/window.js';

type Exam = LeafOf<'exam'>;
type Mark = Exclude<Exam['passMark'], 'none' | 'not stated'>;

export function exam(
  { parts, passMark, attempts, support }: Exam,
  names: Names,
): readonly Aspect[] {
  const { atMost, form, scope, per, waiting, window, blocks, afterLast } = attempts;
  return [
    ...parts.flatMap(({ id, title, items, timeLimit, passMark: own }) => [
      says(`parts.${id}`, title, `it [has|had] the part “${title}”`),
      statedAspect(
        `parts.${id}.items`,
        `${title}: what it consists of`,
        items,
        (kinds) => `${title} [consists|consisted] of ${listed(kinds.map(spoken))}`,
      ),
      statedAspect(
        `parts.${id}.timeLimit`,
        `${title}: its time limit`,
        timeLimit,
        (time) => `${title} [may|could] take ${timeInWords(time)}`,
        (time) => ({ strictness: -minutesOf(time), bears: 'stricter' }),
      ),
      ...(parts.length > 1 || own !== 'not stated'
        ? [
            statedAspect(
              `parts.${id}.passMark`,
              `${title}: what it takes to pass`,
              own,
              (mark) => `${title} [is|was] passed ${markInWords(mark)}`,
              (mark) => ({ bears: 'stricter', ...markStrictness(mark) }),
            ),
          ]
        : []),
    ]),
    statedAspect(
      'passMark',
      'the pass mark (passing is what whoever marks records)',
      passMark,
      (mark) =>
        `the exam [is|was] passed ${scope === 'part' ? sumInWords(mark) : markInWords(mark)}`,
      (mark) => ({ bears: 'stricter', ...markStrictness(mark) }),
    ),
    statedAspect(
      'attempts.atMost',
      'how many attempts there are',
      atMost,
      (many) => `there [are|were] at most ${counted(many, 'attempt')}`,
      (many) => ({ strictness: -many, bears: 'stricter' }),
    ),
    statedAspect(
      'attempts.form',
      'whether a later attempt is at the same exam',
      form,
      (which) =>
        `a later attempt [is|was] at ${which === 'same' ? 'the same' : 'a different'} exam`,
    ),
    statedAspect(
      'attempts.scope',
      'whether attempts are counted for each part on its own',
      scope,
      (which) =>
        which === 'exam'
          ? 'attempts [are|were] counted for the whole exam'
          : 'attempts [are|were] counted for each part on its own',
    ),
    statedAspect(
      'attempts.per',
      'what attempts are counted in, and whether repeating the training starts the count anew',
      per,
      (which) =>
        typeof which === 'object'
          ? `attempts [are|were] counted in any period of ${periodInWords(which.within)}`
          : {
              ever: 'attempts [are|were] counted for good',
              training: 'repeating the training [starts|started] the count of attempts anew',
              'calendar-year': 'attempts [are|were] counted in each calendar year',
            }[which],
    ),
    statedAspect(
      'attempts.waiting',
      'the wait between attempts',
      waiting,
      (time) => `${periodInWords(time)} [must|had to] pass between attempts`,
      (time) => ({ strictness: lengthOf(time), bears: 'stricter' }),
    ),
    statedAspect(
      'attempts.window',
      'the days on which an attempt may be made',
      window,
      (days) =>
        `attempts [must|had to] be made ${varyingInWords<Window>(days, (one) => windowInWords(one, names))}`,
      () => ({ bears: 'stricter' }),
    ),
    ...(blocks ?? []).map(({ attempts: many, gate }, index) =>
      says(
        `attempts.blocks.${index}`,
        `block ${index + 1} of attempts`,
        `block ${index + 1}: ${counted(many, 'attempt')}${gate === undefined ? '' : `, opened by “${gate.title}” (at least ${varyingInWords(gate.atLeast, String)} ${spoken(gate.unit)} of ${spoken(gate.tally)}${having(gate.where)})`}`,
        { strictness: -many },
      ),
    ),
    statedAspect(
      'attempts.afterLast',
      'what follows after the last attempt',
      afterLast,
      (text) => `after the last attempt: ${text}`,
    ),
    ...support.map(({ afterFailed, offer, title }) =>
      says(
        `support.${offer}`,
        title,
        `${title} [is|was] offered after ${counted(afterFailed, 'failed attempt')}`,
        { strictness: afterFailed, bears: 'looser' },
      ),
    ),
  ];
}

function markInWords(mark: Mark): string {
  if (mark === 'completed') return 'by completing it, whatever the score';
  if ('percent' in mark) return `with ${mark.percent} percent or more`;
  if ('points' in mark) return `with ${mark.points} points or more`;
  return `with ${mark.scaled} or more on its own scale`;
}

/** Of an exam whose parts are passed one by one. */
function sumInWords(mark: Mark): string {
  if (mark === 'completed') return 'by completing each part, whatever the score';
  return `${markInWords(mark)}, the best of each part added up`;
}

function markStrictness(mark: Mark): Pick<Aspect, 'strictness'> {
  if (mark === 'completed') return { strictness: 0 };
  return {
    strictness: 'percent' in mark ? mark.percent : 'points' in mark ? mark.points : mark.scaled,
  };
}

export function inForce(
  { begins, expires, ends }: LeafOf<'in-force'>,
  names: Names,
): readonly Aspect[] {
  return [
    says('begins', 'when it begins', `the credential [begins|began] with: ${spoken(begins)}`),
    statedAspect(
      'expires',
      'until when it is valid',
      expires,
      (day) => `its last day [is|was] ${momentInWords(day, names)}`,
      () => ({ bears: 'stricter' }),
    ),
    ...ends.flatMap(({ step, restored }) => [
      says(`ends.${step}`, `what ${spoken(step)} does`, `it [ends|ended] with: ${spoken(step)}`, {
        bears: 'stricter',
      }),
      ...optional(restored, ({ by, retroactive }) =>
        says(
          `ends.${step}.restored`,
          `what undoes ${spoken(step)}`,
          `${spoken(by)} [restores|restored] it${retroactive === true ? ', as if it had never ended' : retroactive === false ? ' from then on' : ''}`,
          { bears: 'looser' },
        ),
      ),
    ]),
  ];
}

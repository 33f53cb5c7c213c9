import { modulesADay } from '../evidence.js';
import type { Given } from '../given.js';
import type { Known } from '../known/known.js';
import { unknown, type CaseFlaw } from './unknown.js';
import { valueFlaws } from './values.js';

/** Who was where, where no rule asks; sessions of no kind that a rule names, or not in the plan. */
export function* attendingFlaws(given: Given, known: Known): Generator<CaseFlaw> {
  const { asks, sessions } = known;
  const unasked = [
    ['modules', 'attendance', 'no rule asks who was there'],
    ['roll', 'attendance', 'no rule asks who was there'],
    ['madeUp', 'make-up', 'no rule asks for anything to be made up'],
  ] as const;
  for (const [field, what, problem] of unasked)
    if (given[field].length > 0 && !asks.has(what)) yield unknown([field], field, problem, []);
  if (given.homework > 0 && !asks.has('homework'))
    yield unknown(['homework'], 'homework', 'no rule asks for homework', []);
  for (const [place, { where }] of given.madeUp.entries())
    yield* valueFlaws('the place', where, known.madeUpIn, ['madeUp', place, 'where']);
  // Where no rule tells kinds of sessions apart, any will do.
  if (sessions.size > 0) yield* kindFlaws(given, sessions);
  yield* planFlaws(given);
}

function* kindFlaws({ modules, plan }: Given, sessions: ReadonlySet<string>): Generator<CaseFlaw> {
  const problem = (kind: string) => `no rule knows sessions of the kind ${kind}`;
  for (const [place, { at }] of modules.entries())
    if (!sessions.has(at)) yield unknown(['modules', place, 'at'], at, problem(at), sessions);
  for (const [place, { kind }] of (plan?.days ?? []).entries()) {
    if (!sessions.has(kind))
      yield unknown(['plan', 'days', place, 'kind'], kind, problem(kind), sessions);
  }
}

function* planFlaws({ modules, roll, madeUp, plan }: Given): Generator<CaseFlaw> {
  if (plan === undefined) return;
  const { days } = plan;
  const told = modules.reduce(
    (sum, { late = 0, missed = 0, excused = 0, attended = 0 }) =>
      sum + late + missed + excused + attended,
    0,
  );
  const other = days
    .slice(0, Math.ceil(told / modulesADay))
    .find((day) => day.modules !== modulesADay);
  if (other !== undefined) {
    yield {
      path: ['modules'],
      problem: `\`modules\` are ${modulesADay} to a day, and on ${other.on} the plan has ${other.modules}`,
      mend: 'Write under `roll` what became of each module.',
    };
  }
  const named = [
    ...roll.map((one, place) => [one, ['roll', place]] as const),
    ...madeUp.map((one, place) => [one, ['madeUp', place]] as const),
  ];
  for (const [{ day, module = 1 }, path] of named) {
    const planned = days[day - 1];
    if (planned === undefined) {
      yield {
        path: [...path, 'day'],
        problem: `the plan has no day ${day}`,
        mend: `Write a day from 1 to ${days.length}, or add it to \`plan\`.`,
      };
    } else if (module > planned.modules) {
      yield {
        path: [...path, 'module'],
        problem: `day ${day} of the plan has no module ${module}`,
        mend: `Write a module from 1 to ${planned.modules}, or correct \`modules\` of that day.`,
      };
    }
  }
}

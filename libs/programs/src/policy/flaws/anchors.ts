import type { Flaw } from '../flaw.js';
import { inCircles } from './circles.js';
import { anchorsIn, examsIn, knownAnchors, type Moment } from '../moment.js';
import type { Placed } from '../places.js';
import { isLeaf, kindOf, type Path, type Requirement } from '../requirement.js';
import type { Policy } from '../schema.js';
import { mendOf } from '../spelling.js';
import { isValue } from '../stated.js';

export type PlacedMoment = readonly [Moment, Path];

/** Days by names that nothing in the policy gives, of attempts at no exam of it, and days reckoned from themselves. */
export function* anchorFlaws(policy: Policy, placed: readonly Placed[]): Generator<Flaw> {
  const known = new Set<string>([
    ...knownAnchors,
    ...Object.keys(policy.anchors),
    ...policy.dates.map(({ id }) => id),
    ...placed.flatMap(({ requirement }) => stepsOf(requirement)),
  ]);
  const exams = new Set(
    placed.flatMap(({ requirement: { id, kind } }) => (kind === 'exam' ? [id] : [])),
  );
  const moments: PlacedMoment[] = [
    ...policy.dates.map(({ is }, index): PlacedMoment => [is, ['dates', index, 'is']]),
    ...placed.flatMap(({ requirement, path }) =>
      momentsOf(requirement).map(([moment, at]): PlacedMoment => [moment, [...path, ...at]]),
    ),
  ];
  const mend = 'Name a known anchor, a step or one of `dates`, or say in `anchors` what day it is.';
  for (const [moment, path] of moments) {
    for (const name of anchorsIn(moment)) {
      if (known.has(name)) continue;
      yield {
        path,
        problem: `no day goes by the name of ${name}`,
        mend: mendOf(name, known, mend),
      };
    }
    for (const exam of examsIn(moment)) {
      if (exams.has(exam)) continue;
      yield {
        path,
        problem: `no exam is named ${exam}`,
        mend: 'Name an exam of this file, or add it.',
      };
    }
  }
  const byId = new Map(policy.dates.map(({ id, is }) => [id, anchorsIn(is)]));
  const circular = inCircles(byId.keys(), (id) => byId.get(id) ?? []);
  for (const [index, { id }] of policy.dates.entries()) {
    if (!circular.has(id)) continue;
    yield {
      path: ['dates', index, 'is'],
      problem: `\`${id}\` is reckoned from itself`,
      mend: 'Reckon one of these days from something else.',
    };
  }
}

/** Names of steps that a requirement speaks of; each is an anchor on the day it is done. */
function stepsOf(requirement: Requirement): readonly string[] {
  const { kind } = requirement;
  if (kind === 'step' || kind === 'bands') return [requirement.step];
  if (kind === 'stage') return [requirement.stage];
  if (kind !== 'in-force') return [];
  return [
    requirement.begins,
    ...requirement.ends.flatMap(({ step, restored }) =>
      restored === undefined ? [step] : [step, restored.by],
    ),
  ];
}

function momentsOf(requirement: Requirement): readonly PlacedMoment[] {
  if (isLeaf(requirement)) return kindOf(requirement).moments?.(requirement) ?? [];
  if (requirement.kind === 'stage') {
    return isValue<Moment>(requirement.notAfter) ? [[requirement.notAfter, ['notAfter']]] : [];
  }
  if (requirement.kind === 'choice') {
    return requirement.since === undefined ? [] : [[requirement.since, ['since']]];
  }
  if (requirement.kind === 'bands') {
    const { notBefore = 'none', bands } = requirement;
    return [
      ...(isValue<Moment>(notBefore) ? [[notBefore, ['notBefore']] as const] : []),
      ...bands.flatMap(({ notAfter }, index): readonly PlacedMoment[] =>
        notAfter === 'none' ? [] : [[notAfter, ['bands', index, 'notAfter']]],
      ),
    ];
  }
  return [];
}

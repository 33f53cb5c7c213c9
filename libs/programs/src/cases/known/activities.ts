import type { LeafOf } from '../../policy/requirement.js';
import type { Where } from '../../policy/where.js';
import { note, noteOne, type Attributes } from './attributes.js';

/** How rules look at the activities of one name. */
export interface Looked {
  /** What they are counted or measured in; `times` where only that they happened matters. */
  readonly units: Set<string>;
  readonly attributes: Attributes;
  /** Other credentials that rules about sharing name. */
  readonly credentials: Set<string>;
}

export type Activities = Map<string, Looked>;

/** What is known of the activities of a name; of a new one nothing yet. */
export function lookedAt(activities: Activities, tally: string): Looked {
  let looked = activities.get(tally);
  if (looked === undefined) {
    looked = { units: new Set(), attributes: new Map(), credentials: new Set() };
    activities.set(tally, looked);
  }
  return looked;
}

/** Something is added up: a ratio, a gate, what is paid for each. */
export function noteSum(
  activities: Activities,
  {
    tally,
    unit,
    where,
  }: { readonly tally: string; readonly unit: string; where?: Where | undefined },
): void {
  const looked = lookedAt(activities, tally);
  looked.units.add(unit);
  note(looked.attributes, where);
}

export function noteTally(activities: Activities, tally: LeafOf<'tally'>): void {
  const { unit, where, sources, convert, distinct, quotas, periods, sharing, forEvery } = tally;
  for (const name of [tally.tally].flat()) {
    const { units, attributes, credentials } = lookedAt(activities, name);
    units.add(unit);
    for (const { from } of convert) units.add(from);
    note(attributes, where);
    if (typeof sources === 'object')
      noteOne(attributes, sources.attribute, [...sources.count, ...sources.doNotCount]);
    if (distinct !== undefined) noteOne(attributes, distinct.by);
    noteQuotas(attributes, quotas);
    for (const floor of periods) noteQuotas(attributes, floor.quotas);
    for (const pair of sharing ?? []) credentials.add(pair.with);
  }
  if (forEvery !== undefined && 'tally' in forEvery) noteSum(activities, forEvery);
}

type Quotas = LeafOf<'tally'>['quotas'];

function noteQuotas(attributes: Attributes, quotas: Quotas = []): void {
  for (const quota of quotas) {
    note(attributes, quota.where);
    noteQuotas(attributes, quota.quotas);
  }
}

/** Lengths of time, which compare with each other. */
const lengths = ['minutes', 'hours', 'days', 'weeks'];

export function noteAbsence(activities: Activities, absence: LeafOf<'absence'>): void {
  const { of, where, longerThan, except } = absence;
  for (const name of [of].flat()) {
    const { units, attributes } = lookedAt(activities, name);
    const unit = longerThan?.unit ?? 'times';
    for (const one of lengths.includes(unit) ? lengths : [unit]) units.add(one);
    note(attributes, where);
    for (const one of except) {
      note(attributes, one.where);
      note(attributes, one.unless);
    }
  }
}

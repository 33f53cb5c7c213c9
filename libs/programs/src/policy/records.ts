import type { Evidence, EvidenceItem, EvidenceKind, EvidenceOf, IsoDate } from './evidence.js';

/** The evidence of one person, sorted once as requirements ask for it; each list in the order of recording. */
export interface Records {
  of<Kind extends EvidenceKind>(this: void, kind: Kind): readonly EvidenceOf<Kind>[];
  stepsOf(this: void, name: string): readonly EvidenceOf<'step'>[];
  activitiesOf(this: void, tally: string): readonly EvidenceOf<'activity'>[];
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

/** What had happened by a day. */
export function recordsOf(evidence: Evidence, day: IsoDate): Records {
  const byKind = new Map<EvidenceKind, EvidenceItem[]>();
  for (const item of evidence) {
    if (item.on > day) continue;
    const items = byKind.get(item.kind);
    if (items === undefined) byKind.set(item.kind, [item]);
    else items.push(item);
  }
  const of = <Kind extends EvidenceKind>(kind: Kind) =>
    (byKind.get(kind) as EvidenceOf<Kind>[] | undefined) ?? nothing;
  let steps: ReadonlyMap<string, readonly EvidenceOf<'step'>[]> | undefined;
  let activities: ReadonlyMap<string, readonly EvidenceOf<'activity'>[]> | undefined;
  return {
    of,
    stepsOf: (name) => {
      steps ??= Map.groupBy(of('step'), ({ step }) => step);
      return steps.get(name) ?? nothing;
    },
    activitiesOf: (name) => {
      activities ??= Map.groupBy(of('activity'), ({ tally }) => tally);
      return activities.get(name) ?? nothing;
    },
  };
}

/** Those until an earlier day, and until `knownOn` what is recorded afterwards. */
export function recordsUntil(
  { of, stepsOf, activitiesOf }: Records,
  day: IsoDate,
  knownOn: IsoDate,
): Records {
  const byKind = new Map<EvidenceKind, Evidence>();
  return {
    of: <Kind extends EvidenceKind>(kind: Kind) => {
      let items = byKind.get(kind) as readonly EvidenceOf<Kind>[] | undefined;
      if (items === undefined) {
        items = upTo(afterwards.has(kind) ? knownOn : day, of(kind));
        byKind.set(kind, items);
      }
      return items;
    },
    stepsOf: (name) => upTo(day, stepsOf(name)),
    activitiesOf: (name) => upTo(day, activitiesOf(name)),
  };
}

function upTo<Item extends { readonly on: IsoDate }>(
  last: IsoDate,
  items: readonly Item[],
): readonly Item[] {
  return items.every(({ on }) => on <= last) ? items : items.filter(({ on }) => on <= last);
}

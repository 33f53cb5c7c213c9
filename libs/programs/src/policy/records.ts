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
  'option',
  'waiver',
  'extension',
  'exam-mark',
  'accommodation-decided',
]);

const nothing: readonly never[] = [];

/** What had happened by a day. */
export function recordsOf(evidence: Evidence, day: IsoDate): Records {
  const byKind = new Map<EvidenceKind, EvidenceItem[]>();
  // What is of one kind is often recorded in a row, so its list is often at hand.
  let last: EvidenceItem[] | undefined;
  for (const item of evidence) {
    if (item.on > day) continue;
    if (last?.[0]?.kind === item.kind) last.push(item);
    else last = put(byKind, item.kind, item);
  }
  const of = <Kind extends EvidenceKind>(kind: Kind) =>
    (byKind.get(kind) as EvidenceOf<Kind>[] | undefined) ?? nothing;
  let steps: Map<string, EvidenceOf<'step'>[]> | undefined;
  let activities: Map<string, EvidenceOf<'activity'>[]> | undefined;
  return {
    of,
    stepsOf: (name) => {
      if (steps === undefined) {
        steps = new Map();
        for (const item of of('step')) put(steps, item.step, item);
      }
      return steps.get(name) ?? nothing;
    },
    activitiesOf: (name) => {
      if (activities === undefined) {
        activities = new Map();
        for (const item of of('activity')) put(activities, item.tally, item);
      }
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

/** The list of a name, with the item added to it. */
function put<Name, Item>(byName: Map<Name, Item[]>, name: Name, item: Item): Item[] {
  let items = byName.get(name);
  if (items === undefined) byName.set(name, (items = [item]));
  else items.push(item);
  return items;
}

function upTo<Item extends { readonly on: IsoDate }>(
  last: IsoDate,
  items: readonly Item[],
): readonly Item[] {
  for (const { on } of items) if (on > last) return items.filter((item) => item.on <= last);
  return items;
}

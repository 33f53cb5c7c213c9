import {
  sectionNames,
  type Guidance,
  type Policy,
  type Question,
  type Section,
  type SectionName,
  type Term,
} from '../../policy/schema.js';
import { isValue } from '../../policy/stated.js';
import { sectionTitles } from '../explain.js';
import { forWhom } from '../explain-variations.js';
import { namesIn } from '../phrase/aspects.js';
import { dateInWords, listed, momentInWords, spoken } from '../phrase/values.js';
import type { Change } from './change.js';

/** What differs beside the requirements. */
export function otherChanges(before: Policy, after: Policy): readonly Change[] {
  const told: readonly Told[] = [
    ...headChanges(before, after),
    ...sectionNames.flatMap((name) => sectionChanges(name, before, after)),
    ...tailChanges(before, after),
  ];
  return told.map(({ of, says, bearing = 'other' }) => ({ bearing, of, says }));
}

type Told = Pick<Change, 'of' | 'says'> & { readonly bearing?: Change['bearing'] };

function headChanges(before: Policy, after: Policy): readonly Told[] {
  const heads = [
    ['The program’s name', before.name, after.name],
    ['The credential', before.credential, after.credential],
    ['Who runs it', before.operator, after.operator],
    ['The time zone', before.timeZone, after.timeZone],
    ['In effect from', dateInWords(before.effective.from), dateInWords(after.effective.from)],
    ['Why from then', before.effective.basis, after.effective.basis],
  ] as const;
  return heads.flatMap(([of, was, is]) => replaced(of, was, is));
}

function replaced(of: string, was: string, is: string): readonly Told[] {
  return was === is ? [] : [{ of, says: ended(`${was.replace(/\.$/, '')}; now ${is}`) }];
}

function sectionChanges(name: SectionName, before: Policy, after: Policy): readonly Told[] {
  const of = sectionTitles[name];
  const [old, now] = [before[name], after[name]];
  const silences = [silenceOf(old), silenceOf(now)] as const;
  const became =
    silences[0] === silences[1]
      ? []
      : [
          {
            of,
            says:
              silences[1] === undefined
                ? `It was ${silences[0] ?? ''}; now something is stated.`
                : `It was ${silences[0] ?? 'stated'}; now ${silences[1]}.`,
          },
        ];
  return [
    ...became,
    ...listChanges<Term>(termsOf(old, now), termsOf(now, old), {
      key: ({ id }) => id,
      of: ({ title }) => `${of}: ${title}`,
      says: ({ value }) => value,
    }),
    ...listChanges<Guidance>(guidanceOf(old), guidanceOf(now), {
      key: ({ quote }) => quote.replaceAll(/\s+/g, ' '),
      of: ({ as }) => `${of}: ${spoken(as)}`,
      says: ({ quote, id }) => `“${quote}” [${id}]`,
    }).map((told) => ({ ...told, bearing: 'words' as const })),
  ];
}

function silenceOf(section: Policy[SectionName]): string | undefined {
  if (!isValue<Section>(section)) return section === 'none' ? 'explicitly none' : 'not stated';
  return undefined;
}

/** Leaves out what neither of the two states. */
function termsOf(section: Policy[SectionName], other: Policy[SectionName]): readonly Term[] {
  if (!isValue<Section>(section)) return [];
  const others = new Set(isValue<Section>(other) ? other.terms.map(({ id }) => id) : []);
  return section.terms.filter(({ id, value }) => value !== 'not stated' || others.has(id));
}

function guidanceOf(section: Policy[SectionName]): readonly Guidance[] {
  return isValue<Section>(section) ? section.guidance : [];
}

function tailChanges(before: Policy, after: Policy): readonly Told[] {
  const names = { before: namesIn(before), after: namesIn(after) };
  return [
    ...listChanges(before.variations, after.variations, {
      key: ({ id }) => id,
      of: ({ title }) => `For some: ${title}`,
      says: (one) =>
        `${forWhom(one, names.after)} Otherwise for them: ${listed(one.changes.map(({ requirement }) => `“${names.after.requirement(requirement)}”`))}`,
    }),
    ...listChanges<Question>(before.questions, after.questions, {
      key: ({ id }) => id,
      of: ({ ask }) => `Open question: ${ask}`,
      says: ({ readings, settled }) =>
        `${readings.map(({ id, says }) => `${spoken(id)}: ${says}`).join(' ')} ${settled === 'not stated' ? 'Not settled' : `Settled as “${spoken(settled.reading)}” by ${settled.by}`}`,
    }),
    ...listChanges(before.dates, after.dates, {
      key: ({ id }) => id,
      of: ({ title }) => `The date “${title}”`,
      says: ({ is }) => momentInWords(is, names.after),
    }),
    ...listChanges(Object.entries(before.anchors), Object.entries(after.anchors), {
      key: ([id]) => id,
      of: ([id]) => `The day “${spoken(id)}”`,
      says: ([, text]) => text,
    }),
    ...jsonChange('Working days', before.workingDays, after.workingDays),
    ...jsonChange('Which version governs a person', before.governs, after.governs),
    ...listChanges(before.documents, after.documents, {
      key: ({ id }) => id,
      of: ({ title }) => `Document: ${title}`,
      says: ({ held }) => (held ? 'held' : 'not held'),
    }),
    ...listChanges(before.sources, after.sources, {
      key: ({ id }) => id,
      of: ({ id }) => `Source: ${id}`,
      says: ({ title, publisher, checked }) =>
        `${title}, ${publisher}, checked on ${dateInWords(checked)}`,
    }).map((told) => ({ ...told, bearing: 'words' as const })),
  ];
}

interface Telling<Item> {
  readonly key: (item: Item) => string;
  readonly of: (item: Item) => string;
  readonly says: (item: Item) => string;
}

function listChanges<Item>(
  before: readonly Item[],
  after: readonly Item[],
  { key, of, says }: Telling<Item>,
): readonly Told[] {
  const earlier = new Map(before.map((item) => [key(item), item]));
  const later = new Map(after.map((item) => [key(item), item]));
  return [
    ...[...later].flatMap(([id, item]): readonly Told[] => {
      const old = earlier.get(id);
      return old === undefined
        ? [{ of: of(item), says: `New: ${ended(says(item))}` }]
        : replaced(of(item), says(old), says(item));
    }),
    ...[...earlier].flatMap(([id, item]): readonly Told[] =>
      later.has(id) ? [] : [{ of: of(item), says: `No longer there: ${ended(says(item))}` }],
    ),
  ];
}

function ended(text: string): string {
  return /[.!?”\]]$/.test(text) ? text : `${text}.`;
}

function jsonChange(of: string, before: unknown, after: unknown): readonly Told[] {
  return replaced(of, written(before), written(after));
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

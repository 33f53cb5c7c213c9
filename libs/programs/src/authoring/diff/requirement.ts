import { childPlaces, type Requirement } from '../../policy/requirement.js';
import type { Quote } from '../../policy/schema.js';
import { sectionTitles } from '../explain.js';
import { aspectsOf } from '../phrase/aspects.js';
import { past, present, type Aspect } from '../phrase/aspect.js';
import { capitalized, listed, type Names } from '../phrase/values.js';
import type { Bearing, Change } from './change.js';
import type { Standing } from './standing.js';

export interface BothNames {
  readonly before: Names;
  readonly after: Names;
}

/** How one requirement differs from the one of the same id, those inside it left aside. */
export function requirementChanges(
  before: Standing,
  after: Standing,
  names: BothNames,
): readonly Change[] {
  const { requirement: old } = before;
  const { requirement: now } = after;
  const of = `${now.title} (${now.id})`;
  const other = (says: string): Change => ({ bearing: 'other', of, says });
  const words = (says: string): Change => ({ bearing: 'words', of, says });
  const changes: Change[] = [];
  if (old.title !== now.title) changes.push(words(`It was called “${old.title}”.`));
  if (before.section !== after.section || before.duty !== after.duty) {
    changes.push(other(`It stood under “${placeOf(before)}”; now under “${placeOf(after)}”.`));
  }
  const aspects = {
    before: aspectsOf(old, names.before),
    after: aspectsOf(now, names.after),
  };
  if (old.kind === now.kind) {
    const found = aspectChanges(aspects.before, aspects.after, after).map((one) => ({
      ...one,
      of,
    }));
    changes.push(...found);
    if (found.length === 0) changes.push(...wordless(old, now).map(other));
  } else {
    changes.push(other(`${said(aspects.before, past)} Now: ${said(aspects.after, present)}`));
  }
  if (old.note !== now.note) {
    changes.push(
      words(now.note === undefined ? `Its note is gone.` : `Its note is now: ${now.note}`),
    );
  }
  return [...changes, ...reordered(old, now).map(other), ...requoted(old, now).map(words)];
}

function placeOf({ section, duty }: Standing): string {
  return `${sectionTitles[section]}${duty ? ', asked of the program' : ''}`;
}

function said(aspects: readonly Aspect[], tense: (text: string) => string): string {
  return aspects
    .flatMap(({ says }) => (typeof says === 'string' ? [`${capitalized(tense(says))}.`] : []))
    .join(' ');
}

function aspectChanges(
  before: readonly Aspect[],
  after: readonly Aspect[],
  { turned, duty }: Standing,
): readonly Omit<Change, 'of'>[] {
  const bearing = (found: Bearing): Bearing => {
    if (duty || found === 'other' || !turned) return duty ? 'other' : found;
    return found === 'stricter' ? 'looser' : 'stricter';
  };
  const earlier = new Map(before.map((aspect) => [aspect.field, aspect]));
  const later = new Map(after.map((aspect) => [aspect.field, aspect]));
  const changes: Omit<Change, 'of'>[] = [];
  for (const now of after) {
    const old = earlier.get(now.field) ?? unsaid(now);
    if (JSON.stringify(old.says) === JSON.stringify(now.says)) continue;
    changes.push({ bearing: bearing(bearingOf(old, now)), says: sentenceOf(old, now) });
  }
  for (const old of before) {
    if (later.has(old.field) || typeof old.says !== 'string') continue;
    const now = unsaid(old);
    changes.push({ bearing: bearing(bearingOf(old, now)), says: sentenceOf(old, now) });
  }
  return changes;
}

function unsaid({ field, about }: Aspect): Aspect {
  return { field, about, says: { silence: 'not stated' } };
}

function bearingOf(old: Aspect, now: Aspect): Bearing {
  if (typeof old.says === 'string' && typeof now.says === 'string') {
    if (old.strictness === undefined || now.strictness === undefined) return 'other';
    if (old.strictness === now.strictness) return 'other';
    return now.strictness > old.strictness ? 'stricter' : 'looser';
  }
  if (typeof now.says === 'string') return now.bears ?? 'other';
  if (typeof old.says !== 'string' || old.bears === undefined) return 'other';
  return old.bears === 'stricter' ? 'looser' : 'stricter';
}

/** For example: Two letters of reference were asked for; now three. */
function sentenceOf(old: Aspect, now: Aspect): string {
  if (typeof now.says !== 'string') {
    const nothing =
      now.says.silence === 'none' ? 'now the source says there is none' : 'now that is not stated';
    return typeof old.says === 'string'
      ? `${past(old.says)}; ${nothing}.`
      : `${capitalized(old.about)}: ${nothing}.`;
  }
  if (typeof old.says !== 'string') {
    const before = old.says.silence === 'none' ? 'There was explicitly none' : 'Not stated before';
    return `${before}: ${old.about}. Now: ${uncapitalized(present(now.says))}.`;
  }
  return `${past(old.says)}; now ${whatDiffers(present(old.says), present(now.says))}.`;
}

/** The words that are new, where they say enough by themselves; else the whole sentence. */
function whatDiffers(old: string, now: string): string {
  const before = old.toLowerCase().split(' ');
  const after = uncapitalized(now).split(' ');
  const same = (at: number) => before.at(at) === after.at(at)?.toLowerCase();
  let first = 0;
  while (first < Math.min(before.length, after.length) && same(first)) first += 1;
  let last = 0;
  while (last < Math.min(before.length, after.length) - first && same(-1 - last)) last += 1;
  const words = after.slice(first, after.length - last);
  const replaced = before.length - last - first;
  // A piece of a quoted title or statement would say nothing.
  const quoting = now.includes('“');
  const few = !quoting && words.length > 0 && words.length <= 3 && replaced > 0 && replaced <= 3;
  return few ? words.join(' ') : after.join(' ');
}

function uncapitalized(text: string): string {
  return /^[A-Z][a-z]/.test(text) || /^[A-Z] /.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

/** Fields that differ and have no sentence, such as the name under which something is recorded. */
function wordless(old: Requirement, now: Requirement): readonly string[] {
  const own = (requirement: Requirement) => {
    const inside = new Set(childPlaces(requirement).map(([, place]) => place[0]));
    return Object.fromEntries(
      Object.entries(requirement).filter(
        ([name]) => !['title', 'rules', 'note'].includes(name) && !inside.has(name),
      ),
    );
  };
  const [before, after] = [own(old), own(now)];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return fields.map((field) => {
    const [was, is] = [before[field], after[field]].map((value) =>
      value === undefined
        ? 'left out'
        : typeof value === 'string'
          ? `“${value}”`
          : JSON.stringify(value),
    );
    return `\`${field}\` was ${was ?? ''}; now ${is ?? ''}.`;
  });
}

/** Only among tiers does the order matter. */
function reordered(old: Requirement, now: Requirement): readonly string[] {
  if (old.kind !== 'tiers' || now.kind !== 'tiers') return [];
  const titles = (tiers: readonly Requirement[]) => listed(tiers.map(({ title }) => `“${title}”`));
  const ids = (tiers: readonly Requirement[]) => tiers.map(({ id }) => id);
  const [before, after] = [ids(old.of), ids(now.of)];
  if (before.join() === after.join()) return [];
  return [`The order was ${titles(old.of)}; now ${titles(now.of)}.`];
}

function requoted(old: Requirement, now: Requirement): readonly string[] {
  const words = ({ rules }: Requirement) => new Map(rules.map((rule) => [fold(rule), rule]));
  const [before, after] = [words(old), words(now)];
  const came = [...after].filter(([key]) => !before.has(key)).map(([, rule]) => rule);
  const went = [...before].filter(([key]) => !after.has(key)).map(([, rule]) => rule);
  return [
    ...(came.length > 0
      ? [`Now quoted: ${came.map(({ quote, id }) => `“${quote}” [${id}]`).join(' ')}`]
      : []),
    ...(went.length > 0 ? [`No longer quoted: ${listed(went.map(({ id }) => id))}.`] : []),
  ];
}

function fold({ quote }: Quote): string {
  return quote.replaceAll(/\s+/g, ' ');
}

import { childPlaces, type Requirement } from '../policy/requirement.js';
import { policyName, type Policy } from '../policy/schema.js';
import type { Bearing, Change } from './diff/change.js';
import { otherChanges } from './diff/other.js';
import { requirementChanges } from './diff/requirement.js';
import { standingsIn, type Standing, type Standings } from './diff/standing.js';
import { sectionTitles } from './explain.js';
import { sentence } from './explain-requirement.js';
import type { Block } from './page.js';
import { aspectsOf, namesIn } from './phrase/aspects.js';
import { past, present } from './phrase/aspect.js';
import type { Names } from './phrase/values.js';

export type { Bearing, Change } from './diff/change.js';

/** What changed from one policy to another, in the order of the new one. */
export function policyChanges(before: Policy, after: Policy): readonly Change[] {
  const earlier = standingsIn(before);
  const later = standingsIn(after);
  const names = { before: namesIn(before), after: namesIn(after) };
  const changes: Change[] = [];
  for (const [id, now] of later) {
    const old = earlier.get(id);
    if (old !== undefined) changes.push(...requirementChanges(old, now, names));
    else if (!cameWith(now, later, earlier)) {
      changes.push(cameOrWent('new', now, earlier, names.after));
    }
  }
  for (const [id, old] of earlier) {
    if (later.has(id) || cameWith(old, earlier, later)) continue;
    changes.push(cameOrWent('gone', old, later, names.before));
  }
  return [...changes, ...otherChanges(before, after)];
}

/** Whether the requirement that holds it came, or went, too, and tells of it. */
function cameWith({ parent }: Standing, own: Standings, others: Standings): boolean {
  return parent !== undefined && own.has(parent.id) && !others.has(parent.id);
}

function cameOrWent(
  what: 'new' | 'gone',
  standing: Standing,
  others: Standings,
  names: Names,
): Change {
  const { requirement, section, duty, parent } = standing;
  const tense = what === 'new' ? present : past;
  const said = (one: Requirement) =>
    aspectsOf(one, names).flatMap(({ says }) =>
      typeof says === 'string' ? [sentence(tense(says))] : [],
    );
  const inside = (one: Requirement, depth: number): NonNullable<Change['inside']> =>
    childPlaces(one).flatMap(([child]) =>
      others.has(child.id)
        ? []
        : [
            { text: `${child.title} (${child.id}): ${said(child).join(' ')}`, depth },
            ...inside(child, depth + 1),
          ],
    );
  const whom = duty ? ', asked of the program' : '';
  const under = parent === undefined ? '' : `, under “${parent.title}”`;
  const head = `${what === 'new' ? 'New' : 'No longer there'} (${sectionTitles[section].toLowerCase()}${whom}${under}).`;
  return {
    bearing: weightOf(what, standing),
    of: `${requirement.title} (${requirement.id})`,
    says: [head, ...said(requirement)].join(' '),
    inside: inside(requirement, 2),
  };
}

/** One more thing to meet is stricter, one more way to meet it is looser. */
function weightOf(what: 'new' | 'gone', { requirement, parent, duty, turned }: Standing): Bearing {
  if (duty || requirement.kind === 'tiers') return 'other';
  const kind = parent?.kind ?? 'all';
  if (kind !== 'all' && kind !== 'any' && kind !== 'k-of-n') return 'other';
  const stricter = (kind === 'all') === (what === 'new');
  return stricter !== turned ? 'stricter' : 'looser';
}

const groups: readonly (readonly [Bearing, string])[] = [
  ['stricter', 'Stricter'],
  ['looser', 'Looser'],
  ['other', 'Other changes'],
  ['words', 'Only the words'],
];

export function changeBlocks(before: Policy, after: Policy): readonly Block[] {
  const changes = policyChanges(before, after);
  return [
    { kind: 'heading', level: 1, text: `From ${policyName(before)} to ${policyName(after)}` },
    ...(changes.length === 0 ? [{ kind: 'text', text: 'Nothing changed.' } as const] : []),
    ...groups.flatMap(([bearing, title]): readonly Block[] => {
      const own = changes.filter((change) => change.bearing === bearing);
      if (own.length === 0) return [];
      return [{ kind: 'heading', level: 2, text: title }, ...groupBlocks(own)];
    }),
  ];
}

/** One point for each thing that changed, with all that is said of it. */
function groupBlocks(changes: readonly Change[]): readonly Block[] {
  const point = (text: string, depth: number): Block => ({ kind: 'point', text, depth });
  return [...Map.groupBy(changes, ({ of }) => of)].flatMap(([of, own]): readonly Block[] => [
    point(of, 0),
    ...own.flatMap(({ says, inside = [] }) => [
      point(says, 1),
      ...inside.map(({ text, depth }) => point(text, depth)),
    ]),
  ]);
}

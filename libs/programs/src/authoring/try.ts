import type { Case, CaseFile } from '../cases/case.js';
import { differences } from '../cases/differences.js';
import { contextOf, evidenceOf, longAgo } from '../cases/evidence.js';
import { evaluate } from '../policy/evaluate.js';
import type { EvidenceItem } from '../policy/evidence.js';
import type { Amount, Outcome, Result } from '../policy/outcome.js';
import type { Policy } from '../policy/schema.js';
import type { Block } from './page.js';
import { capitalized, dateInWords, listed, spoken } from './phrase/values.js';

export interface Tried {
  readonly name: string;
  /** How it came out otherwise than the case says. */
  readonly differences: readonly string[];
  readonly blocks: readonly Block[];
}

/** Runs one case against a policy, and tells what became of each requirement. */
export function tryCase(
  policy: Policy,
  section: CaseFile['section'],
  one: Case,
  detail: 'expected' | 'everything',
): Tried {
  const evidence = evidenceOf(one.given, one.asOf);
  const result = evaluate(policy, section, evidence, one.asOf, contextOf(one.given));
  const found = differences(policy, section, one);
  const items = new Map(evidence.map((item) => [item.ref, item]));
  const expected = new Set(Object.keys(one.then));
  const isShown = (each: Result) =>
    detail === 'everything' || expected.has(each.requirement) || expected.has(nameOf(each));
  const roots = [result.require, ...result.duties].filter((root) => typeof root !== 'string');
  return {
    name: one.case,
    differences: found,
    blocks: [
      { kind: 'point', text: one.case, depth: 0, mark: found.length === 0 ? 'ok  ' : 'NOT ' },
      ...(detail === 'everything'
        ? [{ kind: 'text', text: `judged as of ${dateInWords(one.asOf)}`, depth: 3 } as const]
        : []),
      ...roots.flatMap((root) => treeBlocks(root, isShown, items)),
      ...found.map((text): Block => ({
        kind: 'point',
        text: `Otherwise than expected: ${text}`,
        depth: 3,
        mark: '!',
      })),
    ],
  };
}

function nameOf({ requirement, subject }: Result): string {
  return subject === undefined ? requirement : `${requirement}.${subject}`;
}

/** What is asked for, and below it what it hangs on where it is not met. */
function treeBlocks(
  root: Result,
  isShown: (result: Result) => boolean,
  items: ReadonlyMap<string, EvidenceItem>,
  depth = 3,
  inside = false,
): readonly Block[] {
  const shown = inside || isShown(root);
  const below = shown && root.outcome.status !== 'met' && root.outcome.status !== 'waived';
  return [
    ...(shown ? resultBlocks(root, items, depth) : []),
    ...root.children.flatMap((child) =>
      treeBlocks(child, isShown, items, shown ? depth + 1 : depth, below && canMatter(child)),
    ),
  ];
}

function canMatter({ band }: Result): boolean {
  return band === undefined || band.stands === 'holds' || band.stands === 'ahead';
}

function resultBlocks(
  result: Result,
  items: ReadonlyMap<string, EvidenceItem>,
  depth: number,
): readonly Block[] {
  const { outcome, evidence, findings, children } = result;
  const told = evidence.flatMap((ref) => {
    const item = items.get(ref);
    return item === undefined ? [] : [itemInWords(item)];
  });
  const own = children.length === 0 || outcome.status === 'met' ? told : [];
  const standing = standingInWords(result);
  return [
    {
      kind: 'point',
      text: `${nameOf(result)}${bandInWords(result)}: ${outcomeInWords(outcome)}`,
      depth,
      mark: '-',
    },
    ...(standing === undefined
      ? []
      : [{ kind: 'text', text: standing, depth: depth + 1 } as const]),
    ...(own.length === 0
      ? []
      : [{ kind: 'text', text: `by ${summed(own)}`, depth: depth + 1 } as const]),
    ...findings.map((finding): Block => ({
      kind: 'text',
      text: `${finding.code}: ${finding.text}`,
      depth: depth + 1,
    })),
  ];
}

/** In which band the day falls, and what the credential is then. */
function standingInWords({ kind, holds, standing, until }: Result): string | undefined {
  if (standing === undefined) return undefined;
  const is = `the credential is ${kind === 'bands' ? 'then ' : ''}${spoken(standing)}`;
  const last = until === undefined ? undefined : `until ${dateInWords(until)}`;
  // Without a last day there may be none, none that is known, or not the same in all possibilities.
  if (holds !== undefined)
    return `The day falls into “${holds.title}”${last === undefined ? '' : ` (${last})`}: ${is}.`;
  if (kind === 'bands') return `The day falls into no band: ${is}.`;
  return `${capitalized(is)}${last === undefined ? '' : ` ${last}`}.`;
}

const bandTold = { holds: '', ahead: ', still ahead', over: ', over', 'not-asked': ', not asked' };

function bandInWords({ band }: Result): string {
  return band === undefined ? '' : ` (“${band.title}”${bandTold[band.stands]})`;
}

export function outcomeInWords(outcome: Outcome): string {
  switch (outcome.status) {
    case 'met':
      return `met${outcome.final ? ' for good' : ''}${outcome.margin === undefined ? '' : `, ${outcome.margin} more would break it`}`;
    case 'unmet': {
      const { have, need, unit, by, reachable } = outcome;
      if (unit === 'requirements') {
        return `${reachable ? 'unmet' : 'unmet for good'}, ${have} of the ${need} needed`;
      }
      const standing = reachable ? 'unmet' : 'unmet for good';
      return `${standing}, has ${amountIn(have, unit)}, needs ${amountIn(need, unit)}${by === undefined ? '' : `, until ${dateInWords(by)}`}`;
    }
    case 'needs-decision':
      return `needs decision: ${listed(outcome.decisions.map(({ question }) => `“${question}”`))}`;
    case 'depends-on-reading':
      return `depends on reading of ${outcome.question}: ${outcome.readings.map(({ reading, outcome: inner }) => `${reading} → ${outcomeInWords(inner)}`).join('; ')}`;
    case 'not-stated': {
      const { have, of } = outcome;
      const known = (amount: Amount | undefined) => (amount === undefined ? '' : String(amount));
      return `not stated${have === undefined ? '' : `, has ${known(have)}`}${of === undefined ? '' : ` of ${known(of)}`}`;
    }
    case 'waived':
      return 'waived';
    case 'not-applicable':
      return 'not applicable';
  }
}

function amountIn(amount: Amount, unit: string | undefined): string {
  if (typeof amount === 'string' || unit === undefined) return String(amount);
  return `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
}

function itemInWords({ kind, ref: _ref, on, ...rest }: EvidenceItem): string {
  const values = Object.entries(rest).flatMap(([field, value]: [string, unknown]) => {
    const isShown = typeof value === 'string' || typeof value === 'number' || field === 'value';
    return isShown ? [String(value)] : [];
  });
  const when = on === longAgo ? 'always' : on;
  return `${spoken(kind)}${values.length === 0 ? '' : `: ${values.slice(0, 3).join(', ')}`} (${when})`;
}

const mostTold = 6;

function summed(told: readonly string[]): string {
  if (told.length <= mostTold) return told.join('; ');
  return `${told.slice(0, mostTold - 1).join('; ')}; and ${told.length - mostTold + 1} more`;
}

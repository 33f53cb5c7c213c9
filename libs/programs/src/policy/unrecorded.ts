import type { Judge } from './judge.js';
import type { Ledger } from './ledger.js';
import { common } from './logic.js';
import type { Amount, Outcome, Result, Unmet } from './outcome.js';
import { toDecide } from './kinds/kind.js';
import { isLeaf, type Requirement } from './requirement.js';
import type { Policy } from './schema.js';
import { firstMissing, valuesTold, type Match, type Where } from './where.js';

/*
 * What is not recorded of a person is never filled in. Where rules go by it (a variation, a table), the
 * requirement is judged under all that it may be. If every possibility comes to the same, that is the
 * answer and nobody is asked; if they differ, it waits, and says what would have to be recorded.
 */

/** What a judgement may hang on. */
export interface Hinge {
  readonly of: 'person' | 'cohort';
  readonly where: Where;
}

/** What the fields of a requirement hang on, those of requirements inside it left out. */
export function hingesOf(requirement: Requirement, dates: Policy['dates']): readonly Hinge[] {
  if (isLeaf(requirement)) return hingesIn(requirement, dates);
  if (requirement.kind === 'stage') return hingesIn(requirement.notAfter, dates);
  if (requirement.kind === 'bands')
    return hingesIn(
      requirement.bands.map(({ notAfter }) => notAfter),
      dates,
    );
  return [];
}

/** The rows of all tables in a value, and in the days of the policy that it names. */
export function hingesIn(value: unknown, dates: Policy['dates']): readonly Hinge[] {
  const hinges: Hinge[] = [];
  const named = new Map(dates.map(({ id, is }) => [id, is]));
  const look = (inside: unknown) => {
    if (typeof inside === 'string') {
      const day = named.get(inside);
      // Each once: a day may be reckoned from itself by mistake.
      if (named.delete(inside)) look(day);
    }
    if (typeof inside !== 'object' || inside === null) return;
    if ('table' in inside) {
      for (const { where } of inside.table as readonly { readonly where: Where }[])
        hinges.push({ of: 'person', where });
    }
    Object.values(inside).forEach(look);
  };
  look(value);
  return hinges;
}

/** One outcome for all possibilities; undefined where they are not the same. */
type Agree = (outcomes: readonly Outcome[]) => Outcome | undefined;

/**
 * Where all requirements around one are met only if it is, what is not asked for does what is met does.
 */
export const withoutUnasked: Agree = (outcomes) => {
  const agreed = common(outcomes);
  if (agreed !== undefined) return agreed;
  const asked = common(outcomes.filter(({ status }) => status !== 'not-applicable'));
  return asked?.status === 'met' || asked?.status === 'waived' ? asked : undefined;
};

/** Judges under all that may be so of what is not recorded, if a judgement hangs on it. */
export function acrossUnrecorded(
  requirement: Requirement,
  hinges: readonly Hinge[],
  judge: Judge,
  agree: Agree = common,
): Judge {
  if (hinges.length === 0) return judge;
  const valuesOf = tellingApart(hinges);
  const explore = (ledger: Ledger): Explored => {
    const missing = missingIn(hinges, ledger);
    if (missing === undefined) {
      const result = judge(ledger);
      return { results: new Map([[JSON.stringify(result), result]]), missing: [] };
    }
    const branches = valuesOf(missing).map((value) =>
      explore(ledger.supposing(missing.of, missing.name, value)),
    );
    const [first, ...others] = branches;
    if (first !== undefined && others.every((other) => isSame(first, other))) return first;
    return {
      results: new Map(branches.flatMap(({ results }) => [...results])),
      missing: [missing, ...branches.flatMap((branch) => branch.missing)],
    };
  };
  return (ledger) =>
    missingIn(hinges, ledger) === undefined
      ? judge(ledger)
      : together(requirement, explore(ledger), ledger, agree);
}

interface Missing {
  readonly of: Hinge['of'];
  readonly name: string;
}

interface Explored {
  /** Each once, by all it says. */
  readonly results: ReadonlyMap<string, Result>;
  /** What of the things not recorded makes them differ. */
  readonly missing: readonly Missing[];
}

function missingIn(hinges: readonly Hinge[], ledger: Ledger): Missing | undefined {
  for (const { of, where } of hinges) {
    const name = firstMissing(
      where,
      of === 'person' ? ledger.circumstance : (one) => ledger.context.cohort?.[one],
    );
    if (name !== undefined) return { of, name };
  }
  return undefined;
}

/** The values that these tell apart, of each thing that they ask for. */
function tellingApart(hinges: readonly Hinge[]) {
  const matchings = new Map<string, Match[]>();
  const keyOf = ({ of, name }: Missing) => `${of} ${name}`;
  for (const { of, where } of hinges) {
    for (const [name, match] of Object.entries(where)) {
      const key = keyOf({ of, name });
      matchings.set(key, [...(matchings.get(key) ?? []), match]);
    }
  }
  return (missing: Missing) => valuesTold(matchings.get(keyOf(missing)) ?? []);
}

function isSame(one: Explored, other: Explored): boolean {
  return (
    one.results.size === other.results.size &&
    [...one.results.keys()].every((key) => other.results.has(key))
  );
}

function together(
  requirement: Requirement,
  { results, missing }: Explored,
  { joined }: Ledger,
  agree: Agree,
): Result {
  const possible = [...results.values()];
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only;
  const { id, title } = requirement;
  const unrecorded = `Not recorded ${inWords(missing)}.`;
  const outcomes = possible.map(({ outcome }) => outcome);
  const same = agree(outcomes);
  const hangs =
    same === undefined ? 'What it comes to hangs on that.' : 'So far it comes to the same.';
  return {
    requirement: id,
    title,
    kind: 'possibilities',
    outcome:
      same === undefined
        ? toDecide(id, `${unrecorded} Is this met: ${title}?`)
        : either(same, outcomes),
    rules: [...new Set(possible.flatMap(({ rules }) => rules))],
    evidence: joined(possible),
    findings: [{ code: 'circumstance-missing', text: `${unrecorded} ${hangs}` }],
    tally: shared(possible.map(({ tally }) => tally)),
    children: possible,
    ...shared(possible.map(consequencesOf)),
  };
}

function consequencesOf({ otherwise, standing, until }: Result) {
  return {
    ...(otherwise !== undefined && { otherwise }),
    ...(standing !== undefined && { standing }),
    ...(until !== undefined && { until }),
  };
}

/** Fields that are the same in all. */
function shared<Fields extends object>([first, ...others]: readonly Fields[]): Fields {
  const entries = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((other) => (other as Readonly<Record<string, unknown>>)[name] === value),
  );
  return Object.fromEntries(entries) as Fields;
}

/** What there is and what is needed where it differs: the one or the other. */
function either(same: Outcome, outcomes: readonly Outcome[]): Outcome {
  if (same.status !== 'unmet') return same;
  const all = outcomes.filter((outcome): outcome is Unmet => outcome.status === 'unmet');
  const { unit: first, ...plain } = same;
  const unit = all.every(({ unit }) => unit === first) ? first : undefined;
  const oneOf = (amountIn: (unmet: Unmet) => Amount): Amount => {
    const amounts = new Set(
      all.map((unmet) => {
        const amount = amountIn(unmet);
        if (unit !== first) return [amount, unmet.unit].join(' ').trim();
        return typeof amount === 'string' ? amount.replace(/\.$/, '') : amount;
      }),
    );
    const [only = '', ...others] = amounts;
    return others.length === 0 ? only : [...amounts].join(' or ');
  };
  return {
    ...plain,
    have: oneOf(({ have }) => have),
    need: oneOf(({ need }) => need),
    ...(unit !== undefined && { unit }),
  };
}

function inWords(missing: readonly Missing[]): string {
  const whose = [
    ['person', 'of the person'],
    ['cohort', 'of the class'],
  ] as const;
  return whose
    .flatMap(([of, words]) => {
      const names = new Set(missing.filter((one) => one.of === of).map(({ name }) => name));
      return names.size === 0
        ? []
        : `${words}: ${[...names].map((name) => name.replaceAll('-', ' ')).join(', ')}`;
    })
    .join('; ');
}

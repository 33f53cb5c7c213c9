import { toDecide } from './kinds/kind.js';
import type { Ledger } from './ledger.js';
import { common } from './logic/alike.js';
import type { Amount, BandNamed, Outcome, Result, Unmet } from './outcome.js';
import type { Requirement } from './requirement.js';

/** Something that is not recorded. */
export interface Missing {
  readonly of: 'person' | 'cohort';
  readonly name: string;
}

/** One outcome for all possibilities; undefined where they are not the same. */
export type Agree = (outcomes: readonly Outcome[]) => Outcome | undefined;

/**
 * Where all requirements around one are met only if it is, what is not asked for does what is met does.
 */
export const withoutUnasked: Agree = (outcomes) => {
  const agreed = common(outcomes);
  if (agreed !== undefined) return agreed;
  const asked = common(outcomes.filter(({ status }) => status !== 'not-applicable'));
  return asked?.status === 'met' || asked?.status === 'waived' ? asked : undefined;
};

/** What a requirement comes to, if it may be any of these, and what would tell which. */
export function together(
  requirement: Requirement,
  possible: readonly Result[],
  missing: readonly Missing[],
  { joined }: Ledger,
  agree: Agree,
): Result {
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only;
  const { id, title } = requirement;
  const unrecorded = `Not recorded ${inWords(missing)}.`;
  const outcomes = possible.map(({ outcome }) => outcome);
  const same = agree(outcomes);
  const holds = heldInAll(possible);
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
    tally: shared(possible.map(({ tally }) => tally)) as Result['tally'],
    children: possible,
    ...shared(possible.map(({ otherwise, standing, until }) => ({ otherwise, standing, until }))),
    ...(holds !== undefined && { holds }),
  };
}

/** Fields that are the same in all. */
function shared<Fields extends object>([first, ...others]: readonly Fields[]): {
  readonly [Field in keyof Fields]?: Exclude<Fields[Field], undefined>;
} {
  const entries = Object.entries(first ?? {}).filter(
    ([name, value]) =>
      value !== undefined &&
      others.every((other) => (other as Readonly<Record<string, unknown>>)[name] === value),
  );
  return Object.fromEntries(entries) as ReturnType<typeof shared<Fields>>;
}

/** The band that holds in all, though it may stand in bands of each their own. */
function heldInAll([first, ...others]: readonly Result[]): BandNamed | undefined {
  const holds = first?.holds;
  return others.every(
    ({ holds: other }) => other?.id === holds?.id && other?.title === holds?.title,
  )
    ? holds
    : undefined;
}

/** What there is and what is needed where it differs: the one or the other. */
function either(same: Outcome, outcomes: readonly Outcome[]): Outcome {
  if (same.status !== 'unmet') return same;
  const all = outcomes.filter((outcome): outcome is Unmet => outcome.status === 'unmet');
  const { unit, ...plain } = same;
  const inOneUnit = all.every((one) => one.unit === unit);
  const oneOf = (amountIn: (unmet: Unmet) => Amount): Amount => {
    const amounts = new Set(
      all.map((unmet) => {
        const amount = amountIn(unmet);
        if (!inOneUnit && unmet.unit !== undefined) return `${amount} ${unmet.unit}`;
        return typeof amount === 'string' ? amount.replace(/\.$/, '') : amount;
      }),
    );
    return amounts.size === 1 ? amountIn(same) : [...amounts].join(' or ');
  };
  return {
    ...plain,
    have: oneOf(({ have }) => have),
    need: oneOf(({ need }) => need),
    ...(inOneUnit && unit !== undefined && { unit }),
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

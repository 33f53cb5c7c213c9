import type { Context, IsoDate } from './evidence.js';
import type { Ledger } from './ledger.js';
import type { Reckoning } from './moment.js';

/** The day of an anchor that no policy reckons: of the latest step of that name, else what follows from the rest. */
export function knownDay(ledger: Ledger, name: string): IsoDate | undefined {
  return latestStep(ledger, name) ?? derived[name]?.(ledger);
}

function latestStep({ stepsOf }: Ledger, name: string): IsoDate | undefined {
  return ends(stepsOf(name)).last;
}

/** First and last day of what happened. */
function ends(items: readonly { readonly on: IsoDate }[]): {
  readonly first?: IsoDate;
  readonly last?: IsoDate;
} {
  const [one] = items;
  if (one === undefined) return {};
  let first = one.on;
  let last = one.on;
  for (const { on } of items) {
    if (on < first) first = on;
    if (on > last) last = on;
  }
  return { first, last };
}

const derived: Readonly<Record<string, Reckoning>> = {
  application: (ledger) => ledger.context.appliedOn ?? latestStep(ledger, 'application-received'),
  interview: ({ of }) => ends(of('interview')).last,
  'training-start': ({ context: { plan } }) => ends(daysOf(plan)).first,
  'training-end': (ledger) =>
    latestStep(ledger, 'training-completed') ?? ends(daysOf(ledger.context.plan)).last,
  'last-session': ({ context: { plan } }) => ends(daysOf(plan)).last,
};

const nothing: readonly never[] = [];

function daysOf(plan: Context['plan']): readonly { readonly on: IsoDate }[] {
  return plan?.sessions.map(({ date }) => ({ on: date })) ?? nothing;
}

import type { Context, Evidence, IsoDate } from './evidence.js';
import type { Policy } from './schema.js';
import { isValue } from './stated.js';

export interface Governing {
  readonly policy: Policy;
  /** The day that decides which version holds; absent where nothing has pinned one. */
  readonly pinnedOn?: IsoDate;
  /** Whether the source says which version governs; if not, the one in effect is shown. */
  readonly stated: boolean;
}

/**
 * The version of a program's rules that governs a person: that of the day of their anchor (for
 * example the application), kept until a step ends it; then the next such day counts.
 * Undefined when no version was in effect.
 */
export function governing(
  versions: readonly Policy[],
  evidence: Evidence,
  asOf: IsoDate,
  context: Context = {},
): Governing | undefined {
  const inOrder = versions.toSorted((a, b) => (a.effective.from < b.effective.from ? -1 : 1));
  const inEffect = (day: IsoDate) => inOrder.findLast(({ effective }) => effective.from <= day);
  const current = inEffect(asOf);
  if (current === undefined) return undefined;
  const { governs } = current;
  if (!isValue<Exclude<typeof governs, string>>(governs)) return { policy: current, stated: false };
  const { by, until } = governs;
  const steps = evidence.filter((item) => item.kind === 'step').filter(({ on }) => on <= asOf);
  const named = by === 'application' ? 'application-received' : by;
  const carried = [context.anchors?.[by], by === 'application' ? context.appliedOn : undefined];
  const days = [
    ...carried.flatMap((day) => (day === undefined || day > asOf ? [] : [day])),
    ...steps.filter(({ step }) => step === named).map(({ on }) => on),
  ].sort();
  const ended = steps
    .filter(({ step }) => until.includes(step))
    .map(({ on }) => on)
    .sort()
    .at(-1);
  const pinnedOn = days.find((day) => ended === undefined || day > ended);
  if (pinnedOn === undefined) return { policy: current, stated: true };
  const pinned = inEffect(pinnedOn);
  return pinned === undefined ? undefined : { policy: pinned, pinnedOn, stated: true };
}

import type { IsoDate } from '../evidence.js';
import type { Ledger } from '../ledger.js';
import type { Finding } from '../outcome.js';
import type { Stated } from '../stated.js';
import { anyTime, lies, motionOfWindow, windowing, type Span, type Window } from '../window.js';

/** When something must have been done. */
export interface Timing {
  /** Undefined while it is not known: then no day lies in it. */
  readonly span: Span | undefined;
  /** Whether what lies in it does so for good. */
  readonly final: boolean;
  /** Of what is missing: the last day for it, and whether it can still come. */
  readonly missing: { readonly by?: IsoDate; readonly reachable: boolean };
}

const always: Timing = { span: anyTime, final: true, missing: { reachable: true } };

/** A window that is left out is any time, as one is of which the source says nothing. */
export function timing(window: Stated<Window> | undefined): (ledger: Ledger) => Timing {
  if (typeof window !== 'object') return () => always;
  const windowOf = windowing(window);
  const motionFor = motionOfWindow(window);
  return (ledger) => {
    const span = windowOf(ledger);
    const { start, endless } = motionFor(ledger);
    const by = span === undefined || endless || span.end === anyTime.end ? undefined : span.end;
    return {
      span,
      final: start === 'none',
      missing: by === undefined ? always.missing : { by, reachable: ledger.asOf <= by },
    };
  };
}

/** Those that were done in time, and a word on each that was not. */
export function inTime<Item extends { readonly ref: string; readonly on: IsoDate }>(
  items: readonly Item[],
  { span }: Timing,
  did: string,
): { readonly fitting: readonly Item[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const fitting = items.filter(({ on, ref }) => {
    if (span !== undefined && lies(on, span)) return true;
    findings.push({ code: 'not-in-time', text: `${did} ${on}; ${daysAsked(span)}.`, ref });
    return false;
  });
  return { fitting, findings };
}

export function daysAsked(span: Span | undefined): string {
  if (span === undefined) return 'which days count is not known yet';
  const { start, end } = span;
  if (end === anyTime.end) return `asked for: from ${start} on`;
  return `asked for: ${start === anyTime.start ? 'up to' : `${start} to`} ${end}`;
}

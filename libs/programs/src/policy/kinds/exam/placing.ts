import type { IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import type { Stated } from '../../stated.js';
import { fits, isTable } from '../../where.js';
import { anyTime, motionOfWindow, windowing, type Span, type Window } from '../../window.js';
import type { Exam } from './schema.js';

/** On which days attempts may be made. */
interface Place {
  /** Any time while it is not known yet. */
  readonly span: Span;
  readonly missing?: { readonly code: string; readonly need: string };
  /** Whether an attempt that lies in it does so for good. */
  readonly final?: boolean;
  /** After this day no attempt lies in it any more; where its last day moves on, one always may. */
  readonly closes: IsoDate;
  /** Whether attempts fall out of it day by day, and so make room for others. */
  readonly frees?: boolean;
  /** Last day for an attempt, where there is one. */
  readonly by?: IsoDate | undefined;
}

type Placing = (ledger: Ledger) => Place;

/** Places the attempts in their window, which may differ with the person. */
export function placing(window: Exam['attempts']['window']): Placing {
  if (!isTable<Stated<Window>>(window)) return placingIn(window);
  const rows = window.table.map(({ where, value }) => ({ where, place: placingIn(value) }));
  const otherwise = placingIn(window.otherwise);
  return (ledger) => {
    const row = rows.find(({ where }) => fits(where, ledger.circumstance));
    return (row?.place ?? otherwise)(ledger);
  };
}

const anchorMissing = {
  span: anyTime,
  closes: anyTime.end,
  missing: { code: 'anchor-missing', need: 'the day from which attempts are counted' },
} as const;

function placingIn(window: Stated<Window>): Placing {
  const spanOf = windowing(window);
  const motionFor = motionOfWindow(window);
  return (ledger) => {
    const span = spanOf(ledger);
    if (span === undefined) return anchorMissing;
    const { start, end } = motionFor(ledger);
    const moves = end !== 'none';
    // Days that come round have a last one, and after it the next round.
    const goesOn = end === 'daily' || (moves && span.end < ledger.asOf);
    const by = goesOn || span.end === anyTime.end ? undefined : span.end;
    const closes = moves ? anyTime.end : span.end;
    return { span, final: start === 'none', closes, frees: start === 'daily', by };
  };
}

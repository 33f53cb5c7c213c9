import type { Ledger } from '../../ledger.js';
import type { Stated } from '../../stated.js';
import { fits, isTable, missingFor } from '../../where.js';
import { motionOfWindow, windowing, type Span, type Window } from '../../window.js';
import type { Exam } from './schema.js';

/** On which days attempts may be made. */
interface Place {
  /** Absent where any day does, or where it is not known yet. */
  readonly span?: Span;
  readonly missing?: { readonly code: string; readonly need: string };
  /** Whether an attempt that lies in it does so for good. */
  readonly final: boolean;
}

type Placing = (ledger: Ledger) => Place;

/** Places the attempts in their window, which may differ with the person. */
export function placing(window: Exam['attempts']['window']): Placing {
  if (!isTable<Stated<Window>>(window)) return placingIn(window);
  const rows = window.table.map(({ where, value }) => ({ where, place: placingIn(value) }));
  const otherwise = placingIn(window.otherwise);
  return (ledger) => {
    for (const { where, place } of rows) {
      if (fits(where, ledger.circumstance)) return place(ledger);
      const names = missingFor(where, ledger.circumstance);
      if (names.length === 0) continue;
      const need = `what is so of the person: ${names.map((name) => name.replaceAll('-', ' ')).join(', ')}`;
      return { missing: { code: 'circumstance-missing', need }, final: false };
    }
    return otherwise(ledger);
  };
}

const anchorMissing = {
  missing: { code: 'anchor-missing', need: 'the day from which attempts are counted' },
  final: false,
} as const;

function placingIn(window: Stated<Window>): Placing {
  const spanOf = windowing(window);
  const motionFor = motionOfWindow(window);
  return (ledger) => {
    const span = spanOf(ledger);
    if (span === undefined) return anchorMissing;
    return { span, final: motionFor(ledger).start === 'none' };
  };
}

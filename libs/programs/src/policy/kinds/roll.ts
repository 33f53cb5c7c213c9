import type { EvidenceOf } from '../evidence.js';
import type { Ledger } from '../ledger.js';

export type Module = EvidenceOf<'attendance'>;

/** What is known of every module, and how many are still to come, by kind of session. */
export interface Roll {
  readonly modules: readonly Module[];
  /** Those of which some was missed. */
  readonly missed: readonly Module[];
  /** Undefined when there is no plan to know from. */
  readonly toCome: ReadonlyMap<string, number> | undefined;
}

// The readings of one rule look at the same roll, so it is made once per ledger.
export function rollOf({ once }: Ledger): Roll {
  return once(makeRoll);
}

function makeRoll({ of, context: { plan } }: Ledger): Roll {
  const last = new Map<string, Map<string, Module>>();
  for (const module of of('attendance')) {
    let session = last.get(module.session);
    if (session === undefined) last.set(module.session, (session = new Map<string, Module>()));
    session.set(module.module, module);
  }
  const modules: Module[] = [];
  for (const session of last.values()) for (const module of session.values()) modules.push(module);
  const missed = modules.filter(missedSome);
  if (plan === undefined) return { modules, missed, toCome: undefined };
  const toCome = new Map<string, number>();
  for (const { id, kind, modules: planned } of plan.sessions) {
    const known = last.get(id);
    const open = planned.reduce(
      (count, module) => (known?.has(module) === true ? count : count + 1),
      0,
    );
    toCome.set(kind, (toCome.get(kind) ?? 0) + open);
  }
  return { modules, missed, toCome };
}

/** How long a module is, in minutes; undefined where neither the roll nor the plan says. */
export function lengthOf(module: Module, { context: { plan } }: Ledger): number | undefined {
  if (module.minutes !== undefined) return module.minutes;
  const session = plan?.sessions.find(({ id }) => id === module.session);
  if (session?.minutes === undefined || session.modules.length === 0) return undefined;
  return session.minutes / session.modules.length;
}

/** What was missed of a module, in minutes; undefined where that is not known. */
export function minutesMissed(module: Module, ledger: Ledger): number | undefined {
  if (missedWhole(module)) return lengthOf(module, ledger);
  const { outcome, minutesLate, minutesEarly = 0, minutesAway = 0 } = module;
  if (outcome === 'late' && minutesLate === undefined) return undefined;
  return (minutesLate ?? 0) + minutesEarly + minutesAway;
}

/** Was not there for all of it. */
export function missedSome({
  outcome,
  minutesLate = 0,
  minutesEarly = 0,
  minutesAway = 0,
}: Module) {
  return outcome !== 'attended' || minutesLate + minutesEarly + minutesAway > 0;
}

export function missedWhole({ outcome }: Module): boolean {
  return outcome === 'missed' || outcome === 'excused';
}

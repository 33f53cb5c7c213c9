import type { FactId } from '#event-log';
import type { EnrollmentFact } from '../events.js';
import type { NewFact } from '../rules.js';
import type { ModuleMark } from '../state.js';

export type MarkedAs =
  | { readonly outcome: 'attended' | 'missed' | 'excused' }
  | { readonly outcome: 'late'; readonly minutesLate: number };

type Module = Extract<EnrollmentFact, { type: 'ModuleAttended' }>['data'];

export function newMark(id: FactId, data: Module, as: MarkedAs): NewFact {
  switch (as.outcome) {
    case 'attended':
      return { id, type: 'ModuleAttended', data };
    case 'missed':
      return { id, type: 'ModuleMissed', data };
    case 'excused':
      return { id, type: 'ModuleExcused', data };
    case 'late':
      return { id, type: 'ModuleAttendedLate', data: { ...data, minutesLate: as.minutesLate } };
  }
}

export function sameMark(before: ModuleMark, { type, data }: NewFact): boolean {
  const minutes = (of: object) => ('minutesLate' in of ? of.minutesLate : undefined);
  return before.type === type && minutes(before.data) === minutes(data);
}

import { Query } from '@nestjs/cqrs';
import type { ReadRows, Sealed } from '#event-log';
import { RuleBroken } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import { unseal } from '../../sealing.js';
import type { PersonRule } from '../../streams/person/decisions.js';
import { personDossier } from './projection.js';

export interface PersonSummary {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly registeredAt: string;
  readonly revision: number;
}

export interface PersonCard extends PersonSummary {
  readonly referees: readonly {
    readonly id: string;
    readonly name: string;
    readonly email?: string;
  }[];
}

/** By name; the key of a page is `[name, id]`. */
export class ListPeople extends Query<readonly PersonSummary[]> {
  constructor(
    readonly limit: number,
    readonly after?: readonly [string, string],
  ) {
    super();
  }
}

export class GetPerson extends Query<PersonCard> {
  constructor(readonly id: string) {
    super();
  }
}

interface PersonRow {
  readonly person: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly registered_at: string;
  readonly revision: number;
}

export const peopleQueries = [
  answers(ListPeople, [ViewRows], ({ limit, after }, views) =>
    views.query((rows) => {
      const [name, id] = after ?? ['', ''];
      return rows
        .all<PersonRow>(
          `SELECT * FROM people WHERE (name COLLATE NOCASE, person) > (?, ?)
           ORDER BY name COLLATE NOCASE, person LIMIT ?`,
          [name, id, limit],
        )
        .map(summary);
    }),
  ),

  answers(GetPerson, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const row = rows.get<PersonRow>('SELECT * FROM people WHERE person = ?', [id]);
      if (row === undefined) throw absent(rows, id);
      const referees = rows
        .all<{ referee: string; name: string; email: string | null }>(
          'SELECT referee, name, email FROM referees WHERE person = ? ORDER BY referee',
          [id],
        )
        .map(({ referee, name, email }) => ({
          id: referee,
          name,
          ...(email !== null && { email }),
        }));
      return { ...summary(row), referees };
    }),
  ),
];

/** Name of a person, or undefined when they were erased. */
export function nameOf(rows: ReadRows, person: string): string | undefined {
  return rows.get<{ name: string }>('SELECT name FROM people WHERE person = ?', [person])?.name;
}

/** What was sealed for a person, in the clear; undefined when they were erased. */
export function openedFor(rows: ReadRows, person: string, sealed: string): string | undefined {
  const row = rows.get<{ key: string }>('SELECT key FROM person_keys WHERE person = ?', [person]);
  return row === undefined ? undefined : unseal(sealed as Sealed, person, row.key);
}

/** Tells a person who was erased from one who never was. */
export function absent(rows: ReadRows, id: string): RuleBroken<PersonRule> {
  return personDossier.facts(rows, id).length > 0
    ? new RuleBroken('person-erased', 'This person was erased.')
    : new RuleBroken('person-unknown', 'There is no such person.');
}

function summary(row: PersonRow): PersonSummary {
  const { person: id, name, email, phone, registered_at: registeredAt, revision } = row;
  return {
    id,
    name,
    ...(email !== null && { email }),
    ...(phone !== null && { phone }),
    registeredAt,
    revision,
  };
}

import type { SqlRow } from '../views/view.js';
import type { Views } from '../views/views.js';

/** Every row of every table, in an order that depends on nothing but the rows. */
export function dump(views: Views): Readonly<Record<string, readonly SqlRow[]>> {
  return views.query((rows) => {
    const tables = rows.all<{ name: string }>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type IN ('table', 'virtual')
         AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'views_checkpoint'
       ORDER BY name`,
    );
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        rows
          .all(`SELECT * FROM "${name}"`)
          .map((row) => ({ row: { ...row }, key: JSON.stringify(Object.values(row)) }))
          .sort((a, b) => (a.key < b.key ? -1 : 1))
          .map(({ row }) => row),
      ]),
    );
  });
}

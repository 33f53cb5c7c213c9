import { createHash } from 'node:crypto';
import { Connection } from './connection.js';
import { ViewsError } from './errors.js';
import { createTables } from './projection.js';
import type { View } from './view.js';

// To be raised when the file's own layout changes.
const layout = 1;

/** Equal for views that give equal rows. @throws ViewsError views-invalid */
export function fingerprintOf(views: readonly View[]): string {
  const names = new Set<string>();
  for (const { name, version } of views) {
    if (names.has(name)) {
      throw new ViewsError('views-invalid', `Two views are named ${name}. Rename one of them.`);
    }
    if (!Number.isSafeInteger(version) || version < 1) {
      throw new ViewsError(
        'views-invalid',
        `The version of the view ${name} is ${version}. Versions count up from 1.`,
      );
    }
    names.add(name);
  }
  const scratch = new Connection(':memory:', { readOnly: false, pragmas: [] });
  try {
    createTables(scratch, views);
  } finally {
    scratch.close();
  }
  const described = views.map(({ name, version, schema }) => ({ name, version, schema }));
  return createHash('sha256').update(JSON.stringify({ layout, described })).digest('hex');
}

import { ViewsFile } from './file.js';
import { fingerprintOf } from './fingerprint.js';
import { ViewsFolder } from './folder.js';
import { KeptViews } from './kept-views.js';
import type { Views, ViewsOptions } from './views.js';

/**
 * The rows of all views, kept up with the log. Resolves before they are caught up: rows that are
 * there are read at once; while they must be computed anew, queries are refused.
 * @throws ViewsError views-invalid, views-in-use, views-unavailable; LogError
 */
export async function openViews(options: ViewsOptions): Promise<Views> {
  const fingerprint = fingerprintOf(options.views);
  const folder = ViewsFolder.open(options.folder);
  try {
    const path = folder.newest();
    if (path === undefined) {
      return new KeptViews(options, folder, fingerprint, 'There were no views yet');
    }
    const file = ViewsFile.open(path, options.views, fingerprint);
    if (typeof file === 'string') return new KeptViews(options, folder, fingerprint, file);
    const disagreement = await file.disagreement(options.log).catch((error: unknown) => {
      file.close();
      throw error;
    });
    if (disagreement === undefined) return new KeptViews(options, folder, fingerprint, file);
    file.close();
    return new KeptViews(options, folder, fingerprint, disagreement);
  } catch (error) {
    folder.close();
    throw error;
  }
}

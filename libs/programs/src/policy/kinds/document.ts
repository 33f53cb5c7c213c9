import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { stated } from '../stated.js';
import { whereSchema } from '../where.js';
import { windowSchema } from '../window.js';
import { leafKind } from './kind.js';

/** A paper that must be there: a transcript, a background check, a signed code of ethics. */
const schema = z.strictObject({
  kind: z.literal('document'),
  ...requirementFields,
  document: z.union([slug, z.array(slug).min(1)]).describe('Which; any of a list does.'),
  count: z.int().min(1).default(1),
  window: stated(windowSchema).describe('When it must be dated; `none` is any time.'),
  where: whereSchema.exactOptional().describe('Attributes it must have, such as its result.'),
  channels: stated(z.array(words).min(1)).default('not stated').describe('Shown, never judged.'),
});

export const document = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});

import { z } from 'zod';
import { requirementFields } from '../quote.js';
import { fits, missingFor, whereSchema } from '../where.js';
import { leafKind } from './kind.js';

/** Something that is so of the person, or of the cohort. */
const schema = z.strictObject({
  kind: z.literal('circumstance'),
  ...requirementFields,
  of: z.enum(['person', 'cohort']).default('person'),
  where: whereSchema.describe('Circumstances by name, all of which must fit.'),
});

export const circumstance = leafKind({
  schema,
  judge: ({ id, title, of, where }) => {
    const names = Object.keys(where);
    const need = names.map((name) => name.replaceAll('-', ' ')).join(', ');
    return (ledger) => {
      const { cohort } = ledger.context;
      const valueOf = of === 'cohort' ? (name: string) => cohort?.[name] : ledger.circumstance;
      const evidence =
        of === 'cohort'
          ? []
          : names.flatMap(
              (name) => ledger.of('circumstance').findLast((item) => item.name === name)?.ref ?? [],
            );
      if (fits(where, valueOf)) return { outcome: { status: 'met', final: false }, evidence };
      const have = names
        .map((name) => `${name.replaceAll('-', ' ')}: ${valueOf(name)?.toString() ?? 'not known'}`)
        .join(', ');
      const unmet = { status: 'unmet', have, need, reachable: true } as const;
      const missing = missingFor(where, valueOf).map((name) => name.replaceAll('-', ' '));
      if (missing.length === 0) return { outcome: unmet, evidence };
      const whose = of === 'cohort' ? 'class' : 'person';
      const question = `Not recorded of the ${whose}: ${missing.join(', ')}. Is this so: ${title}?`;
      const unknown = [{ requirement: id, question, options: ['met', 'unmet'] }];
      return { outcome: { ...unmet, unknown }, evidence };
    };
  },
});

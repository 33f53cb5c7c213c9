import type { Policy, Variation } from '../policy/schema.js';
import { quotes, requirementBlocks } from './explain-requirement.js';
import type { Block } from './page.js';
import { dateInWords, whereInWords, type Names } from './phrase/values.js';

const meanings: Readonly<Record<Variation['as'], string>> = {
  variant: 'a variant',
  overlay: 'local rules on top of these',
  legacy: 'earlier rules kept for some',
  override: 'an exception for a time',
};

export function variationBlocks({ variations }: Policy, names: Names): readonly Block[] {
  if (variations.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What is otherwise for some' },
    ...variations.flatMap((variation) => [
      {
        kind: 'point',
        text: `${variation.title} (${variation.id}), ${meanings[variation.as]}. ${forWhom(variation, names)}`,
        depth: 0,
      } as const,
      ...quotes(variation.rules, 1),
      ...variation.changes.flatMap(({ requirement, to }): readonly Block[] =>
        to === 'none'
          ? [
              {
                kind: 'point',
                text: `“${names.requirement(requirement)}” does not apply.`,
                depth: 1,
              },
            ]
          : [
              { kind: 'point', text: `Instead of “${names.requirement(requirement)}”:`, depth: 1 },
              ...requirementBlocks(to, names, 2),
            ],
      ),
    ]),
  ];
}

export function forWhom({ for: where, on }: Variation, names: Names): string {
  const who = Object.keys(where).length === 0 ? 'For everybody' : `For whom ${whereInWords(where)}`;
  if (on === undefined) return `${who}.`;
  const from = on.from === undefined ? '' : ` from ${dateInWords(on.from)}`;
  const to = on.to === undefined ? '' : ` to ${dateInWords(on.to)}`;
  return `${who}, where ${names.day(on.anchor)} lies${from}${to}.`;
}

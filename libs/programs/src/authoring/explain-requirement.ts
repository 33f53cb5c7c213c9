import { childPlaces, isLeaf, type Requirement } from '../policy/requirement.js';
import type { Quote } from '../policy/schema.js';
import { isValue } from '../policy/stated.js';
import type { Block } from './page.js';
import { aspectsOf } from './phrase/aspects.js';
import { present } from './phrase/aspect.js';
import { momentInWords, spoken, type Names } from './phrase/values.js';

/** One requirement with those inside it. */
export function requirementBlocks(
  requirement: Requirement,
  names: Names,
  depth: number,
): readonly Block[] {
  const aspects = aspectsOf(requirement, names);
  const said = aspects.flatMap(({ says }) =>
    typeof says === 'string' ? [sentence(present(says))] : [],
  );
  const unsaid = (silence: string) =>
    aspects.flatMap(({ says, about }) =>
      typeof says !== 'string' && says.silence === silence ? [decapitalized(about)] : [],
    );
  const none = unsaid('none');
  const silent = unsaid('not stated');
  return [
    point(`${requirement.title} (${requirement.id})`, depth),
    ...(said.length > 0 ? [line(said.join(' '), depth + 1)] : []),
    ...(none.length > 0
      ? [line(`The source says there is none of: ${none.join('; ')}.`, depth + 1)]
      : []),
    ...(silent.length > 0 ? [line(`Not stated: ${silent.join('; ')}.`, depth + 1)] : []),
    ...(requirement.note === undefined
      ? []
      : [line(`Note: ${sentence(requirement.note)}`, depth + 1)]),
    ...quotes(requirement.rules, depth + 1),
    ...insideBlocks(requirement, names, depth + 1),
  ];
}

function insideBlocks(requirement: Requirement, names: Names, depth: number): readonly Block[] {
  if (isLeaf(requirement)) return [];
  if (requirement.kind === 'readings') {
    return Object.entries(requirement.readings).flatMap(([reading, child]) => [
      point(`Read as “${spoken(reading)}”:`, depth),
      ...requirementBlocks(child, names, depth + 1),
    ]);
  }
  if (requirement.kind === 'choice') {
    return requirement.options.flatMap(({ says, require: asked }) => [
      point(`If “${says}” is chosen:`, depth),
      ...(isValue<Requirement>(asked)
        ? requirementBlocks(asked, names, depth + 1)
        : [line(asked === 'none' ? 'Nothing more is asked for.' : silenceOf(asked), depth + 1)]),
    ]);
  }
  if (requirement.kind === 'bands') {
    return requirement.bands.flatMap(({ title, notAfter, require: asked }) => [
      point(
        `${title} (${notAfter === 'none' ? 'without an end' : `until ${momentInWords(notAfter, names)}`}):`,
        depth,
      ),
      ...(isValue<Requirement>(asked)
        ? requirementBlocks(asked, names, depth + 1)
        : [line(silenceOf(asked), depth + 1)]),
    ]);
  }
  return childPlaces(requirement).flatMap(([child]) => requirementBlocks(child, names, depth));
}

export function quotes(rules: readonly Quote[], depth: number): readonly Block[] {
  return rules.flatMap(({ quote, id, source, note }): Block[] => [
    { kind: 'quote', text: quote, cite: `${id}, ${source}`, depth },
    ...(note === undefined ? [] : [line(`Note: ${sentence(note)}`, depth)]),
  ]);
}

export function silenceOf(silence: 'none' | 'not stated'): string {
  return silence === 'none' ? 'The source says that there is nothing here.' : 'Not stated.';
}

export function line(text: string, depth: number): Block {
  return { kind: 'text', text, depth };
}

export function point(text: string, depth: number): Block {
  return { kind: 'point', text, depth };
}

export function sentence(text: string): string {
  return /[.!?…]["”’)]?$/.test(text) ? text : `${text}.`;
}

/** Leaves names and initials such as GED as they are. */
export function decapitalized(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

import { placedRequirements } from '../policy/places.js';
import type { Requirement } from '../policy/requirement.js';
import { findRequirement } from '../policy/terms.js';
import {
  policyName,
  sectionNames,
  type Guidance,
  type Policy,
  type Section,
  type SectionName,
} from '../policy/schema.js';
import { meantBy } from '../policy/spelling.js';
import { isValue } from '../policy/stated.js';
import type { Block } from './page.js';
import { namesIn } from './phrase/aspects.js';
import {
  capitalized,
  dateInWords,
  listed,
  momentInWords,
  spoken,
  type Names,
} from './phrase/values.js';
import {
  decapitalized,
  point,
  quotes,
  requirementBlocks,
  sentence,
  silenceOf,
} from './explain-requirement.js';
import { variationBlocks } from './explain-variations.js';

export const sectionTitles: Readonly<Record<SectionName, string>> = {
  apply: 'Applying',
  select: 'Being selected',
  train: 'The training',
  exam: 'The exam',
  certify: 'Being certified',
  renew: 'Keeping the credential',
  appeal: 'Appealing',
};

/** The policy as a person would read it, in the order of a candidate's life. */
export function explainPolicy(policy: Policy): readonly Block[] {
  const names = namesIn(policy);
  return [
    ...openingBlocks(policy),
    ...sectionNames.flatMap((name) => sectionBlocks(name, policy[name], names)),
    ...variationBlocks(policy, names),
    ...questionBlocks(policy),
    ...datesBlocks(policy, names),
    ...documentBlocks(policy),
    ...sourceBlocks(policy),
  ];
}

/** @returns undefined when the policy has no requirement of that id */
export function explainRequirement(policy: Policy, id: string): readonly Block[] | undefined {
  const found = findRequirement(policy, id);
  if (found === undefined) return undefined;
  const names = namesIn(policy);
  const asked = new Set(JSON.stringify(found.requirement).match(/(?<="question":")[^"]+/g) ?? []);
  const questions = policy.questions.filter((question) => asked.has(question.id));
  return [
    { kind: 'heading', level: 1, text: found.requirement.title },
    { kind: 'text', text: `${policyName(policy)}, ${sectionTitles[found.section].toLowerCase()}` },
    ...requirementBlocks(found.requirement, names, 0),
    ...questionBlocks({ ...policy, questions }),
  ];
}

/** The id of a requirement that is much like one that the policy does not have. */
export function idMeantBy(policy: Policy, id: string): string | undefined {
  return meantBy(id, new Set([...placedRequirements(policy)].map((one) => one.requirement.id)));
}

function openingBlocks(policy: Policy): readonly Block[] {
  const { name, credential, operator, effective, timeZone } = policy;
  return [
    { kind: 'heading', level: 1, text: name },
    { kind: 'text', text: `${credential}. Run by ${operator}.` },
    {
      kind: 'text',
      text: `In effect from ${dateInWords(effective.from)} (${policyName(policy)}, ${timeZone}). ${effective.basis}`,
    },
  ];
}

function sectionBlocks(
  name: SectionName,
  section: Policy[SectionName],
  names: Names,
): readonly Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: sectionTitles[name] };
  if (!isValue<Section>(section)) {
    return [heading, { kind: 'text', text: silenceOf(section) }];
  }
  const { require: asked, duties, terms, guidance } = section;
  const stated = terms.filter(({ value }) => value !== 'not stated');
  const silent = terms.filter(({ value }) => value === 'not stated');
  return [
    heading,
    ...(isValue<Requirement>(asked)
      ? requirementBlocks(asked, names, 0)
      : [{ kind: 'text', text: `Asked of the person: ${silenceOf(asked)}` } as const]),
    ...(duties.length > 0 ? [part('Asked of the program, never held against the person')] : []),
    ...duties.flatMap((duty) => requirementBlocks(duty, names, 0)),
    ...(stated.length > 0 ? [part('Also stated; shown and never judged')] : []),
    ...stated.flatMap(({ title, value, rules }): Block[] => [
      point(`${title}: ${value === 'none' ? 'none' : sentence(value)}`, 0),
      ...quotes(rules, 1),
    ]),
    ...(silent.length > 0
      ? [
          {
            kind: 'text',
            text: `Not stated: ${listed(silent.map(({ title }) => decapitalized(title)))}.`,
          } as const,
        ]
      : []),
    ...(guidance.length > 0 ? [part('Advice and background; never judged')] : []),
    ...guidance.map(guidanceBlock),
  ];
}

function part(text: string): Block {
  return { kind: 'heading', level: 3, text };
}

function guidanceBlock({ as, note, id, source, quote }: Guidance): Block {
  const what = as === 'explicit-non-requirement' ? 'Not required' : capitalized(spoken(as));
  const remark = note === undefined ? '' : ` Note: ${sentence(note)}`;
  return point(`${what}: “${quote}” [${id}, ${source}]${remark}`, 0);
}

function questionBlocks({ questions }: Pick<Policy, 'questions'>): readonly Block[] {
  if (questions.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Open questions' },
    {
      kind: 'text',
      text: 'Where the words of the source allow several readings, all of them are judged, and a person is asked when they differ.',
    },
    ...questions.flatMap(({ id, ask, rules, readings, settled }): Block[] => [
      point(`${ask} (${id})`, 0),
      ...quotes(rules, 1),
      ...readings.map((reading) => point(`${spoken(reading.id)}: ${sentence(reading.says)}`, 1)),
      {
        kind: 'text',
        text:
          settled === 'not stated'
            ? 'Not settled by the program.'
            : `Settled on ${dateInWords(settled.on)} as “${spoken(settled.reading)}” by ${sentence(settled.by)}`,
        depth: 1,
      },
    ]),
  ];
}

function datesBlocks({ dates, governs, workingDays }: Policy, names: Names): readonly Block[] {
  const lines: Block[] = [
    ...dates.flatMap(({ title, is, rules, note }) => [
      point(
        `${title}: ${momentInWords(is, names)}.${note === undefined ? '' : ` ${sentence(note)}`}`,
        0,
      ),
      ...quotes(rules, 1),
    ]),
    ...(isValue(governs)
      ? [
          point(
            `Which version of these rules holds for a person is decided by ${names.day(governs.by)}${governs.until.length === 0 ? '' : `, until: ${listed(governs.until.map(spoken), 'or')}`}.`,
            0,
          ),
          ...quotes(governs.rules, 1),
        ]
      : []),
    ...(isValue(workingDays)
      ? [
          point(
            `No working days: ${listed(workingDays.off)}${isValue(workingDays.holidays) ? ', and the holidays listed' : ''}.`,
            0,
          ),
        ]
      : []),
  ];
  return lines.length === 0 ? [] : [{ kind: 'heading', level: 2, text: 'Dates' }, ...lines];
}

function documentBlocks({ documents }: Policy): readonly Block[] {
  if (documents.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Documents that the source points to' },
    ...documents.flatMap(({ title, held, rules }): Block[] => [
      point(`${title}: ${held ? 'held' : 'not held, so what it says is not known here'}.`, 0),
      ...quotes(rules, 1),
    ]),
  ];
}

function sourceBlocks({ sources }: Policy): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Sources' },
    ...sources.map(({ id, title, publisher, checked, published }) => {
      const day = published === 'not stated' ? 'bears no date' : `published: ${published}`;
      return point(
        `${id}: ${title}, ${publisher}; ${day}; last checked on ${dateInWords(checked)}.`,
        0,
      );
    }),
  ];
}

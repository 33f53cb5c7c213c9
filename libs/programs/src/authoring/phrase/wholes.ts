import type { Bands, Leaf, Requirement } from '../../policy/requirement.js';
import { askingAspects } from './conditions.js';
import { optional, says, statedAspect, type Aspect } from './aspect.js';
import { counted, momentInWords, periodInWords, spoken, type Names } from './values.js';

type Whole = Exclude<Requirement, Leaf>;

/** What a requirement that holds others says by itself. */
export function wholeAspects(requirement: Whole, names: Names): readonly Aspect[] {
  switch (requirement.kind) {
    case 'all':
      return [says('kind', 'how many of these', 'all of these [are|were] asked for')];
    case 'any':
      return [says('kind', 'how many of these', 'any one of these [is|was] enough')];
    case 'k-of-n':
      return [
        says(
          'atLeast',
          'how many of these',
          `at least ${counted(requirement.atLeast, 'of these', 'of these')} [must|had to] be met`,
          { strictness: requirement.atLeast },
        ),
      ];
    case 'not':
      return [says('kind', 'what must not be', 'this [must|had to] not be so')];
    case 'when':
      return [
        says(
          'kind',
          'whom it is about',
          'only where the first [is|was] so, the second [is|was] asked for',
        ),
      ];
    case 'remedy':
      return [
        says(
          'kind',
          'what is asked for instead',
          'once the first [can|could] no longer be met, the second [is|was] asked for instead',
        ),
      ];
    case 'choice':
      return [
        ...askingAspects(requirement, names),
        ...requirement.options.map(({ id, says: words }) =>
          says(`options.${id}`, words, `“${words}” [can|could] be chosen`),
        ),
      ];
    case 'readings':
      return [
        says(
          'question',
          'how it is read',
          `the source [allows|allowed] several readings: “${names.question(requirement.question)}”`,
        ),
      ];
    case 'same-as':
      return [
        says(
          'requirement',
          'what it is judged as',
          `it [is|was] judged as “${names.requirement(requirement.requirement)}” is`,
        ),
      ];
    case 'stage':
      return [
        says('stage', 'its name', `this [is|was] the stage “${spoken(requirement.stage)}”`),
        statedAspect(
          'notAfter',
          'until when the stage can be reached',
          requirement.notAfter,
          (day) =>
            `the last day for the stage “${spoken(requirement.stage)}” [is|was] ${momentInWords(day, names)}`,
          () => ({ bears: 'stricter' }),
        ),
        statedAspect(
          'extension',
          'more time',
          requirement.extension,
          ({ atMost, length }) =>
            `more time [may|could] be granted ${counted(atMost, 'time')}, ${periodInWords(length)} each`,
          ({ atMost }) => ({ bears: 'looser', strictness: -atMost }),
        ),
      ];
    case 'bands':
      return [
        ...optional(requirement.notBefore, (first) =>
          statedAspect(
            'notBefore',
            'a first day from which on it counts',
            first,
            (day) =>
              `what [is|was] done before ${momentInWords(day, names)} [belongs|belonged] to an earlier term`,
            () => ({ bears: 'stricter' }),
          ),
        ),
        ...requirement.bands.map(({ id, title, notAfter, standing }) =>
          says(
            `bands.${id}`,
            title,
            `“${title}” [lasts|lasted] ${notAfter === 'none' ? 'without an end' : `until ${momentInWords(notAfter, names)}`}; the credential [is|was] then ${spoken(standing)}`,
          ),
        ),
        ...beyondAspects(requirement.beyond),
      ];
    case 'tiers':
      return [
        says(
          'kind',
          'who is taken first',
          'these [are|were] taken first, in this order; it is a preference, never a condition',
        ),
        statedAspect(
          'tieBreak',
          'who comes first within a tier',
          requirement.tieBreak,
          (how) =>
            `within a tier ${how === 'lottery' ? 'lots [are|were] drawn' : 'the earlier application [comes|came] first'}`,
        ),
      ];
  }
}

function beyondAspects(beyond: Bands['beyond']): readonly Aspect[] {
  if (beyond === 'none') return [];
  return [
    says(
      'beyond',
      'what comes after the last',
      `after that the credential [is|was] ${spoken(beyond.standing)}`,
    ),
    statedAspect(
      'beyond.action',
      'what follows after the last',
      beyond.action,
      (text) => `what follows then: ${text}`,
    ),
  ];
}

export const consequenceInWords = {
  disqualified: 'the person [is|was] disqualified',
  'repeat-training': 'the training [must|had to] be repeated',
  'retake-exam': 'the exam [must|had to] be taken again',
  reapply: 'the person [must|had to] apply anew',
  inactive: 'the credential [becomes|became] inactive',
  expired: 'the credential [expires|expired]',
  revoked: 'the credential [is|was] revoked',
} as const;

export function consequenceAspect({ otherwise }: Requirement): readonly Aspect[] {
  return optional(otherwise, (what) =>
    says(
      'otherwise',
      'what follows when it can no longer be met',
      `when it [can|could] no longer be met, ${consequenceInWords[what]}`,
      { bears: 'stricter' },
    ),
  );
}

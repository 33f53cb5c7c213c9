import { z } from 'zod';
import { addPeriod, parsePeriod, period } from '../calendar.js';
import type { EvidenceOf } from '../evidence.js';
import { periodInWords } from '../in-words.js';
import type { Ledger } from '../ledger.js';
import { all } from '../logic/logic.js';
import type { Finding, Outcome } from '../outcome.js';
import { requirementFields, slug, words } from '../quote.js';
import { mendOf } from '../spelling.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';

/** Accommodations that may be asked for, and what a request must bring. Judged once per request. */
const schema = z.strictObject({
  kind: z.literal('accommodation'),
  ...requirementFields,
  offers: z
    .array(
      z.strictObject({
        id: slug,
        title: words,
        /** Owed to whoever meets the conditions, not left to the program. */
        entitled: z.boolean(),
        /** For example half as much time again on one part of an exam. */
        time: z.strictObject({ exam: slug, part: slug, factor: z.number().min(1) }).exactOptional(),
      }),
    )
    .min(1),
  /** The list ends in "etc.": other wishes are for a person to decide. */
  open: z.boolean(),
  /** How long ahead of the event; `some` is any day before it. */
  inAdvance: stated(z.union([z.literal('some'), period])),
  letter: stated(z.strictObject({ from: slug, namesAccommodation: z.boolean() })),
});
type Accommodation = z.infer<typeof schema> & {
  /** How long ahead to ask, in words; told only where that is said. */
  readonly lead: string;
};
type Request = EvidenceOf<'accommodation-requested'>;

export const accommodation = leafKind({
  schema,
  flaws: ({ offers }, { examParts }) =>
    offers.flatMap(({ time }, index) => {
      if (time === undefined) return [];
      const parts = examParts.get(time.exam);
      if (parts?.includes(time.part) === true) return [];
      const mend = 'Name an exam of this file and one of its parts.';
      return [
        {
          path: ['offers', index, 'time'],
          problem: `no exam ${time.exam} has a part ${time.part}`,
          mend:
            parts === undefined
              ? mendOf(time.exam, examParts, mend)
              : mendOf(time.part, new Set(parts), mend),
        },
      ];
    }),
  judge: (accommodation) => {
    const { id, inAdvance } = accommodation;
    const lead = inAdvance === 'some' ? 'before' : `${periodInWords(inAdvance)} before`;
    const requirement = { ...accommodation, lead };
    return (ledger) => {
      const requests = new Map<string, Request>();
      for (const item of ledger.of('accommodation-requested')) {
        if (item.requirement === id) requests.set(item.request, item);
      }
      const parts = [...requests.values()].map((request) =>
        judgeRequest(requirement, request, ledger),
      );
      return {
        outcome: all(
          parts.map(({ outcome }) => outcome),
          ledger.order,
        ),
        evidence: parts.flatMap(({ evidence }) => evidence),
        parts,
      };
    };
  },
});

function judgeRequest(requirement: Accommodation, request: Request, ledger: Ledger) {
  const offer = requirement.offers.find(({ id }) => id === request.offer);
  const title = offer?.title ?? request.offer;
  const letters = ledger
    .of('accommodation-documented')
    .filter((item) => item.request === request.request);
  const decided = ledger
    .of('accommodation-decided')
    .findLast((item) => item.request === request.request);
  const shortfall =
    lateRequest(requirement, request) ??
    notOffered(requirement, offer) ??
    missingLetter(requirement, letters, title);
  const findings: Finding[] =
    shortfall === undefined
      ? []
      : [{ code: shortfall.code, text: `Needed: ${shortfall.need}. Found: ${shortfall.have}.` }];

  let outcome: Outcome;
  if (decided?.decision === 'granted') {
    outcome = { status: 'met', final: true };
  } else if (decided?.decision === 'denied') {
    outcome = { status: 'unmet', have: 'denied', need: 'granted', reachable: false };
    if (offer?.entitled === true && shortfall === undefined) {
      findings.push({
        code: 'denied-though-entitled',
        text: `${title} is owed to whoever meets the conditions, and they were met.`,
      });
    }
  } else if (shortfall !== undefined) {
    const { have, need, reachable } = shortfall;
    outcome = { status: 'unmet', have, need, reachable };
  } else {
    const options = offer?.entitled === true ? ['granted'] : ['granted', 'denied'];
    const question =
      offer?.entitled === true
        ? `${title} is owed: the request is complete. Grant it.`
        : `Is this granted: ${title}?`;
    const decision = { requirement: requirement.id, subject: request.request, question, options };
    outcome = { status: 'needs-decision', decisions: [decision] };
  }
  return {
    subject: request.request,
    title,
    kind: 'accommodation-request',
    outcome,
    evidence: [request, ...letters, ...(decided === undefined ? [] : [decided])].map(
      ({ ref }) => ref,
    ),
    findings,
  };
}

interface Shortfall {
  readonly code: string;
  readonly have: string;
  readonly need: string;
  readonly reachable: boolean;
}

function lateRequest(
  { inAdvance, lead }: Accommodation,
  { on, eventOn }: Request,
): Shortfall | undefined {
  if (!isValue(inAdvance) || eventOn === undefined) return undefined;
  const inTime =
    inAdvance === 'some' ? on < eventOn : addPeriod(on, parsePeriod(inAdvance)) <= eventOn;
  if (inTime) return undefined;
  return {
    code: 'not-in-advance',
    have: `requested on ${on}`,
    need: `requested ${lead} ${eventOn}`,
    reachable: false,
  };
}

function notOffered(
  { open, offers }: Accommodation,
  offer: Accommodation['offers'][number] | undefined,
): Shortfall | undefined {
  if (offer !== undefined || open) return undefined;
  return {
    code: 'not-offered',
    have: 'something else',
    need: `one of: ${offers.map(({ id }) => id).join(', ')}`,
    reachable: false,
  };
}

function missingLetter(
  { letter }: Accommodation,
  letters: readonly EvidenceOf<'accommodation-documented'>[],
  title: string,
): Shortfall | undefined {
  if (!isValue(letter)) return undefined;
  const fits = letters.some(
    (item) =>
      item.letterFrom === letter.from && (!letter.namesAccommodation || item.namesAccommodation),
  );
  if (fits) return undefined;
  const have = letters
    .map(
      (item) =>
        `a letter from ${item.letterFrom}${item.namesAccommodation ? '' : ' that does not name it'}`,
    )
    .join(', ');
  return {
    code: 'letter-missing',
    have: have === '' ? 'no letter' : have,
    need: `a letter from ${letter.from}${letter.namesAccommodation ? ` that names it (${title})` : ''}`,
    reachable: true,
  };
}

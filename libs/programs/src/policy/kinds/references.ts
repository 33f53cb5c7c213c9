import { z } from 'zod';
import { addPeriod, parsePeriod, period } from '../calendar.js';
import type { EvidenceOf } from '../evidence.js';
import { acquaintanceFlaws } from '../flaw.js';
import { periodInWords } from '../in-words.js';
import type { Ledger } from '../ledger.js';
import { alike } from '../logic/alike.js';
import type { Finding } from '../outcome.js';
import { requirementFields, slug, words } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { lies, windowFlaws, windowSchema } from '../window.js';
import { leafKind, toDecide, type Judged, momentsOfWindow } from './kind.js';
import { counting } from './letters.js';
import { timing } from './timing.js';

/** By which day a referee must have known the person so long. */
const days = ['application', 'letter'] as const;

/** Letters of reference: how many, from whom, and which do not count. */
const schema = z.strictObject({
  kind: z.literal('references'),
  ...requirementFields,
  count: z.int().min(1),
  /** Strictly longer than this before the anchor: exactly as long does not do. */
  knownFor: stated(
    z.strictObject({
      moreThan: period,
      before: z.union([z.enum(days), z.strictObject({ question: slug })]),
    }),
  ),
  /** Who may write one; `open` when the list ends in "etc.". */
  from: stated(z.strictObject({ examples: z.array(words).min(1), open: z.boolean() })),
  excluded: stated(z.array(slug).min(1)),
  /** Roles of which so many letters must be; one letter may fill several. */
  among: z.array(z.strictObject({ role: slug, atLeast: z.int().min(1) })).default([]),
  distinct: z
    .union([z.literal('not stated'), z.boolean()])
    .describe(
      'Whether two letters of one writer count once. Not stated: where it matters, a person decides.',
    ),
  separate: z
    .boolean()
    .default(false)
    .describe('One letter fills one of `among` only, not several.'),
  /** What each letter must confirm. */
  confirming: stated(z.array(slug).min(1)).default('not stated'),
  /** Written for this and nothing else: letters of earlier tries do not count. */
  purpose: stated(slug).default('not stated'),
  /** When a letter must have come in. */
  window: stated(windowSchema).default('not stated'),
  channels: stated(z.array(words).min(1)),
});

type Letter = EvidenceOf<'reference'>;

export const references = leafKind({
  schema,
  moments: ({ window }) => momentsOfWindow(window, ['window']),
  flaws: ({ window, knownFor }, { questions }) => [
    ...windowFlaws(window, ['window']),
    ...(isValue(knownFor)
      ? acquaintanceFlaws(knownFor.before, ['knownFor', 'before'], questions)
      : []),
  ],
  judge: (requirement) => {
    const { id, count, knownFor, excluded, among, distinct, separate } = requirement;
    const { confirming, purpose, window } = requirement;
    const asked = isValue(confirming) ? confirming : [];
    const timingOf = timing(window);
    const acquaintance = isValue(knownFor)
      ? {
          before: knownFor.before,
          period: parsePeriod(knownFor.moreThan),
          inWords: periodInWords(knownFor.moreThan),
        }
      : undefined;
    const before = acquaintance?.before;
    const shutOut = new Set(isValue(excluded) ? excluded : []);

    /** `once`: a referee counts once, however many letters they write. */
    const judgeCounting = (ledger: Ledger, day: string | undefined, once: boolean): Judged => {
      const letters = ledger.of('reference');
      const applied = ledger.anchor('application');
      const { span, final, missing } = timingOf(ledger);
      const good: Letter[] = [];
      const findings: Finding[] = [];
      const refuse = (letter: Letter, code: string, text: string) => {
        findings.push({ code, text, ref: letter.ref });
      };
      for (const letter of letters) {
        if (shutOut.has(letter.relation)) {
          refuse(letter, 'relation-excluded', `Letters from ${letter.relation} are not accepted.`);
          continue;
        }
        if (acquaintance !== undefined) {
          const anchor = day === 'application' ? (applied ?? ledger.asOf) : letter.on;
          if (addPeriod(letter.knownSince, acquaintance.period) >= anchor) {
            refuse(
              letter,
              'known-too-short',
              `Known since ${letter.knownSince}: not more than ${acquaintance.inWords} before ${anchor}.`,
            );
            continue;
          }
        }
        const lacking = asked.find((what) => letter.confirms?.includes(what) !== true);
        if (lacking !== undefined) {
          refuse(letter, 'not-confirmed', `It does not confirm: ${lacking.replaceAll('-', ' ')}.`);
          continue;
        }
        if (isValue(purpose) && letter.purpose !== purpose) {
          refuse(
            letter,
            'other-purpose',
            letter.purpose === undefined
              ? `It is not recorded that it was written for ${purpose.replaceAll('-', ' ')}.`
              : `It was not written for ${purpose.replaceAll('-', ' ')}.`,
          );
          continue;
        }
        if (span === undefined || !lies(letter.on, span)) {
          const when =
            span === undefined
              ? '; on which days it is asked for is not known yet'
              : ', which is not when it was asked for';
          refuse(letter, 'not-in-time', `Of ${letter.on}${when}.`);
          continue;
        }
        good.push(letter);
      }
      const { counted, unfilled } = counting(good, among, { once, separate });
      for (const letter of good) {
        if (!counted.includes(letter))
          refuse(letter, 'same-referee', 'A second letter from the same referee.');
      }
      const tally = { received: letters.length, counted: counted.length };
      const lacking = among
        .map(({ role, atLeast }) => ({
          role,
          atLeast,
          have: counted.filter((letter) => letter.roles.includes(role)).length,
        }))
        .filter(({ have, atLeast }) => have < atLeast);
      for (const { role, atLeast, have } of lacking) {
        findings.push({
          code: 'role-missing',
          text: `${have} of at least ${atLeast} from someone ${role.replaceAll('-', ' ')}.`,
        });
      }
      const slots = among.reduce((sum, { atLeast }) => sum + atLeast, 0);
      if (counted.length < count) {
        const outcome = {
          status: 'unmet',
          have: counted.length,
          need: count,
          unit: 'letters',
          ...missing,
        } as const;
        return { outcome, findings, tally };
      }
      const short = lacking[0];
      if (short !== undefined) {
        const outcome = {
          status: 'unmet',
          have: short.have,
          need: short.atLeast,
          unit: `letters from someone ${short.role.replaceAll('-', ' ')}`,
          ...missing,
        } as const;
        return { outcome, findings, tally };
      }
      if (unfilled > 0) {
        const outcome = {
          status: 'unmet',
          have: slots - unfilled,
          need: slots,
          unit: 'letters, each for one role only',
          ...missing,
        } as const;
        return { outcome, findings, tally };
      }
      return { outcome: { status: 'met', final }, findings, tally };
    };
    const judgeBy = (ledger: Ledger, day: string | undefined): Judged => {
      if (distinct !== 'not stated') return judgeCounting(ledger, day, distinct);
      const once = judgeCounting(ledger, day, true);
      const each = judgeCounting(ledger, day, false);
      if (alike(once.outcome, each.outcome)) return once;
      const ask = 'Do two letters from the same writer count as two? It is not stated.';
      return { ...once, outcome: toDecide(id, ask) };
    };
    return (ledger) => {
      const evidence = ledger.of('reference').map(({ ref }) => ref);
      if (typeof before !== 'object') return { ...judgeBy(ledger, before), evidence };
      const { question } = before;
      // While it is open, the first reading is shown.
      let shown: Judged | undefined;
      const outcome = ledger.ask(question, (reading) => {
        const one = judgeBy(ledger, reading);
        shown ??= one;
        return one.outcome;
      });
      const ref = ledger.answerTo(question)?.ref;
      return { ...shown, outcome, evidence: ref === undefined ? evidence : [...evidence, ref] };
    };
  },
});

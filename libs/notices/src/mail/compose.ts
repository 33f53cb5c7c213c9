import { Temporal } from 'temporal-polyfill';
import type { Appeal, Happened, NoticeContent, Quoted, SittingTime, Undoing } from '../content.js';
import type { Mail } from './mail.js';
import { template } from './render.js';
import type { Words } from './render.js';

const templates = {
  disqualified: template('disqualified'),
  'disqualified-corrected': template('disqualified-corrected'),
  'disqualified-retracted': template('disqualified-retracted'),
  'exam-ahead': template('exam-ahead'),
  'exam-ahead-retracted': template('exam-ahead-retracted'),
} as const satisfies Record<NoticeContent['kind'], unknown>;

export interface Recipient {
  readonly name: string;
  readonly address: string;
}

export interface Origin {
  /** Domain of the sender, for the Message-ID. */
  readonly domain: string;
  /** Whether a reply reaches the program. */
  readonly answers: boolean;
}

/** The same for every try of one notice. */
export function messageIdOf(noticeId: string, { domain }: Origin): string {
  return `<${noticeId}@${domain}>`;
}

/** The mail of one notice; the same notice gets the same Message-ID. */
export function composeMail(
  noticeId: string,
  content: NoticeContent,
  to: Recipient,
  origin: Origin,
): Mail {
  const { answers } = origin;
  const ask = answers ? 'reply to this message' : 'ask your training coordinator';
  const words = { ...wordsOf(content), name: to.name, ask };
  const why = `You get this message because you are in ${content.cohort}, a class of ${content.program}. It was written from the class’s records by Rollbook.`;
  const rendered = templates[content.kind].render(words, why);
  return { messageId: messageIdOf(noticeId, origin), to, ...rendered };
}

function wordsOf(content: NoticeContent): Words {
  const { program, cohort } = content;
  const common = { program, cohort };
  switch (content.kind) {
    case 'disqualified': {
      const { rule, broke, appeal, decidedOn } = content;
      return {
        ...common,
        rule: { ...rule, quotes: quotes(rule.quotes) },
        broke: broke.map(happened),
        ...appealing(appeal),
        decidedOn: day(decidedOn),
      };
    }
    case 'disqualified-corrected': {
      const { rule, toldOn, because, noLonger, broke, appeal } = content;
      return {
        ...common,
        rule: { ...rule, quotes: quotes(rule.quotes) },
        toldOn: day(toldOn),
        because: reasons[because],
        noLonger: noLonger.map(happened),
        broke: broke.map(happened),
        ...appealing(appeal),
      };
    }
    case 'disqualified-retracted': {
      const { rule, toldOn, because, standing, still } = content;
      return { ...common, rule, toldOn: day(toldOn), because: reasons[because], standing, still };
    }
    case 'exam-ahead': {
      const { attemptsLeft = 0 } = content;
      return { ...common, ...sitting(content, content.timeZone), attemptsLeft };
    }
    case 'exam-ahead-retracted': {
      const { told, now, timeZone } = content;
      return {
        ...common,
        told: sitting(told, timeZone),
        now: now === 'cancelled' ? false : sitting(now, timeZone),
      };
    }
  }
}

const reasons: Readonly<Record<Undoing, string>> = {
  'record-corrected': 'A record it rested on was corrected.',
  'recorded-since': 'What was recorded since then changed it.',
  'read-otherwise': 'The program has decided how its rule is to be read in your case.',
};

function happened({ date, what }: Happened): Words {
  return { date: day(date), what };
}

function appealing(appeal: Appeal): Words {
  return {
    appeal: typeof appeal === 'string' ? [] : quotes(appeal.quotes),
    noAppeal: appeal === 'none',
  };
}

// Its own mark tells where a quotation ends, whatever marks stand in it.
function quotes(all: readonly Quoted[]): readonly Words[] {
  return all.map(({ text, source }) => ({ text: `“${text}”`, source: `— ${source}` }));
}

function sitting({ date, startsAt }: SittingTime, timeZone: string): Words {
  const at = Temporal.PlainDate.from(date)
    .toPlainDateTime(startsAt)
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  const start = new Date(at.epochMilliseconds);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(start);
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(start)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return {
    date: day(date),
    startsAt: part({ hour: 'numeric', minute: '2-digit' }),
    timeZone: zone ?? timeZone,
  };
}

/** `Friday, May 1, 2026`. */
function day(date: string): string {
  const { year, month, day: ofMonth } = Temporal.PlainDate.from(date);
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, ofMonth),
  );
}

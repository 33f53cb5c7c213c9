import type { DossierFact } from '#event-log';
import type { Candidate } from '../../plan/candidate.js';
import type {
  CancellationCode,
  DeferralCode,
  FailureCode,
  NoticeFact,
  Reply,
  SuppressionCode,
} from '../../streams/notice/events.js';
import type { NoticeState } from '../../streams/notice/state.js';

/** What calls for a notice of each kind. */
export function callingFor(
  { kind, about }: Pick<Candidate, 'kind' | 'about'>,
  lead: string | undefined,
): string {
  switch (kind) {
    case 'disqualified':
      return `Whoever is disqualified is told, by which rule and how to appeal; this is about ${subject(about)}.`;
    case 'disqualified-corrected':
      return `Whoever was told that a disqualification rests on something that does not count any more is told what it rests on now; this is about ${subject(about)}.`;
    case 'disqualified-retracted':
      return `Whoever was told of a disqualification that does not stand any more is told so; this is about ${subject(about)}.`;
    case 'exam-ahead':
      return `Whoever may need an exam sitting is reminded ${lead === 'P1D' ? 'a day' : lead === 'P7D' ? 'seven days' : 'seven days and a day'} before, at nine in the morning where the class is; this is about ${subject(about)}.`;
    case 'exam-ahead-retracted':
      return `Whoever was told a date of a sitting that is not so any more is told what is; this is about ${subject(about)}.`;
  }
}

function subject(about: Candidate['about']): string {
  return 'sittingId' in about ? `the sitting ${about.sittingId}` : `the rule ${about.requirement}`;
}

/** Why it is not wanted. */
export const cancellations: Readonly<Record<CancellationCode, string>> = {
  'disqualification-withdrawn': 'the disqualification was withdrawn',
  'disqualified-again': 'the same rule disqualifies the trainee again, so what was told is so',
  'sitting-moved': 'the sitting was moved; the new date has a notice of its own',
  'sitting-cancelled': 'the sitting was cancelled',
  'told-already': 'the trainee was reminded of this very date already',
  'nothing-false-told': 'nothing that the trainee was told is wrong',
  'retracted-otherwise': 'another notice puts it right',
  withdrew: 'the trainee has withdrawn from the cohort',
  disqualified: 'the trainee is disqualified, and is told so by a notice of its own',
  'exam-passed': 'the trainee has passed the exam',
  'exam-not-asked': 'the rules ask this trainee for no exam',
  'no-attempts-left': 'the trainee has no attempt left that the rules allow by then',
  'attempted-here': 'the trainee’s attempt at this sitting is recorded already',
  'attempt-not-marked': 'the trainee’s last attempt is not marked yet; it may be wanted after that',
  'came-too-late': 'it was recorded when the notice could be of no use any more',
  'person-erased': 'the person was erased',
};

const suppressions: Readonly<Record<SuppressionCode, string>> = {
  'too-late': 'it could be of no use any more',
  'no-address': 'no mail address of the person is known; add one, and have it tried again',
  'person-erased': 'the person was erased',
};

const deferrals: Readonly<Record<DeferralCode, string>> = {
  'refused-for-now': 'the mail server asked to try later',
  unreachable: 'the mail server could not be reached',
  'connection-lost': 'the connection to the mail server was lost on the way',
  settings: 'the mail server did not accept Rollbook’s own settings (sign-in, sender, encryption)',
  disk: 'the folder for mails could not be written',
};

const failures: Readonly<Record<FailureCode, string>> = {
  'tried-too-long': 'it could not be delivered in three days of trying',
  'too-late': 'it could not be delivered while it was of use',
};

/** One fact of a notice, as a sentence. */
export function sentence({ type, data }: NoticeFact, first: boolean): string {
  switch (type) {
    case 'NoticePlanned':
      return `Planned${first ? '' : ' again, since its reason was back'}, to go out at ${data.dueAt}.`;
    case 'NoticeSendingBegun':
      return `A courier began attempt ${data.attempt}, with time until ${data.until}.`;
    case 'NoticeSent':
      return `Attempt ${data.attempt}: the mail was handed over.`;
    case 'NoticeDeferred':
      return `Attempt ${data.attempt}: ${deferrals[data.because]}${replied(data.reply)}.${
        data.mayHaveArrived ? ' It may have arrived all the same.' : ''
      } To be tried again at ${data.retryAt}.`;
    case 'NoticeBounced':
      return `Attempt ${data.attempt}: it was refused for good${replied(data.reply)}.`;
    case 'NoticeFailed':
      return `Given up: ${failures[data.because]}.`;
    case 'NoticeCancelled':
      return `Cancelled: ${cancellations[data.because]}.`;
    case 'NoticeSuppressed':
      return `Not sent: ${suppressions[data.because]}.`;
    case 'NoticeRetried':
      return 'A person had it tried again.';
  }
}

/** Whether it went, in one sentence. */
export function answerOf(
  state: NoticeState | undefined,
  candidate: Candidate | undefined,
  history: readonly DossierFact<NoticeFact>[],
): string {
  const at = history.at(-1)?.recordedAt ?? '';
  switch (state?.status) {
    case undefined:
    case 'unknown':
      if (candidate === undefined) return 'Nothing calls for it.';
      return candidate.wanted
        ? 'It is called for, and about to be planned.'
        : `It was never planned: ${cancellations[candidate.because]}.`;
    case 'planned':
      return `It has not gone out yet: it is due at ${state.planned?.dueAt ?? ''}.`;
    case 'sending':
      return `A courier has it in hand, until ${state.leaseUntil ?? ''}; when nothing is heard by then, another tries.`;
    case 'deferred':
      return `It has not gone out yet: it is to be tried again at ${state.retryAt ?? ''}.`;
    case 'sent':
      return `It went out: the mail was handed over at ${at}.`;
    case 'bounced':
    case 'failed':
    case 'cancelled':
    case 'suppressed': {
      const last = history.at(-1)?.fact;
      const perhaps = state.mayHaveArrived || state.unheard.size > 0;
      return `It did not go out. ${last === undefined ? '' : sentence(last, false)}${
        perhaps ? ' A mail of which nothing was heard may have arrived all the same.' : ''
      }`;
    }
  }
}

function replied(reply: Reply | undefined): string {
  if (reply === undefined) return '';
  const { code, enhanced } = reply;
  const meaning = meaningOf(code, enhanced);
  return ` (${enhanced === undefined ? code : `${code} ${enhanced}`}${meaning === undefined ? '' : `: ${meaning}`})`;
}

/** RFC 3463, by the last two numbers. */
const enhancedMeanings: Readonly<Record<string, string>> = {
  '1.1': 'there is no such mailbox',
  '1.2': 'there is no such mail domain',
  '1.3': 'the address is not written as an address',
  '1.6': 'the mailbox has moved',
  '1.10': 'the domain takes no mail',
  '2.1': 'the mailbox is disabled',
  '2.2': 'the mailbox is full',
  '2.3': 'the message is longer than the mailbox takes',
  '3.4': 'the message is too big',
  '4.1': 'the host of the mailbox does not answer',
  '4.2': 'the connection to the mailbox’s host is bad',
  '4.7': 'it was tried for too long',
  '7.1': 'the receiver does not accept it, by a policy of its own',
};
const subjects: Readonly<Record<string, string>> = {
  '1': 'something is wrong with the address',
  '2': 'something is wrong with the mailbox',
  '3': 'something is wrong with the receiving mail system',
  '4': 'the way to the receiver is disturbed',
  '5': 'the mail servers did not understand each other',
  '6': 'the receiver does not take the form of the message',
  '7': 'the receiver does not accept it, for its safety or its policy',
};
/** RFC 5321. */
const meanings: Readonly<Record<number, string>> = {
  421: 'the mail server is not available at the moment',
  450: 'the mailbox is not available at the moment',
  451: 'the mail server had an error of its own',
  452: 'the mail server has no room at the moment',
  550: 'the mailbox does not exist, or does not accept it',
  551: 'the mailbox is not on this server',
  552: 'the mailbox is full',
  553: 'the name of the mailbox is not allowed',
  554: 'the mail server does not accept it',
};

function meaningOf(code: number, enhanced: string | undefined): string | undefined {
  const [, about = '', detail = ''] = enhanced?.split('.') ?? [];
  return enhancedMeanings[`${about}.${detail}`] ?? subjects[about] ?? meanings[code];
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDate } from '#event-log';
import type { NoticeContent } from '../content.js';
import { composeMail } from './compose.js';

const on = (date: string) => date as CalendarDate;
const origin = { domain: 'example.org', answers: true };
const ana = { name: 'Ana Lima', address: 'ana@example.org' };

const disqualified: NoticeContent = {
  kind: 'disqualified',
  program: 'Massachusetts CPS',
  cohort: 'Spring class 2026',
  rule: {
    title: 'Fewer than four modules missed or late',
    quotes: [
      {
        text: 'Being late or completely missing four or more modules will disqualify you from completing the course and taking the exam.',
        source: 'Frequently asked questions, “Attendance”',
      },
    ],
    readAs: ['Modules late to and modules missed are added up; four or more disqualify.'],
  },
  broke: [
    { date: on('2026-03-02'), what: 'Module “Listening”: missed' },
    { date: on('2026-03-09'), what: 'Module “Boundaries”: late by 12 minutes' },
  ],
  appeal: 'not stated',
  decidedOn: on('2026-03-10'),
};

const examAhead: NoticeContent = {
  kind: 'exam-ahead',
  program: 'Massachusetts CPS',
  cohort: 'Spring class 2026',
  date: on('2026-05-01'),
  startsAt: '09:30',
  timeZone: 'America/New_York',
  attemptsLeft: 3,
  lead: 'P7D',
};

const moved: NoticeContent = {
  kind: 'exam-ahead-retracted',
  program: 'Massachusetts CPS',
  cohort: 'Spring class 2026',
  told: { date: on('2026-05-01'), startsAt: '09:30' },
  now: { date: on('2026-05-08'), startsAt: '14:00' },
  timeZone: 'America/New_York',
};

const corrected: NoticeContent = {
  kind: 'disqualified-corrected',
  program: 'Massachusetts CPS',
  cohort: 'Spring class 2026',
  rule: disqualified.rule,
  toldOn: on('2026-03-10'),
  because: 'record-corrected',
  noLonger: [{ date: on('2026-03-02'), what: 'Module “Listening”: missed' }],
  broke: [
    { date: on('2026-03-02'), what: 'Module “Listening”: late by 5 minutes' },
    { date: on('2026-03-09'), what: 'Module “Boundaries”: late by 12 minutes' },
  ],
  appeal: 'not stated',
};

const retracted: NoticeContent = {
  kind: 'disqualified-retracted',
  program: 'Massachusetts CPS',
  cohort: 'Spring class 2026',
  rule: { title: 'Fewer than four modules missed or late' },
  toldOn: on('2026-03-10'),
  because: 'record-corrected',
  standing: 'in training',
  still: [],
};

describe('the mail that somebody was disqualified', () => {
  test('tells the rule in the words of its source, what broke it, and how to appeal', () => {
    expect(composeMail('n-1', disqualified, ana, origin).text).toMatchInlineSnapshot(`
     "Dear Ana Lima,

     Under the rules of Massachusetts CPS, you were disqualified from Spring
     class 2026 on Tuesday, March 10, 2026.

     The rule
     --------

     Fewer than four modules missed or late

       | “Being late or completely missing four or more modules will
       | disqualify you from completing the course and taking the exam.”
       | — Frequently asked questions, “Attendance”

     The program reads it so: Modules late to and modules missed are added
     up; four or more disqualify.

     What it rests on
     ----------------

     - Monday, March 2, 2026: Module “Listening”: missed
     - Monday, March 9, 2026: Module “Boundaries”: late by 12 minutes

     If one of these is wrong, reply to this message, and say which. A wrong
     record can be corrected, and what followed from it is then taken back.

     How to appeal
     -------------

     The rules that the program has published do not say how to appeal. To
     find out, reply to this message.

     -- 
     You get this message because you are in Spring class 2026, a class of
     Massachusetts CPS. It was written from the class’s records by Rollbook.
     "
    `);
  });

  test('does not tell the outcome to whoever sees only the subject', () => {
    expect(composeMail('n-1', disqualified, ana, origin).subject).toBe(
      'About your place in Spring class 2026',
    );
  });

  test.each([
    ['none', /The program’s rules say that there is no appeal\./],
    [
      { quotes: [{ text: 'You may write within ten days.', source: 'Handbook' }] },
      /\| “You may write within ten days.”\n {2}\| — Handbook/,
    ],
  ] as const)('an appeal that is %j', (appeal, said) => {
    expect(composeMail('n-1', { ...disqualified, appeal }, ana, origin).text).toMatch(said);
  });

  test('where no reply is read, it sends to the coordinator', () => {
    const silent = { ...origin, answers: false };
    const { text } = composeMail('n-1', disqualified, ana, silent);
    expect(text).toContain('ask your training coordinator');
    expect(text).not.toContain('reply');
  });
});

describe('the mail of an exam ahead', () => {
  test('tells day and time as they are where the class is held', () => {
    expect(composeMail('n-2', examAhead, ana, origin)).toMatchObject({
      messageId: '<n-2@example.org>',
      to: ana,
      subject: 'Your exam on Friday, May 1, 2026',
      text: expect.stringContaining(
        '- Day: Friday, May 1, 2026\n- Start: 9:30 AM (Eastern Time)\n- Attempts left: 3, this one included\n',
      ),
    });
  });

  test('says nothing of attempts where the rules set no limit', () => {
    const { attemptsLeft: _none, ...unlimited } = examAhead;
    expect(composeMail('n-2', unlimited, ana, origin).text).not.toContain('Attempts');
  });
});

describe('the mail that takes something back', () => {
  test('tells the new time of the exam, and what was said before', () => {
    const { subject, text } = composeMail('n-3', moved, ana, origin);
    expect(subject).toBe('Your exam has moved');
    expect(text.replaceAll('\n', ' ')).toContain('on Friday, May 1, 2026 at 9:30 AM. It');
    expect(text).toContain('- Day: Friday, May 8, 2026\n- Start: 2:00 PM (Eastern Time)');
  });

  test('tells that the exam was cancelled', () => {
    const { subject, text } = composeMail('n-3', { ...moved, now: 'cancelled' }, ana, origin);
    expect(subject).toBe('Your exam on Friday, May 1, 2026 will not take place');
    expect(text).toContain('It was cancelled.');
    expect(text).not.toContain('moved');
  });

  test('tells what a disqualification rests on now, and what does not count any more', () => {
    expect(composeMail('n-5', corrected, ana, origin).text).toMatchInlineSnapshot(`
     "Dear Ana Lima,

     On Tuesday, March 10, 2026 we told you that you were disqualified from
     Spring class 2026, and what that rests on. You remain disqualified, but
     part of what we told you is not so. A record it rested on was corrected.

     What does not count any more
     ----------------------------

     - Monday, March 2, 2026: Module “Listening”: missed

     What it rests on now
     --------------------

     - Monday, March 2, 2026: Module “Listening”: late by 5 minutes
     - Monday, March 9, 2026: Module “Boundaries”: late by 12 minutes

     If one of these is wrong, reply to this message, and say which. A wrong
     record can be corrected, and what followed from it is then taken back.

     The rule
     --------

     Fewer than four modules missed or late

       | “Being late or completely missing four or more modules will
       | disqualify you from completing the course and taking the exam.”
       | — Frequently asked questions, “Attendance”

     The program reads it so: Modules late to and modules missed are added
     up; four or more disqualify.

     How to appeal
     -------------

     The rules that the program has published do not say how to appeal. To
     find out, reply to this message.

     We are sorry for the trouble.

     -- 
     You get this message because you are in Spring class 2026, a class of
     Massachusetts CPS. It was written from the class’s records by Rollbook.
     "
    `);
  });

  test.each([disqualified, corrected])(
    'the $kind one says so where it is not what was recorded that breaks the rule',
    (content) => {
      const { text } = composeMail('n-5', { ...content, broke: [] }, ana, origin);
      expect(text.replaceAll('\n', ' ')).toContain(
        'Nothing that meets the rule is in your record. If something is missing there, reply to this message. A wrong record can be corrected',
      );
    },
  );

  test('does not tell by its subject that the disqualification stands', () => {
    expect(composeMail('n-5', corrected, ana, origin).subject).toBe(
      'A correction about your place in Spring class 2026',
    );
  });

  test.each([
    ['record-corrected', 'A record it rested on was corrected.'],
    ['read-otherwise', 'The program has decided how its rule is to be read in your case.'],
    ['recorded-since', 'What was recorded since then changed it.'],
  ] as const)('says why: %s', (because, said) => {
    const { text } = composeMail('n-5', { ...corrected, because }, ana, origin);
    expect(text.replaceAll('\n', ' ')).toContain(said);
  });

  test('tells why a disqualification no longer holds, and where one stands', () => {
    const { text } = composeMail('n-4', retracted, ana, origin);
    expect(text.replaceAll('\n', ' ')).toContain(
      'That no longer holds. A record it rested on was corrected.',
    );
    expect(text).toContain('Where you stand now: in training.');
  });

  test('does not promise a place to who is disqualified by another rule', () => {
    const still = [{ title: 'The retreat is attended' }];
    const { text } = composeMail('n-4', { ...retracted, still }, ana, origin);
    expect(text).toContain('- The retreat is attended');
    expect(text).not.toContain('Where you stand now');
  });
});

describe('words from the record', () => {
  test('stay words: they make no heading, link, list or element', () => {
    const words = fc.oneof(
      // Blank text is refused at the edge.
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
        .filter((text) => text.trim() !== ''),
      fc.constantFrom(
        '# Heading',
        '[x](http://x)',
        '- item',
        '<b onclick=x>',
        '1. one',
        '{{ name }}',
        '&amp;',
        '> q\n\n# h',
      ),
    );
    fc.assert(
      fc.property(words, words, (cohort, what) => {
        const broke = [{ date: on('2026-03-02'), what }];
        const { html, text } = composeMail('n', { ...disqualified, cohort, broke }, ana, origin);
        const shape = (page: string) =>
          page.replace(/<title>.*<\/title>/s, '').match(/<\/?[a-z][^>]*>/g);
        const plain = composeMail(
          'n',
          { ...disqualified, broke: [{ date: on('2026-03-02'), what: 'x' }] },
          ana,
          origin,
        );
        expect(shape(html)).toEqual(shape(plain.html));
        const inOneLine = (of: string) => of.replaceAll(/\s+/g, '');
        expect(inOneLine(text)).toContain(inOneLine(what));
        expect(inOneLine(text)).toContain(inOneLine(cohort));
      }),
    );
  });

  test('read the same in text and in HTML', () => {
    const decode = (html: string) =>
      html
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    const cohort = 'Tom & "Jerry" <7> *stars*';
    const { html, text } = composeMail('n', { ...disqualified, cohort }, ana, origin);
    const body = decode(html.replace(/^.*<body>/s, '').replaceAll(/<[^>]+>/g, ''));
    expect([body, text].map((one) => one.includes(cohort))).toEqual([true, true]);
  });
});

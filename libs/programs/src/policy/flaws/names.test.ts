import { describe, expect, test } from '@jest/globals';
import { exampleQuote } from '../example.fixture.js';
import { attest, examIn, quota, rules, tally, told } from './told.fixture.js';

describe('names', () => {
  test('of requirements, sources, documents, questions and readings are used once', () => {
    const source = {
      id: 'page',
      title: 'A page',
      publisher: 'Nobody',
      text: 'page.txt',
      checked: '2026-01-01',
      published: 'none',
    };
    const document = { id: 'law', title: 'Law', held: false, rules };
    const question = {
      id: 'which',
      ask: 'Which?',
      rules,
      readings: [
        { id: 'this', says: 'This.' },
        { id: 'this', says: 'That.' },
      ],
      settled: 'not stated',
    };
    expect(
      told(
        { kind: 'all', of: [attest('a'), attest('b'), attest('a')] },
        {
          sources: [source, source],
          documents: [document, { ...document, id: 'code' }, document],
          questions: [question, question],
        },
      ),
    ).toEqual(
      [
        'apply.require.of.2.id: a second requirement named a',
        'sources.1.id: a second source named page',
        'documents.2.id: a second document named law',
        'questions.1.id: a second question named which',
        'questions.0.readings.1.id: a second reading of which named this',
        'questions.1.readings.1.id: a second reading of which named this',
      ].map((flaw) => `${flaw}. Give each its own id.`),
    );
  });

  test('of what a requirement consists of are used once in it', () => {
    const part = (id: string) => ({ id, title: id, items: 'none', timeLimit: 'none' });
    const band = (id: string, notAfter: string) => ({
      ...{ id, title: id, notAfter, standing: 'active' },
      require: { id: `in-${notAfter}`, title: 'In it', ...tally({ quotas: [quota('a', {})] }) },
    });
    const offer = (id: string) => ({ id, title: id, entitled: false });
    const every = { every: 'P1M', atLeast: 1 };
    for (const [require, flaws] of [
      [
        { ...examIn('none'), parts: [part('a'), part('b'), part('a')] },
        ['parts.2.id: a second part'],
      ],
      [
        {
          kind: 'bands',
          step: 'renewed',
          bands: [band('a', '2026-01-01'), band('a', 'none')],
          beyond: 'none',
        },
        ['bands.1.id: a second band'],
      ],
      [
        tally({ overlap: 'shared', quotas: [quota('a', {}), quota('a', {})] }),
        ['quotas.1.id: a second quota'],
      ],
      [
        tally({ quotas: [quota('a', { quotas: [quota('a', {})] })] }),
        ['quotas.0.quotas.0.id: a second quota'],
      ],
      [
        tally({
          window: { from: 'application' },
          quotas: [quota('a', {})],
          periods: [
            { ...every, quotas: [quota('a', {})] },
            { ...every, overlap: 'shared', quotas: [quota('a', {}), quota('a', {})] },
          ],
        }),
        ['periods.1.quotas.1.id: a second quota'],
      ],
      [
        {
          kind: 'accommodation',
          open: true,
          inAdvance: 'some',
          letter: 'none',
          offers: [offer('a'), offer('a')],
        },
        ['offers.1.id: a second offer'],
      ],
    ] as const) {
      expect(told(require)).toEqual(
        flaws.map((flaw) => `apply.require.${flaw} named a. Give each its own id.`),
      );
    }
    const two = ['one', 'two'].map((id) => ({
      id,
      title: id,
      ...tally({ quotas: [quota('a', {})] }),
    }));
    expect(told({ kind: 'all', of: two })).toEqual([]);
  });

  test('of variations, terms and days are used once', () => {
    const variation = {
      id: 'v',
      title: 'V',
      as: 'variant',
      rules,
      changes: [{ requirement: 'x', to: 'none' }],
    };
    const term = { id: 't', title: 'T', value: 'not stated' };
    const date = (id: string) => ({ id, title: id, is: '2026-01-01' });
    expect(
      told(attest('x'), {
        variations: [variation, variation],
        anchors: { expiry: 'The last day.', application: 'The day of applying.' },
        dates: [date('a'), date('a'), date('expiry'), date('application'), date('as-of')],
        renew: { require: 'none', terms: [term, term] },
        appeal: { require: 'none', terms: [term] },
      }),
    ).toEqual(
      [
        'variations.1.id: a second variation named v',
        'dates.1.id: a second day named a',
        'dates.2.id: a second day named expiry',
        'dates.3.id: a second day named application',
        'dates.4.id: a second day named as-of',
        'renew.terms.1.id: a second term named t',
      ].map((flaw) => `${flaw}. Give each its own id.`),
    );
  });

  test('of statements stand for the same words wherever they are', () => {
    const saying = (id: string, text: string) => ({ ...attest(id), statement: 'of-age', text });
    expect(
      told({ kind: 'all', of: [saying('a', 'I am.'), attest('b'), saying('c', 'I am.')] }),
    ).toEqual([]);
    expect(
      told({
        kind: 'all',
        of: [saying('a', 'I am.'), saying('b', 'I am 18.'), saying('c', 'I am 21.')],
      }),
    ).toEqual(
      ['1', '2'].map(
        (place) =>
          `apply.require.of.${place}.text: the statement of-age has other words in \`a\`, and a record would not tell which of the two was signed. Write the same words in both, or give this one a \`statement\` of its own.`,
      ),
    );
  });

  test('of sources are those of the policy', () => {
    const source = { id: 'book', title: 'A book', publisher: 'Nobody', text: 'book.txt' };
    const more = { checked: '2026-01-01', published: 'none' };
    const quoting = [exampleQuote, { ...exampleQuote, source: 'song' }];
    const sources = [
      { ...source, ...more },
      { ...source, id: 'page', ...more },
    ];
    expect(told({ ...attest('a'), rules: quoting }, { sources })).toEqual([
      'apply.require.rules.1.source: no source is named song. Name one of `sources`, or add it to them.',
    ]);
  });

  test('of requirements that are judged alike, or changed for some, are there', () => {
    const known = 'Name a requirement of this file.';
    expect(told({ kind: 'same-as', requirement: 'nothing' })).toEqual([
      `apply.require.requirement: no requirement is named nothing. ${known}`,
    ]);
    const changes = [
      { requirement: 'a', to: 'none' },
      { requirement: 'b', to: 'none' },
    ];
    expect(
      told(attest('a'), {
        variations: [{ id: 'other', title: 'Other', as: 'variant', rules, changes }],
      }),
    ).toEqual([
      'variations.0.changes.1.requirement: no requirement is named b. Name a requirement of this file that is otherwise for some.',
    ]);
  });

  test('that are misspelt are told with what is meant', () => {
    const quoted = (more: object) => ({
      ...attest('eighteen'),
      rules: [{ ...exampleQuote, ...more }],
    });
    const alike = (requirement: string) => ({ id: 'b', title: 'B', kind: 'same-as', requirement });
    const readings = ['counts', 'does-not-count'].map((id) => ({ id, says: 'So.' }));
    const settled = { reading: 'count', by: 'Us', on: '2026-01-01' };
    const questions = [{ id: 'excused', ask: 'Is it?', rules, readings, settled }];
    const asking = {
      kind: 'readings',
      question: 'exused',
      readings: { counts: attest('a'), 'does-not-count': attest('b') },
    };
    const changes = [{ requirement: 'eigthteen', to: 'none' }];
    const longer = (exam: string, part: string) => ({
      kind: 'accommodation',
      open: true,
      inAdvance: 'some',
      letter: 'none',
      offers: [{ id: 'o', title: 'O', entitled: false, time: { exam, part, factor: 2 } }],
    });
    const exam = { require: { id: 'final-test', title: 'Test', rules, ...examIn('none') } };
    const cases: readonly (readonly [readonly string[], string])[] = [
      [told(quoted({ source: 'pages' })), 'page'],
      [told(quoted({ states: ['texts'] })), 'text'],
      [told({ kind: 'all', of: [attest('eighteen'), alike('eightteen')] }), 'eighteen'],
      [
        told(attest('eighteen'), {
          variations: [{ id: 'other', title: 'Other', as: 'variant', rules, changes }],
        }),
        'eighteen',
      ],
      [told(asking, { questions: [{ ...questions[0], settled: 'not stated' }] }), 'excused'],
      [told(attest('eighteen'), { questions }), 'counts'],
      [told(tally({ window: { to: 'asof' } })), 'as-of'],
      [told(longer('finaltest', 'all'), { exam }), 'final-test'],
      [
        told(longer('final-test', 'part-1'), {
          exam: {
            require: {
              ...exam.require,
              parts: [{ id: 'part1', title: 'One', items: 'none', timeLimit: 'none' }],
            },
          },
        }),
        'part1',
      ],
    ];
    for (const [flaws, meant] of cases) {
      expect(flaws).toEqual([expect.stringContaining(`. Did you mean \`${meant}\`? If not: `)]);
    }
  });

  test('of what is judged alike never lead in a circle', () => {
    const alike = (id: string, requirement: string) => ({
      id,
      title: id,
      kind: 'same-as',
      requirement,
    });
    const around = (id: string, other: string) =>
      `\`${id}\` is judged as \`${other}\`, which is judged as \`${id}\`. Break the circle: say what one of them asks for.`;
    expect(told(alike('a', 'a'))).toEqual([`apply.require.requirement: ${around('a', 'a')}`]);
    const inside = { id: 'c', title: 'C', kind: 'not', of: alike('d', 'b') };
    expect(
      told({ kind: 'all', of: [alike('a', 'b'), alike('b', 'c'), inside, alike('e', 'a')] }),
    ).toEqual([
      `apply.require.of.1.requirement: ${around('b', 'c')}`,
      `apply.require.of.2.of.requirement: ${around('d', 'b')}`,
    ]);
    expect(told({ kind: 'all', of: [alike('a', 'b'), alike('b', 'c'), attest('c')] })).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { exampleQuote } from '../example.fixture.js';
import { attest, examIn, rules, tally, told } from './told.fixture.js';

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

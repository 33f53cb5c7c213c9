import { describe, expect, test } from '@jest/globals';
import { exampleQuote } from '../example.fixture.js';
import { attest, rules, tally, told } from './told.fixture.js';

describe('quotes', () => {
  const mend = 'Add `rules` with the words of the source, or take it out: a rule needs its source.';
  const unquoted = { rules: [] };

  test('stand with every requirement, or around it', () => {
    expect(told({ ...attest('a'), ...unquoted })).toEqual([
      `apply.require: \`a\` quotes no source. ${mend}`,
    ]);
    const one = (more: object) => ({ ...attest('a'), ...more });
    expect(told({ kind: 'all', of: [one(unquoted)] })).toEqual([]);
    expect(told({ kind: 'all', ...unquoted, of: [one({ rules })] })).toEqual([]);
    expect(told({ kind: 'all', ...unquoted, of: [one(unquoted)] })).toEqual([
      `apply.require.of.0: \`a\` quotes no source. ${mend}`,
    ]);
  });

  test('stand with what is shown, and only where something is stated', () => {
    const term = (id: string, value: string, quoted: readonly object[]) => ({
      id,
      title: id,
      value,
      rules: quoted,
    });
    const terms = [
      term('a', 'not stated', []),
      term('b', 'not stated', rules),
      term('c', 'none', []),
      term('d', 'So much.', rules),
      term('e', 'So much.', []),
    ];
    expect(told(attest('x'), { renew: { require: 'none', terms } })).toEqual([
      'renew.terms.1.value: `b` is not stated and yet quotes a source. Say what the source states, or take the quote out.',
      `renew.terms.2: \`c\` quotes no source. ${mend}`,
      `renew.terms.4: \`e\` quotes no source. ${mend}`,
    ]);
  });

  test('say which fields they fill, and fill them', () => {
    const quoting = (...states: readonly string[]) => ({
      ...tally({ window: { from: 'application', length: 'P1Y' } }),
      rules: [exampleQuote, { ...exampleQuote, states }],
    });
    const fills = 'Name a field of this requirement that the quoted words fill.';
    expect(told(quoting('atLeast', 'window.length', 'window'))).toEqual([]);
    expect(told(quoting('height', 'window.height', 'unit.length', 'window.toString'))).toEqual(
      ['height', 'window.height', 'unit.length', 'window.toString'].map(
        (field) => `apply.require.rules.1.states: \`asked\` has no field ${field}. ${fills}`,
      ),
    );
    expect(told(quoting('sources'))).toEqual([
      `apply.require.rules.1.states: \`sources\` is not stated and yet these words are said to state it. ${fills}`,
    ]);
  });
});

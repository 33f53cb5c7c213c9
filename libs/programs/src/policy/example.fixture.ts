import { policySchema, type Policy } from './schema.js';

/** A small policy around one requirement, for what no shipped policy says. */
export function policyAsking(require: object, more: object = {}): Policy {
  const section = { require: withRules(require) };
  return policySchema.parse({
    program: 'an-example',
    name: 'An example',
    credential: 'Example',
    operator: 'Nobody',
    timeZone: 'Etc/UTC',
    effective: { from: '2026-01-01', basis: 'Made up.' },
    sources: [
      {
        id: 'page',
        title: 'A page',
        publisher: 'Nobody',
        text: 'page.txt',
        checked: '2026-01-01',
        published: 'none',
      },
    ],
    apply: section,
    select: 'not stated',
    train: 'not stated',
    exam: 'not stated',
    certify: 'not stated',
    renew: 'none',
    appeal: 'not stated',
    ...more,
  });
}

export const exampleQuote = { id: 'E-1', source: 'page', quote: 'So it is written.' };

function withRules(requirement: object): object {
  return { id: 'asked', title: 'Asked', rules: [exampleQuote], ...requirement };
}

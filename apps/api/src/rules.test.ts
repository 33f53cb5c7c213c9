import { describe, expect, test } from '@jest/globals';
import { ruleKinds, rules } from './rules.js';
import type { Rule } from './rules.js';
import { kindOf } from './edge/problems.js';
import { servedApi } from './testing/api.js';

const { page } = servedApi();

describe('the page of a rule', () => {
  test.each(Object.keys(rules) as Rule[])('%s says its status and how to mend it', async (code) => {
    const kind = code in ruleKinds ? ruleKinds[code as keyof typeof ruleKinds] : 'rule-broken';
    const { status, text } = await page(`/problems/${code}`);
    expect(status).toBe(200);
    expect(text).toContain(`<dd>${kindOf(kind).status}</dd>`);
    expect(rules[code]).toMatch(/^[A-Z][^]{20,}\.$/);
  });
});

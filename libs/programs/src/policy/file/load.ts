import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placedQuotes } from '../places.js';
import type { Flaw } from '../flaw.js';
import type { Policy } from '../schema.js';
import { parseWithPlaces } from './parse.js';
import { PolicyFileError } from './problems.js';

/**
 * Reads a policy file and holds every quote against the verbatim text of its source.
 * @throws PolicyFileError with everything that is wrong
 */
export function loadPolicyFile(path: string): Policy {
  const { policy, problemAt } = parseWithPlaces(readFileSync(path, 'utf8'), path);
  const flaws: Flaw[] = [...misnamed(policy, path)];
  const texts = new Map<string, string>();
  for (const [index, { id, text }] of policy.sources.entries()) {
    const file = join(dirname(path), text);
    if (existsSync(file)) texts.set(id, readFileSync(file, 'utf8'));
    else {
      flaws.push({
        path: ['sources', index, 'text'],
        problem: `there is no file ${text} beside the policy`,
        mend: 'Keep the verbatim text of the source there.',
      });
    }
  }
  flaws.push(...misquotes(policy, texts));
  if (flaws.length > 0) throw new PolicyFileError(flaws.map(problemAt));
  return policy;
}

/** Quotes that are not in the text of their source, line breaks and runs of spaces aside. */
export function* misquotes(policy: Policy, texts: ReadonlyMap<string, string>): Generator<Flaw> {
  const folded = new Map([...texts].map(([id, text]) => [id, fold(text)]));
  for (const { quote, path } of placedQuotes(policy)) {
    const text = folded.get(quote.source);
    if (text === undefined || text.includes(fold(quote.quote))) continue;
    yield {
      path: [...path, 'quote'],
      problem: `${quote.id} does not stand in ${quote.source}: “${quote.quote}”`,
      mend: 'Copy the words of the source exactly.',
    };
  }
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** `us/<state>/<program>/<effective>.yaml` says what the file holds, and the file must agree. */
function* misnamed(policy: Policy, path: string): Generator<Flaw> {
  const [file, ...folders] = path.split(sep).reverse();
  if (file !== `${policy.effective.from}.yaml`) {
    yield {
      path: ['effective', 'from'],
      problem: `the file is named ${file ?? ''} but is in effect from ${policy.effective.from}`,
      mend: 'Name the file after the day from which it is in effect.',
    };
  }
  const places = policy.program.split('-').length;
  const folder = folders.slice(0, places).reverse().join('-');
  if (!folder.endsWith(policy.program)) {
    yield {
      path: ['program'],
      problem: `${policy.program} does not stand in a folder of that name`,
      mend: 'Keep it in one folder per word group, such as us/state/program for us-state-program.',
    };
  }
}

/** The policy files that come with the system, in the order of their paths. */
export function shippedPolicies(): readonly Policy[] {
  return shippedPolicyFiles().map(loadPolicyFile);
}

export function shippedPolicyFiles(): readonly string[] {
  // The build copies the data beside the code, so this holds compiled or not.
  const data = fileURLToPath(new URL('../../../data/', import.meta.url));
  return readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(data, file));
}

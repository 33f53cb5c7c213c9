import { readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Flaw } from '../flaw.js';
import type { Policy } from '../schema.js';
import { parseWithPlaces, type ParsedFile } from './parse.js';
import { PolicyFileError } from './problems.js';
import { misquotes } from './quotes.js';
import { readText, UnreadableFile } from './text.js';

/**
 * Reads a policy file and holds every quote against the verbatim text of its source.
 * @throws UnreadableFile; PolicyFileError with everything that is wrong
 */
export function loadPolicyFile(path: string): Policy {
  const { policy, flaws, problemAt } = readPolicyFile(path);
  if (flaws.length > 0) throw new PolicyFileError(flaws.map(problemAt));
  return policy;
}

/**
 * A policy file of the right shape, with whatever else is wrong with it.
 * @throws UnreadableFile; PolicyFileError where the shape is wrong
 */
export function readPolicyFile(path: string): ParsedFile {
  const parsed = parseWithPlaces(readText(path), path);
  const { policy } = parsed;
  const { texts, flaws } = sourcesOf(policy, dirname(path));
  return {
    ...parsed,
    flaws: [...parsed.flaws, ...misnamed(policy, path), ...flaws, ...misquotes(policy, texts)],
  };
}

/** The texts of its sources by their ids, and why some cannot be read. */
function sourcesOf({ sources }: Policy, folder: string) {
  const texts = new Map<string, string>();
  const flaws: Flaw[] = [];
  for (const [index, { id, text }] of sources.entries()) {
    try {
      texts.set(id, readText(join(folder, text), text));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      const { problem, mend, line } = error;
      flaws.push({
        path: ['sources', index, 'text'],
        problem: `${problem}${line === 1 ? '' : `, on its line ${line}`}`,
        mend: `Keep the verbatim text of the source in a text file beside the policy. ${mend}`,
      });
    }
  }
  return { texts, flaws };
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
      problem: `the program \`${policy.program}\` does not stand in a folder of that name`,
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

import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

/*
 * Lets Node run the sources and their Jest tests as they stand. What a file imports is loaded afresh
 * for each `?load=` that it is itself loaded under.
 */
const stage = new URL('./stage.ts', import.meta.url).href;
const sources = /\/(apps|libs|test)\/.*\.ts(\?|$)/;
const evaluator = /\/libs\/programs\/src\/policy\//;
/** Something remembered by a whole module. */
const memory = /^(const \w+ = )(new (?:Weak)?Map\(\));$/gm;
const compiled = new Map<string, string>();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals' || specifier === stage) {
      return { url: stage, shortCircuit: true };
    }
    if (context.parentURL === undefined || !sources.test(context.parentURL)) {
      return next(specifier, context);
    }
    const wanted = specifier.startsWith('.') ? specifier.replace(/\.js$/, '.ts') : specifier;
    const resolved = next(wanted, context);
    if (!sources.test(resolved.url)) return resolved;
    return { ...resolved, url: `${resolved.url}${new URL(context.parentURL).search}` };
  },
  load(url, context, next) {
    if (!sources.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    let source = compiled.get(filename);
    if (source === undefined) {
      const { code } = transformSync(readFileSync(filename, 'utf8'), { filename });
      source = evaluator.test(url)
        ? `import { Forgetful } from '${stage}';${code.replaceAll(memory, '$1new Forgetful(() => $2);')}`
        : code;
      compiled.set(filename, source);
    }
    return { format: 'module', shortCircuit: true, source };
  },
});

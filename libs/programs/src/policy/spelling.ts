/** Names that are known: a set of them, or the keys of a table. */
export type Names = ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** How to mend a name that is not known: by the one that was meant, if one is much like it. */
export function mendOf(name: string, known: Names, otherwise: string): string {
  const meant = meantBy(name, known);
  if (meant === undefined) return otherwise;
  return `Did you mean \`${meant}\`? If not: ${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}`;
}

/** The name that differs by one letter only, or by capitals, hyphens and the like. */
export function meantBy(name: string, known: Names): string | undefined {
  let index = indexes.get(known);
  if (index === undefined) indexes.set(known, (index = indexOf(known)));
  for (const spelling of spellingsOf(name)) {
    const meant = index.get(spelling);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

/** Each known name by all spellings that are near it. */
type Index = ReadonlyMap<string, string>;

// Built once for all names that are looked up among the same ones.
const indexes = new WeakMap<Names, Index>();

function indexOf(known: Names): Index {
  const index = new Map<string, string>();
  for (const name of known.keys()) {
    for (const spelling of spellingsOf(name)) {
      if (!index.has(spelling)) index.set(spelling, name);
    }
  }
  return index;
}

/** In a shorter name a letter more or less makes another word of it. */
const shortest = 4;

/** The bare letters first; then with each one left out, which two names share that differ by one. */
function* spellingsOf(name: string): Generator<string> {
  const bare = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  yield bare;
  if (bare.length < shortest) return;
  for (let at = 0; at < bare.length; at++) yield bare.slice(0, at) + bare.slice(at + 1);
}

import type { EvidenceOf } from '../evidence.js';

type Letter = EvidenceOf<'reference'>;

/** A choice of letters, and how many places each role has filled by it. */
interface Choice {
  readonly counted: readonly Letter[];
  readonly places: readonly number[];
  readonly filled: number;
}

/**
 * The letters that count: where a referee counts once, whichever of theirs serves best, and of several
 * as good the first. Each fills a place of every role that it has, or of one only (`separate`).
 */
export function counting(
  letters: readonly Letter[],
  among: readonly { readonly role: string; readonly atLeast: number }[],
  { once, separate }: { readonly once: boolean; readonly separate: boolean },
): Choice {
  const writers = once
    ? [...Map.groupBy(letters, ({ referee }) => referee).values()]
    : letters.map((letter) => [letter]);
  let choices: readonly Choice[] = [{ counted: [], places: among.map(() => 0), filled: 0 }];
  for (const own of writers) {
    // No more is kept than one for each way in which the places can be filled.
    const next = new Map<string, Choice>();
    for (const { counted, places } of choices) {
      for (const letter of own) {
        const fits = among.map(({ role }) => letter.roles.includes(role));
        const each = among.map((_, at) => fits.map((fit, place) => fit && place === at));
        const ways = separate ? [[], ...each] : [fits];
        for (const way of ways) {
          const taken = places.map((have, at) =>
            way[at] === true ? Math.min(have + 1, among[at]?.atLeast ?? 0) : have,
          );
          const key = taken.join();
          if (next.has(key)) continue;
          const filled = taken.reduce((sum, have) => sum + have, 0);
          next.set(key, { counted: [...counted, letter], places: taken, filled });
        }
      }
    }
    choices = [...next.values()];
  }
  return choices.reduce((best, other) => (other.filled > best.filled ? other : best));
}

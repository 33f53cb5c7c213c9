import type { EvidenceOf } from '../evidence.js';

type Letter = EvidenceOf<'reference'>;

/** A choice of letters, and how many places of each role it leaves open. */
interface Choice {
  readonly counted: readonly Letter[];
  readonly places: readonly number[];
  readonly unfilled: number;
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
  const all = among.map(({ atLeast }) => atLeast);
  let choices: readonly Choice[] = [{ counted: [], places: all, unfilled: sumOf(all) }];
  for (const own of writers) {
    // No more is kept than one for each way in which the places can be filled.
    const next = new Map<string, Choice>();
    for (const { counted, places } of choices) {
      for (const letter of own) {
        const fits = among.map(({ role }) => letter.roles.includes(role));
        const each = among.map((_, at) => fits.map((fit, place) => fit && place === at));
        const ways = separate ? [[], ...each] : [fits];
        for (const way of ways) {
          const left = places.map((open, at) => (way[at] === true ? Math.max(open - 1, 0) : open));
          const key = left.join();
          if (next.has(key)) continue;
          next.set(key, { counted: [...counted, letter], places: left, unfilled: sumOf(left) });
        }
      }
    }
    choices = [...next.values()];
  }
  return choices.reduce((best, other) => (other.unfilled < best.unfilled ? other : best));
}

function sumOf(places: readonly number[]): number {
  return places.reduce((sum, open) => sum + open, 0);
}

/** The name that was probably meant; none where nothing comes close. */
export function closest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const other of known) {
    const far = distance(name, other);
    if (far >= least) continue;
    best = other;
    least = far;
  }
  return best;
}

/** Whether one is surely the other misspelt, and no name of its own. */
export function isMisspelt(name: string, other: string): boolean {
  // What differs in a number, such as level-1 and level-2, is often meant.
  if (withoutNumbers(name) === withoutNumbers(other)) return false;
  const shorter = Math.min(name.length, other.length);
  return distance(name, other) <= (shorter < 4 ? 0 : shorter < 10 ? 1 : 2);
}

function withoutNumbers(name: string): string {
  return name.replaceAll(/\d+/g, '');
}

/** How many letters are wrong, missing, too many, or have changed places; capitals are no difference. */
function distance(one: string, other: string): number {
  const from = Array.from(one.toLowerCase());
  const to = Array.from(other.toLowerCase());
  let before: number[] = [];
  let above = [...from.keys(), from.length];
  for (const [row, letter] of to.entries()) {
    const line = [row + 1];
    for (const [column, own] of from.entries()) {
      const swapped = own === to[row - 1] && from[column - 1] === letter;
      line.push(
        Math.min(
          (line[column] ?? 0) + 1,
          (above[column + 1] ?? 0) + 1,
          (above[column] ?? 0) + (own === letter ? 0 : 1),
          swapped ? (before[column - 1] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = line;
  }
  return above[from.length] ?? to.length;
}

/** One line of the report: what, how fast, and which share of its limit. */
export function report(
  what: string,
  ours: number,
  limit: number,
  unit: string,
  budget?: number,
): void {
  const ratio = ours / limit;
  const verdict =
    budget === undefined
      ? ''
      : ratio >= budget
        ? `  (budget ${budget})`
        : `  (BELOW budget ${budget})`;
  console.log(
    `${what.padEnd(46)} ${rounded(ours).padStart(10)} ${unit}  beside ${rounded(limit).padStart(10)}  = ${ratio.toFixed(2)}${verdict}`,
  );
}

/** Runs per second. */
export async function rate(count: number, run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return (1000 * count) / (performance.now() - started);
}

/** The median of several measurements, so that one hiccup decides nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(3);
}

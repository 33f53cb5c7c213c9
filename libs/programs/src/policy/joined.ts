interface Resting {
  readonly evidence: readonly string[];
}

/** The refs that several rest on, each once, in the order in which they are first named. */
export type Joined = (parts: readonly Resting[]) => readonly string[];

const none: readonly never[] = [];

/** Joins lists of refs; a mark for each ref, kept from one join to the next, costs less than a set. */
export function joining(): Joined {
  const marks = new Map<string, { join: number }>();
  let join = 0;
  const isNew = (ref: string) => {
    const mark = marks.get(ref);
    if (mark === undefined) marks.set(ref, { join });
    else if (mark.join === join) return false;
    else mark.join = join;
    return true;
  };
  const withoutRepeats = (refs: readonly string[]) => {
    let news = 0;
    for (const ref of refs) if (isNew(ref)) news += 1;
    return news === refs.length ? refs : [...new Set(refs)];
  };
  return (parts) => {
    join += 1;
    let joined: readonly string[] = none;
    let own: string[] | undefined;
    for (const { evidence } of parts) {
      if (joined.length === 0) {
        joined = withoutRepeats(evidence);
        continue;
      }
      for (const ref of evidence) {
        if (!isNew(ref)) continue;
        // Copied only once there is something to add: parts often rest on the same.
        own ??= joined.slice();
        own.push(ref);
      }
    }
    return own ?? joined;
  };
}

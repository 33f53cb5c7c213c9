/** The refs of several lists, each once, in the order in which they are first named. */
export type Joined = (lists: readonly (readonly string[])[]) => readonly string[];

const none: readonly never[] = [];

/** Joins lists of refs; a mark for each ref, kept from one join to the next, costs less than a set. */
export function joining(): Joined {
  const marks = new Map<string, { join: number }>();
  let join = 0;
  const isNew = (ref: string) => {
    const mark = marks.get(ref);
    if (mark?.join === join) return false;
    if (mark === undefined) marks.set(ref, { join });
    else mark.join = join;
    return true;
  };
  const withoutRepeats = (refs: readonly string[]) => {
    let news = 0;
    for (const ref of refs) if (isNew(ref)) news += 1;
    return news === refs.length ? refs : [...new Set(refs)];
  };
  return (lists) => {
    join += 1;
    const [first = none] = lists;
    const once = withoutRepeats(first);
    if (lists.length < 2) return once;
    const refs = once.slice();
    for (let place = 1; place < lists.length; place++)
      for (const ref of lists[place] ?? none) if (isNew(ref)) refs.push(ref);
    return refs;
  };
}

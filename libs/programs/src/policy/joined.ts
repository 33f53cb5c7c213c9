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
  return ([first = none, ...others]) => {
    join += 1;
    let news = 0;
    for (const ref of first) if (isNew(ref)) news += 1;
    const once = news === first.length ? first : [...new Set(first)];
    if (others.length === 0) return once;
    const refs = [...once];
    for (const other of others) for (const ref of other) if (isNew(ref)) refs.push(ref);
    return refs;
  };
}

/** A name on the way, with what it leads to and how much of that was followed. */
interface Step {
  readonly name: string;
  readonly leadsTo: readonly string[];
  followed: number;
}

/**
 * The names from which a way leads back to themselves. Each is followed once, whatever leads to it, and
 * without recursion: a chain may be as long as a file has room for.
 */
export function inCircles(
  names: Iterable<string>,
  leadsTo: (name: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  // In the order of coming by; and the first one, so counted, that a name leads back to (Tarjan).
  const order = new Map<string, number>();
  const earliest = new Map<string, number>();
  const open: string[] = [];
  const way: Step[] = [];
  const enter = (name: string) => {
    order.set(name, order.size);
    earliest.set(name, order.size - 1);
    open.push(name);
    way.push({ name, leadsTo: leadsTo(name), followed: 0 });
  };
  const reaches = (name: string, place: number) => {
    earliest.set(name, Math.min(earliest.get(name) ?? place, place));
  };
  const leave = ({ name, leadsTo: targets }: Step) => {
    const first = earliest.get(name) ?? 0;
    const before = way.at(-1);
    if (before !== undefined) reaches(before.name, first);
    if (first !== order.get(name)) return;
    const together = open.splice(open.lastIndexOf(name));
    for (const one of together) {
      // What is closed is no longer reached from elsewhere.
      earliest.set(one, Infinity);
      if (together.length > 1 || targets.includes(one)) found.add(one);
    }
  };
  for (const start of names) {
    if (!order.has(start)) enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = step.leadsTo[step.followed];
      step.followed += 1;
      if (next === undefined) {
        way.pop();
        leave(step);
      } else if (!order.has(next)) enter(next);
      else if (earliest.get(next) !== Infinity) reaches(step.name, order.get(next) ?? 0);
    }
  }
  return found;
}

import type { Temporal } from 'temporal-polyfill';

interface Appointment<Item> {
  readonly key: string;
  readonly at: number;
  readonly order: number;
  readonly item: Item;
}

/** Items that are due at a time, soonest first; those of one time in the order they came. */
export class Agenda<Item> {
  readonly #byKey = new Map<string, Appointment<Item>>();
  // Sorted; finding is quick, and moving what follows is quick enough for hundreds of thousands.
  readonly #sorted: Appointment<Item>[] = [];
  #order = 0;

  get size(): number {
    return this.#sorted.length;
  }

  get(key: string): Item | undefined {
    return this.#byKey.get(key)?.item;
  }

  set(key: string, at: Temporal.Instant, item: Item): void {
    this.delete(key);
    this.#order += 1;
    const appointment = { key, at: at.epochMilliseconds, order: this.#order, item };
    this.#byKey.set(key, appointment);
    this.#sorted.splice(this.#placeOf(appointment), 0, appointment);
  }

  delete(key: string): boolean {
    const appointment = this.#byKey.get(key);
    if (appointment === undefined) return false;
    this.#byKey.delete(key);
    this.#sorted.splice(this.#placeOf(appointment), 1);
    return true;
  }

  /** Milliseconds since 1970 of the soonest. */
  soonest(): number | undefined {
    return this.#sorted[0]?.at;
  }

  /** Takes out all that are due. */
  take(now: Temporal.Instant): readonly Item[] {
    const later = this.#sorted.findIndex(({ at }) => at > now.epochMilliseconds);
    const due = this.#sorted.splice(0, later === -1 ? this.#sorted.length : later);
    for (const { key } of due) this.#byKey.delete(key);
    return due.map(({ item }) => item);
  }

  #placeOf({ at, order }: Appointment<Item>): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = this.#sorted[middle];
      if (there === undefined) throw new Error('The agenda has a gap.');
      if (there.at < at || (there.at === at && there.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import { QueueError } from '../../errors.js';
import type { Handler, Queue } from '../../port.js';

/** Stands for the log: what is due, what is done, and who may say so first. */
export class Truth {
  readonly due: readonly string[];
  readonly #claimed = new Set<string>();
  /** What was done, in order; a subject that stands twice was done twice. */
  readonly done: string[] = [];
  runs = 0;

  constructor(count: number) {
    this.due = Array.from({ length: count }, (_, index) => `subject-${index}`);
  }

  get open(): readonly string[] {
    return this.due.filter((subject) => !this.#claimed.has(subject));
  }

  /** Looks first, works a moment, and does what is due only when its claim is the first. */
  readonly handler: Handler = async ({ subject }) => {
    this.runs += 1;
    if (this.#claimed.has(subject)) return 'done';
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#claimed.has(subject)) return 'done';
    this.#claimed.add(subject);
    this.done.push(subject);
    return 'done';
  };

  /** Adds what is due and not done. @returns false when the queue could not be reached */
  async sweep(queue: Queue): Promise<boolean> {
    try {
      for (const subject of this.open) await queue.add({ name: 'work', subject });
      return true;
    } catch (error) {
      if (error instanceof QueueError && error.code === 'queue-unreachable') return false;
      throw error;
    }
  }
}

import type { Progress } from '#event-log';
import type { Journal } from './journal.js';

/** Tells how a long computing of the views goes: how far, how fast, how long still. */
export function tellProgress(journal: Journal, progress: Progress): void {
  const { reason, done, fraction, rate, secondsLeft } = progress;
  // A new log, or one that takes no time, needs no word.
  if (done < 10_000) return;
  const percent = Math.floor(100 * fraction);
  const left = secondsLeft === undefined || fraction === 1 ? '' : `, about ${secondsLeft} s left`;
  journal.info(
    { facts: done, percent, factsPerSecond: rate, secondsLeft },
    `${reason}: ${percent} % of the views computed, ${rate} facts/s${left}`,
  );
}

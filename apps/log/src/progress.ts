import type { CopyProgress } from '#event-log';
import type { Terminal } from './terminal.js';

const steps: Readonly<Record<CopyProgress['step'], string>> = {
  looking: 'Looking at what is there already',
  copying: 'Copying',
  comparing: 'Comparing',
};

/** One line a second, on stderr, so that what is found stays apart from it. */
export function progressOn({ err }: Terminal): (progress: CopyProgress) => void {
  return ({ step, fraction, rate, secondsLeft }) => {
    const left = secondsLeft === undefined ? '' : `, about ${inWords(secondsLeft)} left`;
    const percent = Math.floor(100 * fraction);
    err(`${steps[step]}: ${percent} %, ${rate.toLocaleString('en')} facts/s${left}\n`);
  };
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

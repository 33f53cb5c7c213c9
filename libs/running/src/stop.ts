/** What `stopOnSignals` needs of `process`. */
export interface SignalledProcess {
  on(signal: 'SIGTERM' | 'SIGINT', stop: () => void): unknown;
  exit(code: number): void;
}

const boundMs = 10_000;

/**
 * Stops once on SIGTERM or SIGINT: exit 0 when everything closed within ten seconds, else 1.
 * A second signal exits at once.
 */
export function stopOnSignals(process: SignalledProcess, close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) {
      process.exit(1);
      return;
    }
    stopping = true;
    const timer = setTimeout(() => {
      console.error('Rollbook did not stop within ten seconds and was ended.');
      process.exit(1);
    }, boundMs);
    close().then(
      () => {
        clearTimeout(timer);
        process.exit(0);
      },
      (error: unknown) => {
        console.error(
          'Rollbook did not stop cleanly:',
          error instanceof Error ? error.message : error,
        );
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

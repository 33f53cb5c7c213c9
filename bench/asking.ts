import { Agent, get } from 'node:http';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/*
 * Asks an address as fast as eight connections allow, from a thread of its own, so that the cost of
 * asking is not taken for the cost of answering.
 */

interface Asked {
  readonly url: string;
  readonly count: number;
}

/** Answers per second. */
export async function answersPerSecond(asked: Asked): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: asked });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.on('message', resolve);
  worker.on('error', reject);
  const rate = await promise;
  await worker.terminate();
  return rate;
}

if (!isMainThread && parentPort !== null) {
  const { url, count } = workerData as Asked;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode ?? 0}`));
        response.on('end', resolve).resume();
      }).on('error', reject);
    });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = 0; one < count / 8; one++) await ask();
    }),
  );
  parentPort.postMessage((1000 * count) / (performance.now() - started));
  agent.destroy();
}

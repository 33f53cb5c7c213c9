import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Views } from '#event-log';
import type { Ending, Queue } from '#queue';

/** Seconds; a command is one append, a mail one exchange with a server. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * What an operator watches, in the text format of Prometheus. Labels name commands, codes and kinds
 * of work, never a person or a thing.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #commands: Histogram<'command' | 'outcome'>;
  readonly #refusals: Counter<'code'>;
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #jobs: Histogram<'work' | 'ending'>;
  readonly #mails: Counter<'outcome'>;
  readonly #troubles: Counter<'duty'>;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, prefix: 'rollbook_' });
    this.#commands = new Histogram({
      name: 'rollbook_command_seconds',
      help: 'Time from a command to its answer, durable, by what came of it',
      labelNames: ['command', 'outcome'],
      buckets: seconds,
      registers,
    });
    this.#refusals = new Counter({
      name: 'rollbook_refusals_total',
      help: 'Commands refused, by the code of the rule or fault',
      labelNames: ['code'],
      registers,
    });
    this.#requests = new Histogram({
      name: 'rollbook_request_seconds',
      help: 'Time from an HTTP request to its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    });
    this.#jobs = new Histogram({
      name: 'rollbook_job_seconds',
      help: 'Time that one try of a queued job took, by how it ended',
      labelNames: ['work', 'ending'],
      buckets: seconds,
      registers,
    });
    this.#mails = new Counter({
      name: 'rollbook_mails_total',
      help: 'Tries to send a notice, by what came of it',
      labelNames: ['outcome'],
      registers,
    });
    this.#troubles = new Counter({
      name: 'rollbook_courier_troubles_total',
      help: 'Things the courier could not see to, and tries again',
      labelNames: ['duty'],
      registers,
    });
  }

  command(command: string, outcome: string, milliseconds: number): void {
    this.#commands.observe({ command, outcome }, milliseconds / 1_000);
  }

  refused(code: string): void {
    this.#refusals.inc({ code });
  }

  request(method: string, route: string, status: number, milliseconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, milliseconds / 1_000);
  }

  job(work: string, ending: Ending, milliseconds: number): void {
    this.#jobs.observe({ work, ending }, milliseconds / 1_000);
  }

  mail(outcome: string): void {
    this.#mails.inc({ outcome });
  }

  trouble(duty: string): void {
    this.#troubles.inc({ duty });
  }

  /** From now on tells how far the views are behind, and how a rebuild goes. */
  watchViews(views: Views): void {
    this.#gauge('rollbook_views_position', 'Log position that the views reflect', () =>
      Promise.resolve(views.position),
    );
    this.#gauge(
      'rollbook_views_lag',
      'How many positions the views are behind the log; bytes on an event store',
      () => views.lag(),
    );
    this.#gauge('rollbook_views_live', '1 when the views have caught up with the log', () =>
      Promise.resolve(views.status().state === 'live' ? 1 : 0),
    );
    this.#gauge(
      'rollbook_rebuild_fraction',
      'Share of the log that a rebuild under way has read; 1 when there is none',
      () => Promise.resolve(views.status().rebuild?.fraction ?? 1),
    );
    this.#gauge(
      'rollbook_rebuild_facts_per_second',
      'Rate of a rebuild under way; 0 when there is none',
      () => Promise.resolve(views.status().rebuild?.rate ?? 0),
    );
  }

  /** From now on tells how many jobs of each kind of work there are, by state. */
  watchQueue(queue: Queue, works: readonly string[]): void {
    const gauge = new Gauge({
      name: 'rollbook_queue_jobs',
      help: 'Jobs in the queue, by work and state',
      labelNames: ['work', 'state'],
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        for (const work of works) {
          const counts = await orNothing(queue.counts(work));
          if (counts === undefined) continue;
          for (const state of ['waiting', 'delayed', 'running', 'dead'] as const) {
            gauge.set({ work, state }, counts[state]);
          }
        }
      },
    });
  }

  readonly contentType = this.#registry.contentType;

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, read: () => Promise<number>): void {
    const gauge = new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect: async () => {
        // An old figure would be taken for a new one.
        gauge.set((await orNothing(read())) ?? NaN);
      },
    });
  }
}

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch {
    return undefined;
  }
}

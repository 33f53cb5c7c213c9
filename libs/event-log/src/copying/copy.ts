import { LogError } from '../errors.js';
import type { Position, RecordedFact, StreamName } from '../facts.js';
import { compareUpTo, type Contents } from './compare.js';
import { written } from './digest.js';
import type { CopiedLog, CopyTarget } from './logs.js';
import { Pace, type PaceOptions } from './pace.js';
import { END, Reading } from './reading.js';

/** The target holds, or was given meanwhile, what the source does not hold. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}

export interface Copied {
  /** Facts that an earlier copy had brought over. */
  readonly alreadyThere: number;
  readonly copied: number;
  /** Streams deleted for good in the source, and closed in the target too. */
  readonly deletedStreams: number;
  /** What both logs hold now, up to where the source stood at the start. */
  readonly contents: Contents;
  /** The source has been appended to since the copy began; another run brings that over. */
  readonly sourceWentOn: boolean;
}

/**
 * Brings everything that `from` holds at the start into `to`, in the same total order, and compares
 * the two afterwards. After a kill, or when the source has gone on, another run brings over the rest.
 * Streams deleted for good are not copied; their names are closed in `to`.
 * @throws CopyRefused, LogError
 */
export async function copyLog(
  from: CopiedLog,
  to: CopyTarget,
  options: PaceOptions = {},
): Promise<Copied> {
  const until = await from.head();
  const copying = new Copying(from, to, until, options);
  const source = new Reading(from, until, copying.isGone);
  await copying.refreshGone();
  const alreadyThere = await copying.passOver(source);
  const copied = await copying.bring(source);
  const contents = await copying.settle();
  return {
    alreadyThere,
    copied,
    deletedStreams: copying.gone.size,
    contents,
    sourceWentOn: (await from.head()) > until,
  };
}

// An append of more than this is split: a server takes at most a mebibyte at once.
const mostBytes = 256 * 1024;

class Copying {
  /** Streams deleted in the source; somebody may be erased while the copy runs. */
  gone: ReadonlySet<StreamName> = new Set();

  constructor(
    readonly from: CopiedLog,
    readonly to: CopyTarget,
    readonly until: Position,
    readonly options: PaceOptions,
  ) {}

  readonly isGone = (stream: StreamName): boolean => this.gone.has(stream);

  async refreshGone(): Promise<void> {
    this.gone = await this.from.deletedStreams();
  }

  /** Takes the source to where the target ends. @throws CopyRefused when the target differs */
  async passOver(source: Reading): Promise<number> {
    const target = new Reading(this.to, END, this.isGone);
    const pace = new Pace('looking', this.until, this.options);
    const closed = [...(await this.to.deletedStreams())].filter((stream) => !this.isGone(stream));
    if (closed.length > 0) {
      await this.refreshGone();
      const stranger = closed.find((stream) => !this.isGone(stream));
      if (stranger !== undefined)
        throw refused(`has deleted ${stranger}, which the source has not`);
    }
    let facts = 0;
    for (;;) {
      const there = await target.peek();
      if (there === undefined) return facts;
      const owed = await source.peek();
      if (owed !== undefined && written(owed) === written(there)) {
        source.skip();
        target.skip();
        facts += 1;
        pace.add(1, owed.position);
        continue;
      }
      await this.refreshGone();
      if (this.isGone(there.stream) || (owed !== undefined && this.isGone(owed.stream))) continue;
      throw refusedFor(there, owed);
    }
  }

  async bring(source: Reading): Promise<number> {
    const pace = new Pace('copying', this.until, this.options, source.position);
    let facts = 0;
    for (;;) {
      const page = await source.page();
      if (page.length === 0) return facts;
      const runs = runsOf(page);
      if (this.to.keepsOrderAsked) {
        await Promise.all(runs.map((run) => this.#append(run)));
      } else {
        for (const run of runs) await this.#append(run);
      }
      facts += page.length;
      pace.add(page.length, source.position);
    }
  }

  /** Closes what is deleted and compares, again when more was deleted meanwhile. */
  async settle(): Promise<Contents> {
    for (;;) {
      await this.refreshGone();
      await this.#close();
      const { first, second, differing, same } = await compareUpTo(
        this.until,
        this,
        this.isGone,
        this.options,
      );
      if (same) return second;
      const deleted = await this.from.deletedStreams();
      if (deleted.size > this.gone.size) continue;
      const which = differing.length > 0 ? ` They differ in ${listed(differing)}.` : '';
      throw new CopyRefused(
        `The copy is not the same as what was copied: ${first.facts} facts with the hash ${first.hash}, and in the copy ${second.facts} with ${second.hash}.${which} Something else has written to the copy; delete it, and copy into a new place that nothing else uses.`,
      );
    }
  }

  async #close(): Promise<void> {
    const closed = await this.to.deletedStreams();
    for (const stream of this.gone) {
      if (!closed.has(stream)) await this.to.deleteStream(stream, 'any');
    }
  }

  async #append(run: readonly RecordedFact[]): Promise<void> {
    const [first] = run;
    if (first === undefined) return;
    const { stream, revision } = first;
    const facts = run.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
    try {
      await this.to.append(stream, facts, revision === 0 ? 'none' : revision - 1);
    } catch (error) {
      if (error instanceof TypeError) {
        throw new CopyRefused(
          `${stream} can't be copied at revision ${revision}: ${error.message}`,
          {
            cause: error,
          },
        );
      }
      if (!(error instanceof LogError)) throw error;
      if (!refusals.has(error.code)) throw error;
      throw new CopyRefused(
        `${stream} can't be copied at revision ${revision}: something else has written to the copy meanwhile. Copy into a place that nothing else uses.`,
        { cause: error },
      );
    }
  }
}

const refusals = new Set(['revision-conflict', 'stream-deleted', 'fact-id-taken']);

/** Facts of one stream that follow each other are appended together. */
function runsOf(facts: readonly RecordedFact[]): readonly (readonly RecordedFact[])[] {
  const runs: RecordedFact[][] = [];
  let bytes = 0;
  for (const fact of facts) {
    const size = Buffer.byteLength(written(fact));
    const run = runs.at(-1);
    if (run?.[0]?.stream === fact.stream && bytes + size <= mostBytes) {
      run.push(fact);
      bytes += size;
    } else {
      runs.push([fact]);
      bytes = size;
    }
  }
  return runs;
}

function refusedFor(there: RecordedFact, owed: RecordedFact | undefined): CopyRefused {
  const found = `${there.type} ${there.id} (revision ${there.revision} of ${there.stream})`;
  const wanted =
    owed === undefined
      ? 'the source ends before it'
      : `the source has ${owed.type} ${owed.id} (revision ${owed.revision} of ${owed.stream}) in its place`;
  return refused(`holds ${found}, where ${wanted}`);
}

function refused(what: string): CopyRefused {
  return new CopyRefused(
    `The place to copy to ${what}. Nothing was copied. Name a new place, or the one that an earlier copy of this log was brought to and that nothing has written to since.`,
  );
}

function listed(streams: readonly StreamName[]): string {
  const shown = streams.slice(0, 5).join(', ');
  return streams.length > 5 ? `${shown} and ${streams.length - 5} more streams` : shown;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../../apps/standalone/src/testing/built.js';
import { Api } from '../../support/api.js';
import { Deployment } from '../../support/deployment.js';
import { mailsIn } from '../../support/inbox.js';
import type { ReceivedMail } from '../../support/inbox.js';

/** A Rollbook that a story plays on. */
export interface Stage {
  readonly api: Api;
  /** All that were sent so far. */
  mails(): Promise<readonly ReceivedMail[]>;
  /** Stops it, and answers what did not end as it should. */
  close(): Promise<readonly unknown[]>;
}

/** One process with nothing beside it, whose mails are files. */
export async function standalone(): Promise<Stage> {
  const built = build();
  const dataDir = mkdtempSync(join(tmpdir(), 'rollbook-journey-'));
  const env = { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn', NOTICE_HOLD: 'PT0S' };
  const running = built.run(env);
  const line = await running.printed(/^Rollbook runs at http:/);
  return {
    api: new Api(/http:\S+/.exec(line)?.[0] ?? ''),
    mails: () => mailsIn(join(dataDir, 'mail')),
    close: async () => {
      running.signal('SIGTERM');
      const { code, stderr } = await running.ended;
      built.remove();
      rmSync(dataDir, { recursive: true, force: true });
      return code === 0 && stderr === '' ? [] : [{ code, stderr }];
    },
  };
}

/** Two apis and two couriers on an event store, a Redis and a mail server. */
export async function scaledOut(): Promise<Stage> {
  const built = build();
  const deployment = await Deployment.start({ built });
  return {
    api: deployment.api(),
    mails: () => Promise.resolve(deployment.inbox.mails),
    close: async () => {
      const unclean = await deployment.stop();
      await deployment[Symbol.asyncDispose]();
      built.remove();
      return unclean;
    },
  };
}

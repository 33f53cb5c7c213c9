import type { Metadata } from '@grpc/grpc-js';
import { admit } from './access.js';
import type { Credentials } from './access.js';
import type { Faults } from './faults.js';
import type { Features } from './features.js';
import type { TransactionLog } from './log/transaction-log.js';
import { refusal } from './refusals.js';

/** One server of a cluster, as the others and its clients know it. */
export interface Member {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'electing';
  readonly alive: boolean;
}

/** What the services of one server work with. */
export interface Node {
  readonly log: TransactionLog;
  readonly features: Features;
  readonly faults: Faults;
  readonly credentials: Credentials | undefined;
  readonly counts: Counts;
  self(): Member;
  members(): readonly Member[];
}

/** What has happened, for a test to look at. */
export class Counts {
  /** Calls by method, as the client named it: `append`, `batchAppend`, `read`. */
  readonly calls = new Map<string, number>();
  /** Events sent to subscribers and readers. */
  eventsSent = 0;
  /** The most messages of one call that waited in this server for the client to read on. */
  mostWaiting = 0;

  called(method: string): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
  }
}

/** Throws what the server refuses a request with before it looks into it. */
export function receive(node: Node, headers: Metadata, stream: string): void {
  if (node.faults.unavailable) throw refusal.notReady();
  admit(node.credentials, headers, stream);
  const leader = node.members().find(({ alive, state }) => alive && state === 'leader');
  if (leader === undefined) throw refusal.notReady();
  const [requiresLeader] = headers.get('requires-leader');
  if (String(requiresLeader) === 'true' && node.self().state !== 'leader') {
    throw refusal.notLeader(leader.host, leader.port);
  }
}

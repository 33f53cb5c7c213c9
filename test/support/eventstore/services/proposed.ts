import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected, ProposedEvent } from '../log/event.js';
import { refusal } from '../refusals.js';
import { uuidText } from '../wire.js';

type Message = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

export function proposedEvent(message: Message): ProposedEvent {
  const headers = message.getMetadataMap();
  const type = headers.get('type');
  const contentType = headers.get('content-type');
  if (type === undefined) throw refusal.metadataMissing('type');
  if (contentType === undefined) throw refusal.metadataMissing('content-type');
  const id = uuidText(message.getId());
  if (type === '' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw refusal.unknown('Exception was thrown by handler.');
  }
  return {
    id,
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** What counts against the largest append, after Event.SizeOnDisk. */
export function sizeOnDisk({ type, data, metadata }: ProposedEvent): number {
  return data.length + metadata.length + type.length * 2;
}

/** The four ways in which every request that writes says what it expects. */
interface Expecting {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export function expectedIn(options: Expecting, revision: string | undefined): Expected {
  if (revision !== undefined) return BigInt(revision);
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  throw refusal.invalidArgument("'None' is not a valid ExpectedStreamRevisionOneofCase");
}

/** The numbers that stand for the words in errors. */
export function expectedNumber(expected: Expected): bigint {
  switch (expected) {
    case 'any':
      return -2n;
    case 'no-stream':
      return -1n;
    case 'stream-exists':
      return -4n;
    default:
      return expected;
  }
}

import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Place, StoredEvent } from './log/event.js';
import { refusal } from './refusals.js';

/** Between the log's words and the protocol's messages. */

export const EMPTY = new shared.Empty();

export function streamName(identifier: shared.StreamIdentifier | undefined): string {
  const name = identifier?.getStreamName_asU8() ?? new Uint8Array();
  if (name.length === 0) throw refusal.invalidArgument('A stream needs a name.');
  return Buffer.from(name).toString('utf8');
}

export function identifierOf(name: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));
}

export function uuidText(uuid: shared.UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured === undefined) return (uuid?.getString() ?? '').toLowerCase();
  const hex = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()]
    .map((bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function uuidOf(text: string, structured: boolean): shared.UUID {
  const uuid = new shared.UUID();
  if (!structured) return uuid.setString(text);
  const hex = text.replaceAll('-', '');
  const bits = (part: string) => BigInt.asIntN(64, BigInt(`0x${part}`)).toString();
  return uuid.setStructured(
    new shared.UUID.Structured()
      .setMostSignificantBits(bits(hex.slice(0, 16)))
      .setLeastSignificantBits(bits(hex.slice(16))),
  );
}

/** What the protocol writes for the end of the log: the largest unsigned number. */
const UNSIGNED_END = 2n ** 64n - 1n;

export function placeIn(
  position: streams.ReadReq.Options.Position | undefined,
): Place | 'start' | 'end' {
  if (position === undefined) return 'start';
  const commit = BigInt(position.getCommitPosition());
  const prepare = BigInt(position.getPreparePosition());
  return commit === UNSIGNED_END ? 'end' : { commit, prepare };
}

/** 100 nanoseconds are a tick. */
const TICKS_PER_MILLISECOND = 10_000n;

export function readEvent(event: StoredEvent, structuredIds: boolean): streams.ReadResp {
  const position = event.position.toString();
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(event.id, structuredIds))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(event.revision.toString())
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  record
    .getMetadataMap()
    .set('type', event.type)
    .set('created', (BigInt(event.created.getTime()) * TICKS_PER_MILLISECOND).toString())
    .set('content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  return new streams.ReadResp().setEvent(
    new streams.ReadResp.ReadEvent().setEvent(record).setCommitPosition(position),
  );
}

export function checkpoint({ commit, prepare }: Place): streams.ReadResp {
  return new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint()
      .setCommitPosition(commit.toString())
      .setPreparePosition(prepare.toString()),
  );
}

import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected, Written } from '../log/event.js';
import { receive } from '../node.js';
import type { Node } from '../node.js';
import { refusal } from '../refusals.js';
import { EMPTY, streamName } from '../wire.js';
import { answer } from './calls.js';
import { expectedIn, expectedNumber } from './proposed.js';
import { write } from './write.js';

/** Both deletions, after Streams.Delete.cs. */

export function deleteSoftly(
  node: Node,
  call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>,
  callback: sendUnaryData<streams.DeleteResp>,
): void {
  node.counts.called('delete');
  answer(callback, async () => {
    const position = await remove(node, call, call.request.getOptions(), (stream, expected) =>
      node.log.deleteSoftly(stream, expected),
    );
    const response = new streams.DeleteResp();
    if (position === undefined) return response.setNoPosition(EMPTY);
    return response.setPosition(
      new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
    );
  });
}

export function tombstone(
  node: Node,
  call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
  callback: sendUnaryData<streams.TombstoneResp>,
): void {
  node.counts.called('tombstone');
  answer(callback, async () => {
    const position = await remove(node, call, call.request.getOptions(), (stream, expected) =>
      node.log.tombstone(stream, expected),
    );
    const response = new streams.TombstoneResp();
    if (position === undefined) return response.setNoPosition(EMPTY);
    return response.setPosition(
      new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
    );
  });
}

async function remove(
  node: Node,
  call: ServerUnaryCall<unknown, unknown>,
  options: streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined,
  toLog: (stream: string, expected: Expected) => Written,
): Promise<string | undefined> {
  if (options === undefined) throw refusal.unknown('Exception was thrown by handler.');
  const stream = streamName(options.getStreamIdentifier());
  const revision = options.hasRevision() ? options.getRevision() : undefined;
  const expected = expectedIn(options, revision);
  receive(node, call.metadata, stream);
  const written = await write(
    node,
    () => call.cancelled,
    () => toLog(stream, expected),
  );
  switch (written.outcome) {
    case 'written':
    case 'repeated':
      return written.position?.toString();
    case 'deleted':
      throw refusal.streamDeleted(stream);
    case 'wrong-version':
      throw refusal.wrongVersion('Delete', stream, expectedNumber(expected), written.current);
  }
}

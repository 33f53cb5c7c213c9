import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { NOTHING } from '../log/event.js';
import type { Expected, ProposedEvent, Written } from '../log/event.js';
import { receive } from '../node.js';
import type { Node } from '../node.js';
import { refusal } from '../refusals.js';
import { EMPTY, streamName } from '../wire.js';
import { expectedIn, proposedEvent, sizeOnDisk } from './proposed.js';
import { answer } from './calls.js';
import { write } from './write.js';

type Call = ServerReadableStream<streams.AppendReq, streams.AppendResp>;

/** One append: what is expected first, then the events one by one. After Streams.Append.cs. */
export function append(node: Node, call: Call, callback: sendUnaryData<streams.AppendResp>): void {
  node.counts.called('append');
  answer(callback, async () => {
    const { stream, expected, events } = await read(node, call);
    const toLog = () => node.log.append(stream, events, expected);
    const written = await write(node, () => call.cancelled, toLog);
    return responseTo(written, stream, expected);
  });
}

async function read(node: Node, call: Call) {
  let head: { stream: string; expected: Expected } | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  for await (const request of call as AsyncIterable<streams.AppendReq>) {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (head === undefined && options !== undefined) {
      const stream = streamName(options.getStreamIdentifier());
      const revision = options.hasRevision() ? options.getRevision() : undefined;
      head = { stream, expected: expectedIn(options, revision) };
      receive(node, call.metadata, stream);
    } else if (head !== undefined && message !== undefined) {
      const event = proposedEvent(message);
      events.push(event);
      size += sizeOnDisk(event);
      if (size > node.features.maxAppendSize)
        throw refusal.appendTooLarge(node.features.maxAppendSize);
    } else {
      throw refusal.unknown('Exception was thrown by handler.');
    }
  }
  if (head === undefined) throw refusal.unknown('Exception was thrown by handler.');
  return { ...head, events };
}

function responseTo(written: Written, stream: string, expected: Expected): streams.AppendResp {
  switch (written.outcome) {
    case 'written':
    case 'repeated':
      return new streams.AppendResp().setSuccess(success(written.revision, written.position));
    case 'wrong-version':
      return new streams.AppendResp().setWrongExpectedVersion(wrong(written.current, expected));
    case 'deleted':
      throw refusal.streamDeleted(stream);
  }
}

function success(revision: bigint, position: bigint | undefined): streams.AppendResp.Success {
  const message = new streams.AppendResp.Success();
  if (revision === NOTHING) message.setNoStream(EMPTY);
  else message.setCurrentRevision(revision.toString());
  if (position === undefined) return message.setNoPosition(EMPTY);
  const text = position.toString();
  return message.setPosition(
    new streams.AppendResp.Position().setCommitPosition(text).setPreparePosition(text),
  );
}

function wrong(current: bigint, expected: Expected): streams.AppendResp.WrongExpectedVersion {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (expected === 'any') message.setExpectedAny(EMPTY);
  else if (expected === 'no-stream') message.setExpectedNoStream(EMPTY);
  else if (expected === 'stream-exists') message.setExpectedStreamExists(EMPTY);
  else message.setExpectedRevision(expected.toString());
  if (current === NOTHING) return message.setCurrentNoStream(EMPTY);
  return message.setCurrentRevision(current.toString());
}

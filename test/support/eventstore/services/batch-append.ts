import { status as grpcStatus } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import anyMessage from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { NOTHING } from '../log/event.js';
import type { Expected, ProposedEvent, Written } from '../log/event.js';
import { receive } from '../node.js';
import type { Node } from '../node.js';
import type { Refusal } from '../refusals.js';
import { identifierOf, streamName, uuidText } from '../wire.js';
import { Outlet, asRefusal } from './calls.js';
import { expectedIn, proposedEvent, sizeOnDisk } from './proposed.js';
import { write } from './write.js';

const { Code } = code;

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

interface Batch {
  readonly stream: string;
  readonly expected: Expected;
  readonly until: number;
  readonly events: ProposedEvent[];
  size: number;
}

/** Many appends over one call, each in one message or more. After Streams.BatchAppend.cs. */
export function batchAppend(node: Node, call: Call): void {
  node.counts.called('batchAppend');
  const outlet = new Outlet(node, call);
  const batches = new Map<string, Batch>();
  const pending = new Set<Promise<void>>();
  call.on('data', (request: streams.BatchAppendReq) => {
    const work = take(node, call, outlet, batches, request);
    pending.add(work);
    void work.finally(() => pending.delete(work));
  });
  call.on('end', () => {
    void Promise.all(pending).then(() => {
      outlet.end();
    });
  });
}

async function take(
  node: Node,
  call: Call,
  outlet: Outlet<streams.BatchAppendResp>,
  batches: Map<string, Batch>,
  request: streams.BatchAppendReq,
): Promise<void> {
  const correlation = uuidText(request.getCorrelationId());
  const respond = (stream: string, response: streams.BatchAppendResp) =>
    outlet.send(
      response
        .setCorrelationId(request.getCorrelationId())
        .setStreamIdentifier(identifierOf(stream)),
    );
  try {
    const options = request.getOptions();
    if (options !== undefined) batches.set(correlation, begun(node, call, options));
    const batch = batches.get(correlation);
    if (batch === undefined) return;
    for (const event of request.getProposedMessagesList().map(proposedEvent)) {
      batch.events.push(event);
      batch.size += sizeOnDisk(event);
    }
    if (batch.size > node.features.maxAppendSize) {
      batches.delete(correlation);
      await respond(batch.stream, failed(tooLarge(node.features.maxAppendSize)));
      return;
    }
    if (!request.getIsFinal()) return;
    batches.delete(correlation);
    if (batch.until <= Date.now()) {
      await respond(
        batch.stream,
        failed(error('Timeout', Code.DEADLINE_EXCEEDED, new shared.Timeout())),
      );
      return;
    }
    const toLog = () => node.log.append(batch.stream, batch.events, batch.expected);
    const written = await write(node, () => outlet.gone, toLog);
    await respond(batch.stream, responseTo(written, batch));
  } catch (thrown) {
    const refused = asRefusal(thrown);
    const name = request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8() ?? [];
    const inAnswer = toldInAnswer(refused);
    if (inAnswer === undefined) outlet.fail(refused);
    else await respond(Buffer.from(name).toString('utf8'), failed(inAnswer));
  }
}

/** Most refusals concern one append; who is no leader, or knows nobody, refuses the whole call. */
function toldInAnswer(refused: Refusal): status.Status | undefined {
  if (refused.code === grpcStatus.UNAUTHENTICATED) return undefined;
  if (refused.code === grpcStatus.UNAVAILABLE) {
    const packed = new anyMessage.Any();
    packed.pack(new empty.Empty().serializeBinary(), 'google.protobuf.Empty');
    return new status.Status().setMessage(refused.details).setDetails(packed);
  }
  const [exception] = refused.metadata.get('exception');
  if (exception === 'not-leader') return undefined;
  if (exception === 'access-denied') {
    return error('AccessDenied', Code.PERMISSION_DENIED, new shared.AccessDenied());
  }
  const badRequest = new shared.BadRequest().setMessage(refused.details);
  return error('BadRequest', Code.INVALID_ARGUMENT, badRequest);
}

function begun(node: Node, call: Call, options: streams.BatchAppendReq.Options): Batch {
  const stream = streamName(options.getStreamIdentifier());
  receive(node, call.metadata, stream);
  const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
  const until = options.getDeadline()?.toDate().getTime() ?? Infinity;
  return { stream, expected: expectedIn(options, revision), until, events: [], size: 0 };
}

function responseTo(written: Written, batch: Batch): streams.BatchAppendResp {
  switch (written.outcome) {
    case 'written':
    case 'repeated':
      return new streams.BatchAppendResp().setSuccess(success(written));
    case 'wrong-version':
      return failed(
        error('WrongExpectedVersion', Code.ALREADY_EXISTS, wrong(written.current, batch.expected)),
      );
    case 'deleted': {
      const details = new shared.StreamDeleted().setStreamIdentifier(identifierOf(batch.stream));
      return failed(error('StreamDeleted', Code.NOT_FOUND, details));
    }
  }
}

function success({
  revision,
  position,
}: Extract<Written, { outcome: 'written' | 'repeated' }>): streams.BatchAppendResp.Success {
  const message = new streams.BatchAppendResp.Success();
  if (revision === NOTHING) message.setNoStream(new empty.Empty());
  else message.setCurrentRevision(revision.toString());
  if (position === undefined) return message.setNoPosition(new empty.Empty());
  const text = position.toString();
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(text).setPreparePosition(text),
  );
}

function wrong(current: bigint, expected: Expected): shared.WrongExpectedVersion {
  const message = new shared.WrongExpectedVersion();
  if (expected === 'any') message.setExpectedAny(new empty.Empty());
  else if (expected === 'no-stream') message.setExpectedNoStream(new empty.Empty());
  else if (expected === 'stream-exists') message.setExpectedStreamExists(new empty.Empty());
  else message.setExpectedStreamPosition(expected.toString());
  if (current === NOTHING) return message.setCurrentNoStream(new empty.Empty());
  return message.setCurrentStreamRevision(current.toString());
}

function tooLarge(most: number): status.Status {
  const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(most);
  return error('MaximumAppendSizeExceeded', Code.INVALID_ARGUMENT, details);
}

function failed(error: status.Status): streams.BatchAppendResp {
  return new streams.BatchAppendResp().setError(error);
}

/** The details are named by their message's name, by which the client knows them. */
function error(
  name: string,
  number: code.Code,
  details: { serializeBinary(): Uint8Array },
): status.Status {
  const packed = new anyMessage.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new status.Status().setCode(number).setMessage(name).setDetails(packed);
}

import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { TOMBSTONED } from '../log/event.js';
import type { Place, StoredEvent } from '../log/event.js';
import { PAGE, filterIn } from '../filter.js';
import type { Filter } from '../filter.js';
import { receive } from '../node.js';
import type { Node } from '../node.js';
import { refusal } from '../refusals.js';
import { identifierOf, placeIn, readEvent, streamName } from '../wire.js';
import { Outlet } from './calls.js';
import { subscribeToAll } from './subscribe-to-all.js';
import { subscribeToStream } from './subscribe-to-stream.js';

/** Reads and subscriptions are one method, told apart by the options. After Streams.Read.cs. */
export function read(
  node: Node,
  call: ServerWritableStream<streams.ReadReq, streams.ReadResp>,
): void {
  const outlet = new Outlet(node, call);
  serve(node, call, outlet).then(
    () => {
      outlet.end();
    },
    (error: unknown) => {
      outlet.fail(error);
    },
  );
}

async function serve(
  node: Node,
  call: ServerWritableStream<streams.ReadReq, streams.ReadResp>,
  outlet: Outlet<streams.ReadResp>,
): Promise<void> {
  const options = call.request.getOptions() ?? new streams.ReadReq.Options();
  const subscription = options.hasSubscription();
  node.counts.called(subscription ? 'subscribe' : 'read');
  const uuids = options.getUuidOption();
  if (uuids === undefined) {
    throw refusal.invalidArgument("'uuidOption' is a required argument of type UUIDOption");
  }
  const structuredIds = !uuids.hasString();
  const ofStream = options.getStream();
  const ofAll = options.getAll();
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  if (options.getCount() === '0' && !subscription) throw refusal.unknown('maxCount');

  const send = async (event: StoredEvent) => {
    if (outlet.gone) return;
    node.counts.eventsSent += 1;
    await outlet.send(readEvent(event, structuredIds));
    if (!subscription || !node.faults.eventSent()) return;
    await outlet.flushed();
    node.faults.cutConnections();
  };

  if (ofStream !== undefined) {
    const stream = streamName(ofStream.getStreamIdentifier());
    receive(node, call.metadata, stream);
    await node.faults.beforeAnswer();
    if (subscription) {
      const after = startOf(ofStream);
      await subscribeToStream({ node, outlet, send, stream, after });
      return;
    }
    await sendAll(outlet, send, options.getCount(), eventsOfStream(node, ofStream, backwards));
    return;
  }
  if (ofAll === undefined) throw refusal.invalidArgument("'None' is not a valid StreamOption");
  receive(node, call.metadata, '$all');
  const filter = filterIn(options);
  const place = ofAll.hasEnd() ? 'end' : placeIn(ofAll.getPosition());
  await node.faults.beforeAnswer();
  if (subscription) {
    await subscribeToAll({ node, outlet, send, filter, from: place });
    return;
  }
  await sendAll(outlet, send, options.getCount(), eventsOfAll(node, place, backwards, filter));
}

async function sendAll(
  outlet: Outlet<streams.ReadResp>,
  send: (event: StoredEvent) => Promise<void>,
  count: string,
  events: Iterable<StoredEvent | { readonly notFound: string }>,
): Promise<void> {
  let left = BigInt(count);
  for (const event of events) {
    if ('notFound' in event) {
      const identifier = identifierOf(event.notFound);
      const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      await outlet.send(new streams.ReadResp().setStreamNotFound(notFound));
      return;
    }
    if (left === 0n || outlet.gone) return;
    left -= 1n;
    await send(event);
  }
}

function* eventsOfStream(
  node: Node,
  options: streams.ReadReq.Options.StreamOptions,
  backwards: boolean,
): Iterable<StoredEvent | { readonly notFound: string }> {
  const name = streamName(options.getStreamIdentifier());
  const stream = node.log.stream(name);
  if (stream.tombstone !== undefined) throw refusal.streamDeleted(name);
  if (stream.events.length === 0 || stream.deletedSoftly) {
    yield { notFound: name };
    return;
  }
  const now = node.log.now();
  const given = BigInt(options.getRevision());
  const revision = given >= TOMBSTONED ? stream.last : given;
  if (backwards) {
    const from = options.hasStart() ? 0n : options.hasEnd() ? stream.last : revision;
    const first = stream.firstVisible(now);
    for (let at = from > stream.last ? stream.last : from; at >= first; at--) {
      const event = stream.at(at);
      if (event !== undefined) yield event;
    }
    return;
  }
  if (options.hasEnd()) return;
  // Page by page, as the server does: what is appended meanwhile is read too.
  let next = options.hasStart() ? 0n : revision;
  for (;;) {
    const page = node.log.stream(name).page(next, PAGE, now);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    next = last.revision + 1n;
  }
}

function* eventsOfAll(
  node: Node,
  place: Place | 'start' | 'end',
  backwards: boolean,
  { matches }: Filter,
): Iterable<StoredEvent> {
  const { log } = node;
  if (typeof place === 'object' && !log.startsRecord(place.commit)) {
    throw refusal.unknown('Unexpected ReadAllResult: InvalidPosition');
  }
  if (backwards) {
    if (place === 'start') return;
    const end = place === 'end' ? log.events.length : log.indexFrom(place.commit);
    yield* log.events.slice(0, end).reverse().filter(matches);
    return;
  }
  if (place === 'end') return;
  let next = place === 'start' ? 0n : place.commit;
  // {X, P} with P behind X begins after the record at X.
  if (typeof place === 'object' && place.prepare > place.commit) next += 1n;
  for (;;) {
    const from = log.indexFrom(next);
    const page = log.events.slice(from, from + PAGE);
    yield* page.filter(matches);
    const last = page.at(-1);
    if (last === undefined) return;
    next = last.end;
  }
}

function startOf(options: streams.ReadReq.Options.StreamOptions): bigint | 'start' | 'end' {
  if (options.hasRevision()) return BigInt(options.getRevision());
  return options.hasEnd() ? 'end' : 'start';
}

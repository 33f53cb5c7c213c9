import type { Server, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Member, Node } from '../node.js';
import { refusal } from '../refusals.js';
import { uuidOf } from '../wire.js';
import { append } from './append.js';
import { batchAppend } from './batch-append.js';
import { answer } from './calls.js';
import { deleteSoftly, tombstone } from './delete.js';
import { read } from './read.js';

/** What the server answers to; anything else is unimplemented. */
export function serve(server: Server, node: Node): void {
  const { append: one, batchAppend: many, ...others } = streamsService.StreamsService;
  const methods = { append: one, ...others };
  const streams = {
    append: append.bind(undefined, node),
    delete: deleteSoftly.bind(undefined, node),
    read: read.bind(undefined, node),
    tombstone: tombstone.bind(undefined, node),
  };
  // A server that doesn't list it doesn't have it.
  if (node.features.batchAppend) {
    const withMany = { ...streams, batchAppend: batchAppend.bind(undefined, node) };
    server.addService({ ...methods, batchAppend: many }, withMany);
  } else {
    server.addService(methods, streams);
  }
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: (_: unknown, callback: sendUnaryData<features.SupportedMethods>) => {
      node.counts.called('getSupportedMethods');
      unlessUnavailable(node, callback, supportedMethods);
    },
  });
  server.addService(gossipService.GossipService, {
    read: (_: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<gossip.ClusterInfo>) => {
      node.counts.called('gossip');
      unlessUnavailable(node, callback, clusterInfo);
    },
  });
}

/** Who may ask is everybody; the server only has to be there. */
function unlessUnavailable<Message>(
  node: Node,
  callback: sendUnaryData<Message>,
  message: (node: Node) => Message,
): void {
  answer(callback, async () => {
    await node.faults.beforeAnswer();
    if (node.faults.unavailable) throw refusal.notReady();
    return message(node);
  });
}

/** After ServerFeatures.cs: every method, in small letters, with its features. */
function supportedMethods({ features: { version, batchAppend } }: Node): features.SupportedMethods {
  const supported = new features.SupportedMethods().setEventStoreServerVersion(version);
  const add = (service: string, method: string, offered: readonly string[] = []) => {
    supported.addMethods(
      new features.SupportedMethod()
        .setServiceName(service)
        .setMethodName(method)
        .setFeaturesList([...offered]),
    );
  };
  const streams = 'event_store.client.streams.streams';
  add(streams, 'read', ['position', 'events']);
  for (const method of ['append', 'delete', 'tombstone']) add(streams, method);
  if (batchAppend) add(streams, 'batchappend', ['deadline_duration']);
  add('event_store.client.gossip.gossip', 'read');
  add('event_store.client.server_features.serverfeatures', 'getsupportedmethods');
  return supported;
}

const STATES: Readonly<Record<Member['state'], gossip.MemberInfo.VNodeState>> = {
  leader: gossip.MemberInfo.VNodeState.LEADER,
  follower: gossip.MemberInfo.VNodeState.FOLLOWER,
  electing: gossip.MemberInfo.VNodeState.UNKNOWN,
};

function clusterInfo(node: Node): gossip.ClusterInfo {
  const members = node.members().map((member) =>
    new gossip.MemberInfo()
      .setInstanceId(uuidOf(member.id, true))
      .setTimeStamp((BigInt(node.log.now().getTime()) * 10_000n).toString())
      .setState(STATES[member.state])
      .setIsAlive(member.alive)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(member.host).setPort(member.port)),
  );
  return new gossip.ClusterInfo().setMembersList(members);
}

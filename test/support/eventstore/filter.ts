import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from './log/event.js';
import { refusal } from './refusals.js';

/** How many events a server reads at once, and how many it looks at where a request doesn't say. */
export const PAGE = 32;

export interface Filter {
  readonly matches: (event: StoredEvent) => boolean;
  /** The server reads on to the next page after so many events, matching or not. */
  readonly window: number;
  /** Events looked at between two checkpoints; absent where nobody asked for a filter. */
  readonly checkpointInterval?: number;
}

export function filterIn(options: streams.ReadReq.Options): Filter {
  const filter = options.getFilter();
  if (filter === undefined) return { matches: () => true, window: Infinity };
  const window = filter.hasMax() ? filter.getMax() : PAGE;
  const multiplier = filter.getCheckpointintervalmultiplier();
  // The server takes it for a programming error of its own, only when somebody subscribes.
  if (options.hasSubscription() && multiplier === 0) {
    throw refusal.unknown('Exception was thrown by handler.');
  }
  const { FilterCase } = streams.ReadReq.Options.FilterOptions;
  const checkpointInterval = window * multiplier;
  switch (filter.getFilterCase()) {
    case FilterCase.EVENT_TYPE: {
      const allows = expression(filter.getEventType());
      return { matches: ({ type }) => allows(type), window, checkpointInterval };
    }
    case FilterCase.STREAM_IDENTIFIER: {
      const allows = expression(filter.getStreamIdentifier());
      return { matches: ({ stream }) => allows(stream), window, checkpointInterval };
    }
    case FilterCase.FILTER_NOT_SET:
      throw refusal.invalidArgument('A filter is by event type or by stream.');
  }
}

function expression(
  asked: streams.ReadReq.Options.FilterOptions.Expression | undefined,
): (name: string) => boolean {
  const regex = asked?.getRegex() ?? '';
  const prefixes = asked?.getPrefixList() ?? [];
  if (regex === '') return (name) => prefixes.some((prefix) => name.startsWith(prefix));
  const pattern = new RegExp(regex);
  return (name) => pattern.test(name);
}

import 'reflect-metadata';
import { Command, Query } from '@nestjs/cqrs';

type ClassLike = abstract new (...args: never[]) => unknown;

// Where `@nestjs/cqrs` keeps what a handler handles.
const handledKeys = ['__commandHandler__', '__queryHandler__'] as const;

/** The commands and queries among what contexts export. */
export function askedBy(...contexts: readonly object[]): readonly ClassLike[] {
  return contexts
    .flatMap((context): unknown[] => Object.values(context))
    .filter(
      (exported): exported is ClassLike =>
        typeof exported === 'function' &&
        (exported.prototype instanceof Command || exported.prototype instanceof Query),
    );
}

/** @throws Error that names each command and query without a handler or with several */
export function assertOneHandlerEach(
  asked: readonly ClassLike[],
  handlers: readonly ClassLike[],
): void {
  const handled = handlers.map((handler) =>
    handledKeys.map((key): unknown => Reflect.getMetadata(key, handler)).find(Boolean),
  );
  const faults = [...new Set(asked)].flatMap((one) => {
    const count = handled.filter((each) => each === one).length;
    if (count === 1) return [];
    return [`${one.name} has ${count === 0 ? 'no handler' : `${count} handlers`}`];
  });
  if (faults.length === 0) return;
  throw new Error(
    `Every command and query needs one handler, in the list that its context exports: ${faults.join('; ')}.`,
  );
}

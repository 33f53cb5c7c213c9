import { Inject } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { Command, CommandHandler, QueryHandler } from '@nestjs/cqrs';
import type { Query } from '@nestjs/cqrs';
import type { AnyFact, CommandContext, Known, Outcome, Position, ReadRows } from '../index.js';

/** What queries read from: the views, as of one position. */
export abstract class ViewRows {
  /** @throws ViewsError views-building, views-closed */
  abstract query<T>(ask: (rows: ReadRows) => T): T;
}

/** What every command answers: what it recorded, and where to read it. */
export interface CommandOutcome {
  readonly id: string;
  readonly outcome: Outcome<unknown, AnyFact>['outcome'];
  readonly facts: readonly Known<AnyFact>[];
  readonly revision: number;
  readonly position: Position;
  /** Where the thing stands after the command, in the words of its stream. */
  readonly standing?: string;
}

/** A wish to change one stream; the verb is the class's name. */
export abstract class StreamCommand<Input> extends Command<CommandOutcome> {
  constructor(
    readonly id: string,
    readonly input: Input,
    readonly context: CommandContext,
  ) {
    super();
  }
}

type Services<Tokens extends readonly Token[]> = {
  [Index in keyof Tokens]: Tokens[Index] extends abstract new (...args: never[]) => infer Instance
    ? Instance
    : never;
};
type Token = abstract new (...args: never[]) => unknown;

/** A Nest provider that handles one command with one function, given the services it names. */
export function handles<Asked extends Command<unknown>, const Tokens extends readonly Token[]>(
  command: new (...args: never[]) => Asked,
  tokens: Tokens,
  handle: (command: Asked, ...services: Services<Tokens>) => Promise<ResultOf<Asked>>,
): Type {
  const handler = handlerClass(`${command.name}Handler`, tokens, handle);
  CommandHandler(command)(handler);
  return handler;
}

/** A Nest provider that answers one query with one function, given the services it names. */
export function answers<Asked extends Query<unknown>, const Tokens extends readonly Token[]>(
  query: new (...args: never[]) => Asked,
  tokens: Tokens,
  answer: (
    query: Asked,
    ...services: Services<Tokens>
  ) => Promise<AnswerOf<Asked>> | AnswerOf<Asked>,
): Type {
  const handler = handlerClass(`${query.name}Handler`, tokens, answer);
  QueryHandler(query)(handler);
  return handler;
}

type ResultOf<Asked> = Asked extends Command<infer Result> ? Result : never;
type AnswerOf<Asked> = Asked extends Query<infer Result> ? Result : never;

function handlerClass(
  name: string,
  tokens: readonly Token[],
  run: (asked: never, ...services: never) => unknown,
): Type {
  class Handler {
    readonly #services: readonly unknown[];
    constructor(...services: readonly unknown[]) {
      this.#services = services;
    }
    // A refusal thrown before the first await still reaches the caller as a rejection.
    async execute(asked: unknown): Promise<unknown> {
      return await run(asked as never, ...(this.#services as never));
    }
  }
  Object.defineProperty(Handler, 'name', { value: name });
  Reflect.defineMetadata('design:paramtypes', tokens, Handler);
  for (const [index, token] of tokens.entries()) Inject(token)(Handler, undefined, index);
  return Handler;
}

/** The part of an outcome that leaves the context. */
export function answerOf(
  id: string,
  outcome: Outcome<unknown, AnyFact>,
  standing?: string,
): CommandOutcome {
  const { outcome: kind, facts, revision, position } = outcome;
  return {
    id,
    outcome: kind,
    facts,
    revision,
    position,
    ...(standing !== undefined && { standing }),
  };
}

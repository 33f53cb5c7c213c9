import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Decider } from '#event-log';
import type { AnyFact, CommandContext, Known } from '#event-log';
import type { CommandOutcome } from '#event-log/nest';
import { createdId } from '#people';
import { answer } from './edge/answers.js';
import type { Answer } from './edge/answers.js';

export const outcomes = ['recorded', 'unchanged', 'repeated', 'previewed'] as const;

export const outcomeMeaning =
  '`recorded`: the facts below were recorded. `unchanged`: it was so already, nothing was recorded. `repeated`: this request was answered before, and these are the facts it recorded then. `previewed`: the facts below would be recorded; nothing was.';

export class FactAnswer {
  @ApiProperty({ format: 'uuid', description: 'Names the fact, for a correction for example' })
  readonly id!: string;

  @ApiProperty({ description: 'What happened', example: 'ModuleMissed' })
  readonly type!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What is recorded of it. Personal details are sealed and left out.',
    example: { sessionId: 'class-3', moduleId: 'class-3.1', occurredOn: '2026-03-02' },
  })
  readonly data!: Readonly<Record<string, unknown>>;
}

export class CommandAnswer {
  @ApiProperty({ format: 'uuid', description: 'What the command changed or created' })
  readonly id!: string;

  @ApiProperty({ enum: outcomes, description: outcomeMeaning })
  readonly outcome!: CommandOutcome['outcome'];

  @ApiProperty({
    required: false,
    type: 'string',
    description: 'Where it stands now, where there is a standing',
    example: 'in-training',
  })
  readonly standing?: string;

  @ApiProperty({
    type: 'integer',
    description: 'How many facts it has, less one; the number in the ETag. -1: none yet.',
    example: 4,
  })
  readonly revision!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Place in the log, for the header Rollbook-Wait-For of a query',
    example: 42,
  })
  readonly position!: number;

  @ApiProperty({
    type: FactAnswer,
    isArray: true,
    description: 'The facts of this request, what followed from it included',
  })
  readonly facts!: readonly FactAnswer[];
}

/** Hands commands to the bus, and turns what comes back into an answer. */
@Injectable()
export class Commands {
  constructor(
    private readonly bus: CommandBus,
    private readonly decider: Decider,
  ) {}

  /** The id of what a request creates: a repeat with the same Idempotency-Key names the same thing. */
  idFor(kind: string, context: CommandContext): string {
    return createdId(kind, this.decider, context);
  }

  async run(command: Command<CommandOutcome>): Promise<Answer<CommandAnswer>> {
    const outcome = await this.bus.execute(command);
    const { revision, position } = outcome;
    return answer(commandAnswer(outcome), { revision, position });
  }

  /**
   * As `run`, with 201 and the address of what was created: `collection` and the id, or the field
   * of a recorded fact that `named` names. 200 where nothing was created.
   */
  async create(
    command: Command<CommandOutcome>,
    collection: string,
    named?: string,
  ): Promise<Answer<CommandAnswer>> {
    const outcome = await this.bus.execute(command);
    const { revision, position, outcome: kind } = outcome;
    const created = kind === 'recorded' || kind === 'repeated';
    const id = named === undefined ? outcome.id : idIn(outcome.facts, named);
    return answer(commandAnswer(outcome), {
      revision,
      position,
      status: created ? 201 : 200,
      ...(kind !== 'previewed' && id !== undefined && { location: `/api/v1/${collection}/${id}` }),
    });
  }
}

export function commandAnswer(outcome: CommandOutcome): CommandAnswer {
  const { id, outcome: kind, standing, revision, position, facts } = outcome;
  return {
    id,
    outcome: kind,
    ...(standing !== undefined && { standing }),
    revision,
    position,
    facts: facts.map(factAnswer),
  };
}

function factAnswer({ id, type, data }: Known<AnyFact>): FactAnswer {
  const open = Object.entries(data).filter(([, value]) => !isSealed(value));
  return { id, type, data: Object.fromEntries(open) };
}

function isSealed(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('sealed.v1.');
}

function idIn(facts: CommandOutcome['facts'], name: string): string | undefined {
  const id = facts.map(({ data }) => data[name]).find((value) => value !== undefined);
  return typeof id === 'string' ? id : undefined;
}

import type { CommandBus } from '@nestjs/cqrs';
import { LogError, RuleBroken } from '#event-log';
import type { Metrics } from '../metrics.js';

/** Has every command that goes over the bus counted and timed. */
export function measureCommands(bus: CommandBus, metrics: Metrics): void {
  const run: CommandBus['execute'] = bus.execute.bind(bus);
  const execute = (command: object): Promise<unknown> => run(command);
  // The bus of @nestjs/cqrs tells of commands as they begin, and not of how they end.
  bus.execute = async (command: object) => {
    const begun = performance.now();
    const ended = (outcome: string) => {
      metrics.command(command.constructor.name, outcome, performance.now() - begun);
    };
    try {
      const answer = await execute(command);
      ended(outcomeOf(answer));
      return answer as never;
    } catch (error) {
      const refused = error instanceof RuleBroken || error instanceof LogError;
      metrics.refused(refused ? String(error.code) : 'unexpected');
      ended(error instanceof RuleBroken ? 'refused' : 'failed');
      throw error;
    }
  };
}

function outcomeOf(answer: unknown): string {
  const { outcome } = Object(answer) as { readonly outcome?: unknown };
  return typeof outcome === 'string' ? outcome : 'answered';
}

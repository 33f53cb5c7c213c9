import { join } from 'node:path';
import { dateIn, field, type CalendarDate } from '#event-log';
import {
  changeBlocks,
  policyName,
  rendered,
  soundPolicy,
  UnreadableFile,
  type Policy,
} from '#programs/authoring';
import { existsSync, statSync } from 'node:fs';
import type { AffectedRecord } from '../affected.js';
import { formatOf } from '../format.js';
import { pathOf, shortly, WrongUsage, type ExitCode, type Terminal } from '../terminal.js';

interface DiffOptions {
  readonly format: string | undefined;
  readonly log: string | undefined;
  readonly asOf: string | undefined;
}

export async function diff(
  [oldFile, newFile, ...more]: readonly string[],
  { format, log, asOf }: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (oldFile === undefined || newFile === undefined || more.length > 0) {
    throw new WrongUsage('Name two policy files, the older one first.');
  }
  const layout = formatOf(format);
  const before = soundPolicy(pathOf(oldFile, terminal));
  const after = soundPolicy(pathOf(newFile, terminal));
  const day = dayOf(asOf, after, terminal);
  // Read before anything is printed, so that a wrong folder is told at once.
  const judged = log === undefined ? [] : await affectedBlocks(log, before, after, day, terminal);
  terminal.out(rendered([...changeBlocks(before, after), ...judged], layout, terminal.width));
  return 0;
}

function dayOf(asOf: string | undefined, { timeZone }: Policy, { clock }: Terminal): CalendarDate {
  if (asOf === undefined) return dateIn(timeZone, clock.now());
  const day = field.date.safeParse(asOf);
  if (day.success) return day.data;
  throw new WrongUsage(`${asOf} is no day. Write --as-of with one such as 2026-03-31.`);
}

async function affectedBlocks(
  log: string,
  before: Policy,
  after: Policy,
  day: CalendarDate,
  terminal: Terminal,
) {
  const given = pathOf(log, terminal);
  const file = existsSync(given) && statSync(given).isFile() ? given : join(given, 'log.sqlite');
  if (!existsSync(file)) {
    throw new UnreadableFile(
      `there are no records in ${shortly(given, terminal)}`,
      'Name the data folder (DATA_DIR) of a Rollbook; it holds log.sqlite.',
    );
  }
  // What folds the records is loaded only where it is needed.
  const { judgedOtherwise } = await import('../affected.js');
  const { affected, looked } = judgedOtherwise(file, before, after, day);
  return affectedPage(affected, looked, policyName(before), day);
}

function affectedPage(
  affected: readonly AffectedRecord[],
  looked: number,
  name: string,
  day: CalendarDate,
) {
  const whom =
    looked === 1
      ? 'the one application or enrollment'
      : `the ${looked} applications and enrollments`;
  const count =
    looked === 0
      ? `The records hold no application and no enrollment under ${name}.`
      : affected.length === 0
        ? `Of ${whom} under ${name}, judged as of ${day}, none would be judged otherwise.`
        : `Of ${whom} under ${name}, judged as of ${day}, these would be judged otherwise:`;
  return [
    { kind: 'heading', level: 2, text: 'Who would be judged otherwise' } as const,
    { kind: 'text', text: count } as const,
    ...affected.flatMap(({ kind, id, person, sections }) => [
      { kind: 'point', text: `${kind} ${id} (person ${person})`, depth: 0 } as const,
      ...sections.flatMap(({ title, was, is, requirements }) => [
        { kind: 'point', text: `${title}: ${was}; now ${is}`, depth: 1 } as const,
        ...requirements.map((text) => ({ kind: 'point', text, depth: 2 }) as const),
      ]),
    ]),
  ];
}

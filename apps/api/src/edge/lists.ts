import { createHash } from 'node:crypto';
import type { Type as ClassOf } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { z } from 'zod';
import { IsPlainText, IsWholeNumber } from './fields.js';
import { Refusal } from './problems.js';

const defaultLimit = 50;
const cursorVersion = 1;

/** The query of every list: `@Query() query: ListQuery`. */
export class ListQuery {
  @IsWholeNumber({
    min: 1,
    max: 200,
    inQuery: true,
    optional: true,
    description: `Entries on a page, ${defaultLimit} unless given`,
  })
  readonly limit: number = defaultLimit;

  @IsPlainText({ max: 1_000, optional: true, description: '`next` of the page before' })
  readonly cursor?: string;
}

/** One page of a list; no `next` on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * The class of one list's page for the OpenAPI document:
 * `class CohortPage extends pageOf(CohortSummary) {}` with `@ApiOkResponse({ type: CohortPage })`.
 */
export function pageOf<Item extends object>(item: ClassOf<Item>) {
  class PageOf {
    @ApiProperty({ type: item, isArray: true })
    readonly items!: readonly Item[];

    @ApiProperty({
      type: 'string',
      required: false,
      description: 'Cursor of the next page; missing on the last one',
    })
    readonly next?: string;
  }
  return PageOf;
}

/** The cursor of one list: `name` says which, `key` is the sort key of a page's last entry. */
export class Cursor<Key> {
  constructor(
    private readonly name: string,
    private readonly key: z.ZodType<Key>,
  ) {}

  encode(key: Key): string {
    const payload = Buffer.from(JSON.stringify([cursorVersion, key])).toString('base64url');
    return `${payload}.${this.#check(payload)}`;
  }

  /** @throws Refusal bad-cursor, for anything that `encode` of the same list did not give */
  decode(cursor: string): Key {
    const [payload = '', check, ...rest] = cursor.split('.');
    if (check !== this.#check(payload) || rest.length > 0) throw new Refusal('bad-cursor');
    const [version, key] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[];
    const parsed = this.key.safeParse(key);
    if (version !== cursorVersion || !parsed.success) throw new Refusal('bad-cursor');
    return parsed.data;
  }

  /**
   * The page of rows that were read with a limit one higher than asked, which tells whether there
   * is a next page without a second query.
   */
  page<Row extends object>(
    rows: readonly Row[],
    limit: number,
    keyOf: (row: Row) => Key,
  ): Page<Row> {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return { items };
    return { items, next: this.encode(keyOf(last)) };
  }

  // Not a secret: it turns a cut or mistyped cursor into a clear refusal. Whoever forges one only
  // chooses where a list starts that they may read anyway.
  #check(payload: string): string {
    const text = `${this.name}\n${payload}`;
    return createHash('sha256').update(text).digest('base64url').slice(0, 8);
  }
}

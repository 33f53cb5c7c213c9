import type { FactId, FactMetadata, Position, RecordedFact, StreamName } from '../facts.js';

export interface FactRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** @throws SyntaxError when the stored text is no longer JSON */
export function recorded(row: FactRow): RecordedFact {
  return {
    id: row.id as FactId,
    type: row.type,
    data: JSON.parse(row.data) as RecordedFact['data'],
    metadata: JSON.parse(row.metadata) as FactMetadata,
    stream: row.stream as StreamName,
    revision: row.revision,
    position: row.position as Position,
  };
}

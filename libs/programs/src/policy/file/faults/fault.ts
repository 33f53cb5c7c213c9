/** Why a text cannot be taken apart into fields: where the mistake is, as far as that can be told. */
export interface Fault {
  /** From the beginning of the text. */
  readonly offset: number;
  readonly problem: string;
  readonly mend: string;
}

/** As the parser found it. */
export interface Found {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [begins: number, ends: number];
}

export const quoteAll = 'If all of it is words, put all of it in quotation marks.';

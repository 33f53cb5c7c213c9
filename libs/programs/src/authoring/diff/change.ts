/** How a change bears on the person; `words` changes nothing that is judged. */
export type Bearing = 'stricter' | 'looser' | 'other' | 'words';

/** One difference between two policies. */
export interface Change {
  readonly bearing: Bearing;
  /** What it is about, such as `Two letters of reference (references)`. */
  readonly of: string;
  /** One sentence or more. */
  readonly says: string;
  /** What came or went with it, deeper ones belonging to the one before. */
  readonly inside?: readonly { readonly text: string; readonly depth: number }[];
}

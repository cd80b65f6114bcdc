import type { Made } from '../support';

/** One wrong use of the library: how it is written, and the whole text that its user reads, `code: message`. */
export interface WrongUse {
  readonly name: string;
  /** This throws, or the synthesis of the stack does. */
  readonly use: (surroundings: Made) => void;
  readonly text: string;
}

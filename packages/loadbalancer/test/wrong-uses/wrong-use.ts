import type { Environment } from '../support';

/** One wrong use of the library: how it is written, and the whole text that its user reads, `code: message`. */
export interface WrongUse {
  readonly name: string;
  /** This throws, or the synthesis of the app does. */
  readonly use: (surroundings: Environment) => unknown;
  readonly text: string;
}

/** What a command is given beside its arguments. */
export interface Surroundings {
  /** Aborted when the person at the terminal has had enough. */
  readonly signal: AbortSignal;
  /** A folder of this run, for temporary files of programs that it runs as well; gone when it ends. */
  readonly folder: string;
  /** Says what is going on now. */
  readonly progress: (text: string) => void;
  /** A lasting line of the result. */
  readonly print: (text: string) => void;
}

/** A subcommand. */
export interface Command {
  /** One line. */
  readonly summary: string;
  readonly usage: string;
  /**
   * Throws a `UsageError` for arguments that it cannot take, `Unavailable` where it cannot run, and any other error for
   * what failed or was refused.
   */
  run(args: readonly string[], surroundings: Surroundings): Promise<void>;
}

/** The command line is wrong; its text is followed by the usage. */
export class UsageError extends Error {}

/** It cannot run on this computer; its text says why. */
export class Unavailable extends Error {}

/**
 * Loaded before a program that a command runs (`node --import`): ends it when the command is gone, however it went.
 * A killed command cannot hand its signal on; the pipe to its children closes all the same.
 */
process.stdin.once('close', () => process.exit(1)).resume();
process.stdin.unref();

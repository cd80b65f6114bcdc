/** An error that a person can act on: its code is stable and comes first, `docs/releasing.md` explains each. */
export function failure(code: string, text: string): Error {
  const error = new Error(`${code}: ${text}`);
  error.name = code;
  return error;
}

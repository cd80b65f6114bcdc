/** An error whose name is a stable code: stack traces, those that Python prints too, begin with `Code: text`. */
export function failure(code: string, text: string): Error {
  const error = new Error(text);
  error.name = code;
  return error;
}

/** An error whose `name` is a stable code. jsii hands `name: message` on, so that Python users read the same text. */
export function failure(code: string, message: string): Error {
  const error = new Error(message);
  error.name = code;
  return error;
}

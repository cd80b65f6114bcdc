/**
 * An error whose `name` is a stable code. jsii hands `name: message` on, so that Python users read the same text.
 *
 * Members of a construct that are only checked at synthesis (`node.addValidation`) return text instead: see `coded`.
 */
export function failure(code: string, message: string): Error {
  const error = new Error(message);
  error.name = code;
  return error;
}

/** The text of a `failure` where CDK wants a string: from `node.addValidation`. */
export function coded(code: string, message: string): string {
  return `${code}: ${message}`;
}

import { failure } from '../private/errors';

/** Half of a surrogate pair has no bytes in UTF-8; bash cannot hold a null character. */
const NOT_WRITABLE = /\p{Surrogate}|\0/u;

/** What cannot arrive on the instance byte for byte is refused. */
export function checkText(what: string, text: string): void {
  if (NOT_WRITABLE.test(text)) {
    throw failure(
      'TextNotWritable',
      `${what} holds a null character or half of a surrogate pair; only text can be written to the instance`,
    );
  }
}

/** Names that become file names on the instance and words in reports. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const NAME_RULE = 'letters, digits, dot, underscore and hyphen, beginning with a letter or digit, at most 64';

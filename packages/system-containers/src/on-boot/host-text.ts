import { Fn, Token } from 'aws-cdk-lib/core';

/** Text on its way to the instance. What only the deployment knows travels encoded: it cannot be escaped for JSON. */
export type HostText = string | { readonly base64: string };

export function hostText(text: string): HostText {
  return Token.isUnresolved(text) ? { base64: Fn.base64(text) } : text;
}

/** What a function throws, in the form in which Lambda hands it on. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How an invocation ended: with the handler's result as JSON, or with an error. */
export type Outcome =
  | { readonly result: string; readonly error?: undefined }
  | { readonly error: FunctionError; readonly result?: undefined };

export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
}

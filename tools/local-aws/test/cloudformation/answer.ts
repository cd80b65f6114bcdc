/** What an API answers: members that each test knows. */
export type Answer = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- narrowed by what a test expects of it

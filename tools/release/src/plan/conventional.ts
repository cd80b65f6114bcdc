import { sync as parse } from 'conventional-commits-parser';

/** How much a commit weighs in the next version. */
export type Weight = 'breaking' | 'feature' | 'fix' | 'none';

/** A commit message, read by https://www.conventionalcommits.org/en/v1.0.0/. */
export interface Conventional {
  readonly weight: Weight;
  /** `feat`; absent when the message is not conventional. */
  readonly type?: string;
  readonly scope?: string;
  readonly subject: string;
  /** What the message says to users of what breaks. */
  readonly breaking?: string;
  /** The commit that it takes back, as far as it is written out. */
  readonly reverts?: string;
}

/** Changes nothing for a user, and is no reason for a release of its own. */
const QUIET = new Set(['build', 'chore', 'ci', 'docs', 'refactor', 'style', 'test']);

const HEADER = /^(\w+)(?:\(([^()]*)\))?!?: (.+)$/;
const BREAKING_HEADER = /^(\w+)(?:\(([^()]*)\))?!: (.+)$/;
/** Another footer, which the parser takes for a part of the one before. */
const FOOTER = /\n+(?=[\w-]+: )/;
const REVERTED = /This reverts commit ([0-9a-f]{7,40})\b/;

export function readMessage(message: string): Conventional {
  if (message.trim() === '') {
    return { weight: 'fix', subject: '(no message)' };
  }
  const parsed = parse(message, {
    headerPattern: HEADER,
    breakingHeaderPattern: BREAKING_HEADER,
    headerCorrespondence: ['type', 'scope', 'subject'],
    noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
    // the parser would read `#12` and `@name` out of the text, which nobody asks for here
    issuePrefixes: [],
  });
  const { type, scope } = parsed;
  const subject = parsed.subject ?? message.split('\n', 1)[0] ?? '';
  const breaking = parsed.notes[0]?.text.split(FOOTER, 1)[0]?.trim();
  return {
    weight: weigh(type?.toLowerCase(), breaking !== undefined),
    subject,
    ...(type && { type: type.toLowerCase() }),
    ...(scope && { scope }),
    ...(breaking !== undefined && { breaking }),
    ...(REVERTED.test(message) && { reverts: REVERTED.exec(message)?.[1] }),
  };
}

/** What nobody classified is taken for a fix: better one release too many than a change that nobody hears of. */
function weigh(type: string | undefined, breaking: boolean): Weight {
  if (breaking) {
    return 'breaking';
  }
  if (type === 'feat') {
    return 'feature';
  }
  return type !== undefined && QUIET.has(type) ? 'none' : 'fix';
}

import type { IndexedDocument } from '../aws/search';
import type { Machine } from '../machine/machine';

/** A line that has come to where logs are kept. */
export interface Arrival {
  /** The log group, or the index. */
  readonly place: string;
  /** The stream in the log group. */
  readonly stream?: string;
  readonly text: string;
  /** All that came with it. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface PutLogEvents {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly { readonly message: string }[];
}

/** What has come to CloudWatch Logs and to Elasticsearch so far, in the order in which it was sent. */
export function arrivals({ history }: Machine): Arrival[] {
  return history.facts.flatMap((fact) => {
    if (fact.kind !== 'request' || fact.status !== 200 || fact.payload === undefined) {
      return [];
    }
    if (fact.name === 'logs' && fact.state === 'PutLogEvents') {
      return fromEvents(fact.payload as PutLogEvents);
    }
    return fact.name === 'elasticsearch' ? (fact.payload as IndexedDocument[]).map(fromDocument) : [];
  });
}

function fromEvents({ logGroupName: place, logStreamName: stream, logEvents }: PutLogEvents): Arrival[] {
  return logEvents.map(({ message }) => {
    const fields = parsed(message);
    return { place, stream, text: typeof fields.MESSAGE === 'string' ? fields.MESSAGE : message, fields };
  });
}

function fromDocument({ index, document }: IndexedDocument): Arrival {
  return { place: index, text: String(document.log), fields: document };
}

function parsed(message: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The numbers behind a word in lines that have come: `first 17`. */
export function numbersOf(machine: Machine, word: string): number[] {
  const pattern = new RegExp(`^${word} (\\d+)$`);
  return arrivals(machine).flatMap(({ text }) => {
    const [, number] = pattern.exec(text.trim()) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
}

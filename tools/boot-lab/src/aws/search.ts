import type { Call, Reply } from './call';
import type { World } from './world';

/** What was put into an index. */
export interface IndexedDocument {
  readonly index: string;
  readonly id?: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export const SEARCH_PORT = 9200;

/** The bulk interface of Elasticsearch, as far as those use it who put documents in. */
export function answerSearch(call: Call, { search }: World): Reply {
  const action = `${call.method} ${call.url.split('?')[0]}`;
  const answer = (status: number, body: unknown, payload?: unknown): Reply => ({
    action,
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    payload,
  });
  if (search.login !== undefined && call.headers.authorization !== basic(search.login)) {
    return answer(401, { error: { type: 'security_exception' }, status: 401 });
  }
  if (search.busy) {
    return answer(429, { error: { type: 'es_rejected_execution_exception' }, status: 429 });
  }
  if (!action.endsWith('/_bulk') || call.method !== 'POST') {
    return answer(405, { error: 'nobody plays this', status: 405 });
  }
  const documents = documentsOf(call.body.toString('utf8'));
  const items = documents.map(({ index, id }) => ({ create: { _index: index, _id: id, status: 201 } }));
  return answer(200, { took: 1, errors: false, items }, documents);
}

/** Lines in pairs: what to do, and with what. */
function documentsOf(body: string): IndexedDocument[] {
  const lines = body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return lines
    .filter((_, number) => number % 2 === 0)
    .map((line, number) => {
      const { _index: index, _id: id } = line.create as { _index: string; _id?: string };
      return { index, id, document: lines[2 * number + 1] };
    });
}

function basic(login: string): string {
  return `Basic ${Buffer.from(login).toString('base64')}`;
}

import type { Call } from '../../src/aws/call';
import { answerSearch } from '../../src/aws/search';
import { DEFAULT_WORLD } from '../../src/scenarios/default-world';

const world = { ...DEFAULT_WORLD, userData: '' };

function bulk(headers: Record<string, string> = {}): Call {
  const lines = [{ create: { _index: 'containers-2026.11.28', _id: 'a1' } }, { log: 'hello', tag: 'container.web' }];
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { method: 'POST', host: 'logs.example.com:9200', url: '/_bulk', headers, body };
}

describe('an Elasticsearch that is played', () => {
  it('takes documents, and says which', () => {
    const { status, payload } = answerSearch(bulk(), world);
    expect(status).toBe(200);
    expect(payload).toEqual([
      { index: 'containers-2026.11.28', id: 'a1', document: { log: 'hello', tag: 'container.web' } },
    ]);
  });

  it('takes nothing while it is busy', () => {
    const { status, payload } = answerSearch(bulk(), { ...world, search: { ...world.search, busy: true } });
    expect([status, payload]).toEqual([429, undefined]);
  });

  it('wants its login', () => {
    const closed = { ...world, search: { ...world.search, login: 'lab:lab' } };
    const authorization = `Basic ${Buffer.from('lab:lab').toString('base64')}`;
    expect(answerSearch(bulk(), closed).status).toBe(401);
    expect(answerSearch(bulk({ authorization }), closed).status).toBe(200);
  });

  it('does not do what nobody plays', () => {
    expect(answerSearch({ ...bulk(), method: 'DELETE' }, world).status).toBe(405);
  });
});

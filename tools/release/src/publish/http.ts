import { failure } from '../failure';

/** The text at an address; nothing when there is none. */
export async function ask(registry: string, url: string, init: RequestInit = {}): Promise<string | undefined> {
  let reply: Response;
  try {
    reply = await fetch(url, { ...init, headers: { 'cache-control': 'no-cache', ...init.headers } });
  } catch (error) {
    init.signal?.throwIfAborted();
    const reason = (error as { cause?: Error }).cause?.message ?? String(error);
    throw failure('RegistryUnreachable', `${registry} does not answer at ${url}: ${reason}; run this again`);
  }
  if (reply.status === 404) {
    return undefined;
  }
  const text = await reply.text();
  if (!reply.ok) {
    throw failure('RegistryUnreachable', `${registry} answers ${reply.status} at ${url}: ${text.slice(0, 300)}`);
  }
  return text;
}

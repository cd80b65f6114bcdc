type Read = (input: object) => Promise<unknown>;

interface Sharing {
  running?: Promise<unknown>;
  /** For those who came when `running` was under way already, which may not tell what they came for. */
  next?: Promise<unknown>;
}

/**
 * A client whose named methods, called many times with the same input at about the same time, send one request for all:
 * a burst of events asks a thousand times for the same rules. What a caller gets was asked for after it called.
 */
export function sharingReads<Client extends object>(client: Client, ...names: (keyof Client & string)[]): Client {
  const calls = new Map<string, Sharing>();
  const shared = (name: string, read: Read): Read => {
    const begin = (key: string, input: object): Promise<unknown> => {
      const running = read(input);
      calls.set(key, { running });
      const forget = () => {
        if (calls.get(key)?.next === undefined) {
          calls.delete(key);
        }
      };
      running.then(forget, forget);
      return running;
    };
    return (input) => {
      const key = `${name}${JSON.stringify(input)}`;
      const call = calls.get(key);
      if (call?.running === undefined) {
        return begin(key, input);
      }
      call.next ??= call.running.catch(() => undefined).then(() => begin(key, input));
      return call.next;
    };
  };
  const methods = new Map(
    names.map((name) => [name, shared(name, (input) => (client[name] as Read).call(client, input))]),
  );
  return new Proxy(client, {
    get: (target, name) => methods.get(name as keyof Client & string) ?? (Reflect.get(target, name) as unknown),
  });
}

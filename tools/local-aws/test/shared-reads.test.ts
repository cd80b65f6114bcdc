import { sharingReads } from '../src/shared-reads';

function client() {
  const waiting: ((answer: string) => void)[] = [];
  const rejecting: ((error: Error) => void)[] = [];
  return {
    waiting,
    rejecting,
    read: jest.fn<Promise<string>, [object]>(
      () =>
        new Promise((resolve, reject) => {
          waiting.push(resolve);
          rejecting.push(reject);
        }),
    ),
    write: jest.fn(async (input: object) => input),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('shared reads', () => {
  it('send one request for all who came while another was under way', async () => {
    const { waiting, read, ...rest } = client();
    const shared = sharingReads({ read, ...rest }, 'read');
    const [first, second, third] = [shared.read({ a: 1 }), shared.read({ a: 1 }), shared.read({ a: 1 })];
    expect(read).toHaveBeenCalledTimes(1);
    waiting[0]?.('old');
    await settled();
    expect(read).toHaveBeenCalledTimes(2);
    waiting[1]?.('new');
    expect(await Promise.all([first, second, third])).toEqual(['old', 'new', 'new']);
    void shared.read({ a: 1 });
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('are not shared between inputs', () => {
    const { read, ...rest } = client();
    const shared = sharingReads({ read, ...rest }, 'read');
    void shared.read({ a: 1 });
    void shared.read({ a: 2 });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('fail for the one who asked, and ask again for the others', async () => {
    const { waiting, rejecting, read, ...rest } = client();
    const shared = sharingReads({ read, ...rest }, 'read');
    const [first, second] = [shared.read({}), shared.read({})];
    rejecting[0]?.(new Error('lost'));
    await expect(first).rejects.toThrow('lost');
    await settled();
    waiting[1]?.('found');
    await expect(second).resolves.toBe('found');
  });

  it('leave other methods alone', async () => {
    const shared = sharingReads(client(), 'read');
    await Promise.all([shared.write({}), shared.write({})]);
    expect(shared.write).toHaveBeenCalledTimes(2);
  });
});

import { Listener } from '../../src/server';

describe('the listener', () => {
  it('fails in clear words when the port is taken', async () => {
    const first = await Listener.bind();
    try {
      await expect(Listener.bind(first.port)).rejects.toThrow(
        `PortTaken: port ${first.port} is in use by another program; choose another one or leave it out`,
      );
    } finally {
      await first.close();
    }
  });

  it('says that local AWS is starting until something answers', async () => {
    const listener = await Listener.bind();
    try {
      expect((await fetch(listener.url)).status).toBe(503);
    } finally {
      await listener.close();
    }
  });

  it('gives its port back when closed, whoever is still connected', async () => {
    const listener = await Listener.bind();
    listener.serve(
      () => new Promise(() => undefined),
      () => undefined,
    );
    const waiting = fetch(listener.url).catch(() => 'cut off');
    await new Promise((resolve) => setImmediate(resolve));
    await listener.close();
    expect(await waiting).toBe('cut off');
    await (await Listener.bind(listener.port)).close();
  });
});

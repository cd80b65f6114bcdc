import { fakeHosts } from './fake-host';
import { filesOf, readyCommandOf } from './host-of';

const newHost = fakeHosts();

describe('a container that ends', () => {
  const ended = (how: string) => {
    const host = newHost(filesOf());
    host.start();
    return host.tell('ended', how);
  };

  it('is stopped gently, and removed with what Docker knows of its environment', () => {
    const host = ended('exit status 0');
    host.end();

    expect(host.docker.map(({ words }) => words[0]).slice(-3)).toEqual(['stop', 'inspect', 'rm']);
    expect(host.docker.map(({ words }) => words[words.length - 1]).slice(-3)).toEqual(
      Array(3).fill('system-container-exporter'),
    );
  });

  it('is said to have ended, and why', () => {
    const said = 'ended with exit status 137, out of memory\n';
    expect(ended(said).end().complaint).toBe(said);
  });

  it('is left to the next start when Docker has ended too, as its client would wait for Docker, and Docker for it', () => {
    const host = newHost(filesOf()).tell('no-docker', '');
    host.end();

    expect(host.docker).toEqual([]);
  });

  it('is left alone when it never was', () => {
    const host = newHost(filesOf()).tell('fails', 'stop');
    host.end();

    expect(host.actions).toEqual(['stop']);
  });
});

describe('a container that fails', () => {
  it('is started again at once, then after 1, 2, 4 … seconds, at most a minute', () => {
    const host = newHost(filesOf());
    for (let failure = 0; failure < 9; failure++) {
      host.start();
    }

    expect(host.sleeps).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('begins anew once it has run for a minute', () => {
    const host = newHost(filesOf());
    host.start();
    host.start();
    host.since(61).start();

    expect(host.sleeps).toEqual([0, 1, 0]);
  });

  it('counts as failing when it cannot be pulled', () => {
    const host = newHost(filesOf()).tell('fails', 'pull');
    host.start();
    host.start();

    expect(host.sleeps).toEqual([0, 1]);
  });
});

describe('a container that starts after others', () => {
  const after = () => newHost(filesOf({ startAfter: ['router', 'agent'] }));

  it('waits until they are healthy, or run if they have no health check', () => {
    const host = after()
      .tell('states/system-container-router', 'created\nstarting\nstarting\nhealthy')
      .tell('states/system-container-agent', 'created\nrunning');

    expect(host.start().status).toBe(0);
    expect(host.sleeps).toEqual([0, 1, 1, 1, 1]);
  });

  it('waits for two minutes at most', () => {
    const host = after()
      .tell('states/system-container-router', 'unhealthy')
      .tell('states/system-container-agent', 'running');

    expect(host.start().status).toBe(0);
    expect(host.sleeps.length).toBeGreaterThan(100);
    expect(host.sleeps.length).toBeLessThan(130);
    expect(host.actions).toContain('run');
  });
});

describe('a required container is ready', () => {
  const isReady = (health: string) =>
    newHost(filesOf()).tell('states/system-container-exporter', health).ready(readyCommandOf());

  it('when it is healthy', () => {
    expect(isReady('healthy').status).toBe(0);
  });

  it.each(['starting', 'unhealthy'])('not when it is %s, which is what the boot then reports', (health) => {
    expect(isReady(health)).toEqual({ status: 1, complaint: `${health}\n` });
  });

  it('not when it is not there', () => {
    expect(isReady('').status).toBe(1);
  });
});

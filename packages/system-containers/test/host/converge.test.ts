import { gzipSync } from 'node:zlib';
import { type FakeHost, fakeHosts } from './fake-host';
import { generationOf, programs } from './host-of';
import { SystemContainerImage, type SystemContainerProps } from '../../src';

const newHost = fakeHosts();
const PARAMETER = '/ecs-groundwork/Test/Cluster/default/0123456789abcdef';
const APPROVED = '/var/lib/cloud/instance/system-containers/approved.json';
const RUNNING = '/run/system-containers/running';

const image = (tag: string) => `public.ecr.aws/example/app:${tag}`;

/** A router, and an exporter that starts after it, of these tags. */
function containers(router: string, exporter: string): Partial<SystemContainerProps>[] {
  return [
    {
      containerName: 'exporter',
      image: SystemContainerImage.fromRegistry(image(exporter)),
      startAfter: ['router'],
    },
    { containerName: 'router', image: SystemContainerImage.fromRegistry(image(router)) },
  ];
}

const nameOf = (selector: string | number) => JSON.stringify({ Name: `${PARAMETER}:${selector}` }).replace('":', '": ');

/** Puts a generation into the parameter. */
function put(
  host: FakeHost,
  version: number,
  selectors: readonly (string | number)[],
  router: string,
  exporter = 'e1',
) {
  const content = generationOf(containers(router, exporter));
  const Value = gzipSync(content).toString('base64');
  for (const selector of selectors) {
    host.answer(
      `ssm.eu-central-1.amazonaws.com/${nameOf(selector)}`,
      JSON.stringify({ Parameter: { Value, Version: version } }),
    );
  }
  return host;
}

const refuse = (host: FakeHost) =>
  host
    .forget(`ssm.eu-central-1.amazonaws.com/${nameOf('approved')}`)
    .refusal(`ssm.eu-central-1.amazonaws.com/${nameOf('approved')}`, '{"__type":"ParameterNotFound"}');

const bare = () => newHost([...programs(), { path: '/etc/system-containers/parameter', content: PARAMETER }]);

/** A host that has booted with generation 1 and runs its containers. */
function running(): FakeHost {
  const host = put(bare(), 1, ['approved', 1], 'r1');
  expect(host.converge('first').status).toBe(0);
  host.begin('router').begin('exporter');
  return host;
}

/** The images of the containers that run, as a start would find them. */
const documents = (host: FakeHost) =>
  ['router', 'exporter'].map((name) => {
    const { image: found } = JSON.parse(host.read(`/run/system-containers/${name}.json`)) as { image: string };
    return found.replace(/.*:/, '');
  });

const versionOf = (host: FakeHost, path: string) => (JSON.parse(host.read(path)) as { version: number }).version;

describe('a host at its first boot', () => {
  it('takes the generation that is approved', () => {
    const host = put(bare(), 3, ['approved'], 'r3');

    expect(host.converge('first')).toEqual({ status: 0, said: 'Starts with generation 3', complaint: '' });
    expect(documents(host)).toEqual(['r3', 'e1']);
    expect(host.modeOf('/run/system-containers/router.json')).toBe('600');
    expect(host.modeOf('/run/system-containers')).toBe('700');
  });

  it('asks for a minute, and then fails with the reason', () => {
    const host = refuse(bare());
    const { status, said, complaint } = host.converge('first');

    expect(status).toBe(1);
    expect(said).toMatch(new RegExp(`^${PARAMETER}:approved cannot be read: `));
    expect(complaint).toContain('{"__type":"ParameterNotFound"}');
    expect(new Set(host.sleeps)).toEqual(new Set([5]));
    expect(host.sleeps.length).toBeGreaterThan(4);
    expect(host.sleeps.length).toBeLessThan(13);
    expect(host.has(RUNNING)).toBe(false);
  });

  it('does not ask twice', () => {
    const host = running();
    const before = host.requests.length;

    expect(host.converge('boot').said).toBe('Runs a generation already');
    expect(host.requests).toHaveLength(before);
  });
});

describe('a host that starts again', () => {
  it('takes the generation that is approved by now', () => {
    const host = put(running(), 2, ['approved'], 'r2').powerOff();

    expect(host.converge('boot')).toEqual({ status: 0, said: 'Starts with generation 2', complaint: '' });
    expect(documents(host)).toEqual(['r2', 'e1']);
  });

  it('never keeps one that is not approved', () => {
    const host = put(running(), 2, [2], 'r2');
    expect(host.converge('update', PARAMETER, '2').status).toBe(0);

    host.powerOff().converge('boot');
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it('takes the one that was approved last when AWS does not answer', () => {
    const host = refuse(running()).powerOff();
    const { status, said, complaint } = host.converge('boot');

    expect({ status, said }).toEqual({ status: 0, said: 'Starts with generation 1' });
    expect(complaint).toContain('cannot be read');
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it('is told to take one while it starts, and says that it will', () => {
    const host = put(running(), 2, [2], 'r2').powerOff();

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({
      status: 0,
      said: 'This host is starting, with the generation that is approved',
    });
    expect(host.restarts).toEqual([]);
  });
});

describe('an update', () => {
  const updated = (router: string, exporter?: string) => put(running(), 2, [2], router, exporter);

  it('pulls the new image before it stops the old container, and touches no other', () => {
    const host = updated('r2');
    const before = host.actions.length;

    expect(host.converge('update', PARAMETER, '2')).toEqual({
      status: 0,
      said: 'Runs generation 2, with a new router',
      complaint: '',
    });
    expect(host.actions.slice(before)).toEqual(['pull', 'rm', 'run', 'wait']);
    expect(host.restarts).toEqual(['router']);
    expect(documents(host)).toEqual(['r2', 'e1']);
  });

  it('changes containers in the order in which they start, each when the one before is well', () => {
    const host = updated('r2', 'e2');

    expect(host.converge('update', PARAMETER, '2').said).toBe('Runs generation 2, with a new router, exporter');
    expect(host.restarts).toEqual(['router', 'exporter']);
  });

  it('that changes nothing restarts nothing', () => {
    const host = updated('r1');

    expect(host.converge('update', PARAMETER, '2').said).toBe('Runs generation 2, which changed nothing here');
    expect(host.restarts).toEqual([]);
  });

  it('that is asked for twice is done once', () => {
    const host = updated('r2');
    host.converge('update', PARAMETER, '2');

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({ status: 0, said: 'Runs generation 2 already' });
    expect(host.restarts).toEqual(['router']);
  });

  it('that waited here until a later generation ran does nothing', () => {
    const host = put(updated('r2'), 3, [3], 'r3');
    host.converge('update', PARAMETER, '3');

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({
      status: 0,
      said: 'Runs generation 3 already, which is newer',
    });
    expect(documents(host)).toEqual(['r3', 'e1']);
  });

  it('of another footprint is none of this host', () => {
    const host = updated('r2');

    expect(host.converge('update', '/ecs-groundwork/Test/Cluster/default/other', '2')).toMatchObject({
      status: 0,
      said: 'This host is of another footprint: an instance that is replaced',
    });
    expect(host.restarts).toEqual([]);
  });

  it('without a health check counts when the container has run for ten seconds', () => {
    const host = updated('r2').behaviour(image('r2'), 'unchecked');

    expect(host.converge('update', PARAMETER, '2').status).toBe(0);
    expect(host.sleeps.filter((seconds) => seconds === 1).length).toBeGreaterThanOrEqual(10);
  });
});

describe('an update that is refused', () => {
  const refused = (router: string, exporter = 'e1') => put(running(), 2, [2], router, exporter);

  it('because an image cannot be pulled leaves everything as it is', () => {
    const host = refused('r2', 'e2').tell('fails', image('e2'));

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({
      status: 1,
      said:
        'Generation 2 was refused: public.ecr.aws/example/app:e2 cannot be pulled: docker: pull does not work today; ' +
        'nothing was touched',
    });
    expect(host.restarts).toEqual([]);
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it.each([
    ['unhealthy', 'exporter is unhealthy: port 9100 refuses'],
    // its start period, two turns of its check, and half a minute
    ['starting', 'exporter was not healthy within 39 s'],
  ])('because a container is %s puts back all that it changed', (behaviour, reason) => {
    const host = refused('r2', 'e2').behaviour(image('e2'), behaviour).tell('hurry', '8');

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({
      status: 1,
      said: `Generation 2 was refused: ${reason}; generation 1 runs again`,
    });
    expect(host.restarts).toEqual(['router', 'exporter', 'router', 'exporter']);
    expect(documents(host)).toEqual(['r1', 'e1']);
    expect(versionOf(host, RUNNING)).toBe(1);
    expect(host.has('/run/system-containers/changing')).toBe(false);
  });

  it('because a container does not start says what its program said', () => {
    const host = refused('r2').tell('fails', 'run').behaviour(image('r2'), 'absent').tell('hurry', '20');
    const { status, said } = host.converge('update', PARAMETER, '2');

    expect(status).toBe(1);
    expect(said).toMatch(
      /^Generation 2 was refused: router did not start: .*; generation 1 runs again, but router did/,
    );
  });

  it('because a container always ends does not wait for ever', () => {
    const host = refused('r2').behaviour(image('r2'), 'starting').tell('ending', 'system-container-router');

    expect(host.converge('update', PARAMETER, '2').said).toMatch(/^Generation 2 was refused: router ended 3 times; /);
  });

  it('goes back to images that are there, without asking a registry', () => {
    const host = refused('r2').behaviour(image('r2'), 'unhealthy');
    const before = host.docker.length;
    host.converge('update', PARAMETER, '2');
    const pulls = host.docker.slice(before).filter(({ words }) => words[0] === 'pull');

    expect(pulls.map(({ words }) => words[2])).toEqual([image('r2')]);
  });

  it('because AWS does not answer changes nothing', () => {
    const host = running();

    expect(host.converge('update', PARAMETER, '7')).toMatchObject({
      status: 1,
      said: expect.stringMatching(/:7 cannot be read: /),
    });
    expect(host.restarts).toEqual([]);
  });
});

describe('an update that is killed', () => {
  const KILLED = 'kill -9 "$PPID"; exit 0';

  it('is undone by its unit', () => {
    const host = put(running(), 2, [2], 'r2', 'e2').tell('interruption', KILLED);

    expect(host.converge('update', PARAMETER, '2')).toMatchObject({
      status: 137,
      said: 'A change was interrupted; generation 1 runs again',
    });
    expect(host.restarts).toEqual(['router', 'router']);
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it('is undone by the next run, should its unit be killed as well', () => {
    const host = put(running(), 2, [2], 'r2', 'e2').tell('interruption', KILLED);
    const killed = host.convergeWithoutUnit('update', PARAMETER, '2');
    expect(killed.status).toBeNull();
    expect(documents(host)).toEqual(['r2', 'e1']);

    expect(host.converge('missed').said).toBe('Runs generation 1 already');
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it('leaves nothing to a start', () => {
    const host = put(running(), 2, [2], 'r2', 'e2').tell('interruption', KILLED);
    host.convergeWithoutUnit('update', PARAMETER, '2');

    host.powerOff().converge('boot');
    expect(documents(host)).toEqual(['r1', 'e1']);
    expect(host.has('/run/system-containers/changing')).toBe(false);
  });
});

describe('a host that is told to run what is approved', () => {
  it('goes back when the generation that it runs was given up', () => {
    const host = put(running(), 2, [2], 'r2');
    host.converge('update', PARAMETER, '2');

    expect(host.converge('approved', PARAMETER)).toMatchObject({
      status: 0,
      said: 'Runs generation 1, with a new router',
    });
    expect(documents(host)).toEqual(['r1', 'e1']);
  });

  it('remembers it for starts without AWS', () => {
    const host = put(running(), 2, [2, 'approved'], 'r2');
    host.converge('update', PARAMETER, '2');
    expect(versionOf(host, APPROVED)).toBe(1);

    expect(host.converge('approved', PARAMETER).said).toBe('Runs generation 2 already');
    expect(versionOf(host, APPROVED)).toBe(2);
  });

  it('does not remember what it could not run', () => {
    const host = put(running(), 2, ['approved'], 'r2').behaviour(image('r2'), 'unhealthy');

    expect(host.converge('approved', PARAMETER).status).toBe(1);
    expect(versionOf(host, APPROVED)).toBe(1);
  });
});

describe('a host that no roll-out reached', () => {
  it('takes by itself what was approved meanwhile', () => {
    const host = put(running(), 2, ['approved'], 'r2');

    expect(host.converge('missed')).toMatchObject({ status: 0, said: 'Runs generation 2, with a new router' });
  });

  it('leaves a roll-out alone that is ahead of what is approved, for a day', () => {
    const host = put(running(), 2, [2], 'r2');
    host.converge('update', PARAMETER, '2');

    expect(host.converge('missed').said).toBe('A roll-out is ahead of what is approved');
    expect(documents(host)).toEqual(['r2', 'e1']);
    expect(host.age(RUNNING, 25 * 3600).converge('missed').said).toBe('Runs generation 1, with a new router');
  });

  it('waits for its boot', () => {
    expect(put(bare(), 1, ['approved'], 'r1').converge('missed')).toEqual({ status: 0, said: '', complaint: '' });
  });
});

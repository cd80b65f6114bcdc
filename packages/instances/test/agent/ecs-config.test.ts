import fc from 'fast-check';
import { Duration } from 'aws-cdk-lib/core';
import { AgentLogLevel } from '../../src/agent/agent-log-level';
import { DynamicPortRange } from '../../src/agent/dynamic-port-range';
import { ecsConfig, type EcsConfigSources } from '../../src/agent/ecs-config';
import { ImagePullBehavior } from '../../src/agent/image-pull-behavior';
import type { BootContribution } from '../../src/boot/boot-contribution';

function config(
  sources: Partial<Omit<EcsConfigSources, 'contributions'>> = {},
  contributions: Record<string, BootContribution> = {},
): string[] {
  return ecsConfig({
    clusterName: 'shop',
    agent: {},
    attributes: {},
    spot: false,
    imdsBlocked: true,
    ...sources,
    contributions: new Map(Object.entries(contributions)),
  }).split('\n');
}

/** The lines that the defaults alone would not give. */
function added(...given: Parameters<typeof config>): string[] {
  const defaults = config();
  return config(...given).filter((line) => !defaults.includes(line));
}

describe("the agent's configuration", () => {
  it('joins the cluster, keeps to our port range, takes over tags, blocks IMDS and leaves memory to the host', () => {
    expect(config()).toEqual([
      'ECS_CLUSTER=shop',
      'ECS_DYNAMIC_HOST_PORT_RANGE=32768-51677',
      'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance',
      'ECS_AWSVPC_BLOCK_IMDS=true',
      'ECS_RESERVED_MEMORY=256',
    ]);
  });

  it('drains Spot instances', () => {
    expect(added({ spot: true })).toEqual(['ECS_ENABLE_SPOT_INSTANCE_DRAINING=true']);
  });

  it('leaves IMDS to tasks when the group does', () => {
    expect(added({ imdsBlocked: false })).toEqual(['ECS_AWSVPC_BLOCK_IMDS=false']);
  });

  it('gives the instance the attributes of the group', () => {
    expect(added({ attributes: { tier: 'web', rack: '7' } })).toEqual([
      'ECS_INSTANCE_ATTRIBUTES={"tier":"web","rack":"7"}',
    ]);
  });

  it('says each property as the agent reads it', () => {
    const agent = {
      imagePullBehavior: ImagePullBehavior.PREFER_CACHED,
      imagePullTimeout: Duration.minutes(20),
      imageCleanup: {
        enabled: true,
        interval: Duration.minutes(10),
        minimumAge: Duration.hours(2),
        imagesPerRound: 20,
      },
      taskCleanupWait: Duration.minutes(5),
      containerStartTimeout: Duration.seconds(45),
      containerStopTimeout: Duration.minutes(2),
      containerMetadataFile: true,
      privilegedContainers: false,
      taskRolesOnHostNetwork: false,
      logLevel: AgentLogLevel.WARN,
      settings: { ECS_TASK_METADATA_RPS_LIMIT: '100,150' },
    };

    expect(added({ agent })).toEqual([
      'ECS_IMAGE_PULL_BEHAVIOR=prefer-cached',
      'ECS_IMAGE_PULL_TIMEOUT=1200s',
      'ECS_DISABLE_IMAGE_CLEANUP=false',
      'ECS_IMAGE_CLEANUP_INTERVAL=600s',
      'ECS_IMAGE_MINIMUM_CLEANUP_AGE=7200s',
      'ECS_NUM_IMAGES_DELETE_PER_CYCLE=20',
      'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=300s',
      'ECS_CONTAINER_START_TIMEOUT=45s',
      'ECS_CONTAINER_STOP_TIMEOUT=120s',
      'ECS_ENABLE_CONTAINER_METADATA=true',
      'ECS_DISABLE_PRIVILEGED=true',
      'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false',
      'ECS_LOGLEVEL=warn',
      'ECS_TASK_METADATA_RPS_LIMIT=100,150',
    ]);
  });

  it('adds the memory of every contribution to the share of the agent', () => {
    const contributions = { router: { reservedMemoryMiB: 100 }, exporter: { reservedMemoryMiB: 28 } };

    expect(added({}, contributions)).toEqual(['ECS_RESERVED_MEMORY=384']);
    expect(added({ agent: { reservedMemoryMiB: 512 } }, contributions)).toEqual(['ECS_RESERVED_MEMORY=640']);
  });

  it('reserves no memory when nobody wants any', () => {
    expect(config({ agent: { reservedMemoryMiB: 0 } }).join()).not.toContain('ECS_RESERVED_MEMORY');
  });

  it.each([
    // about 951 MiB of 1024 are there for ECS
    ['the last MiB that leaves tasks 128', 823, true],
    ['one more', 824, false],
  ])('checks that the smallest type can spare the memory: %s', (_, reservedMemoryMiB, fits) => {
    const smallest = { type: 't3.micro', memoryMiB: 1024 };
    const render = expect(() => config({ smallest, agent: { reservedMemoryMiB } }));

    if (fits) {
      render.not.toThrow();
    } else {
      render.toThrow('824 MiB of memory are reserved (agent 824), but a t3.micro');
    }
  });

  it("keeps the agent's own ports reserved when others come to them", () => {
    const lines = added(
      { agent: { reservedPorts: [9100] } },
      { router: { reservedPorts: [24224], reservedUdpPorts: [24224, 53] } },
    );

    expect(lines).toEqual([
      'ECS_RESERVED_PORTS=[22,2375,2376,9100,24224,51678,51679]',
      'ECS_RESERVED_PORTS_UDP=[53,24224]',
    ]);
  });

  it('adds log drivers to those that are enabled without us', () => {
    const lines = added(
      { agent: { logDrivers: ['gelf'] } },
      { a: { logDrivers: ['splunk', 'gelf'] }, b: { logDrivers: ['awslogs'] } },
    );

    expect(lines).toEqual([
      'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","syslog","awslogs","fluentd","none","gelf","splunk"]',
    ]);
  });

  it('takes settings of contributions', () => {
    expect(added({}, { gpu: { agentSettings: { ECS_NVIDIA_RUNTIME: 'nvidia' } } })).toEqual([
      'ECS_NVIDIA_RUNTIME=nvidia',
    ]);
  });

  it('has one line for each setting, whose value stands after the first equals sign, whatever it contains', () => {
    const name = fc.stringMatching(/^ECS_X[A-Z0-9_]{1,12}$/);
    const value = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\0]/g, ''));
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (settings) => {
        const lines = added({ agent: { settings } });
        const read = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
        expect(Object.fromEntries(read)).toEqual(settings);
      }),
    );
  });

  it('reserves what was asked for and what is always reserved, in any combination, or names the clash', () => {
    const port = fc.integer({ min: 0, max: 65536 });
    fc.assert(
      fc.property(fc.uniqueArray(port, { maxLength: 8 }), fc.uniqueArray(port, { maxLength: 8 }), (own, others) => {
        const wanted = [...own, ...others];
        const possible = (one: number): boolean =>
          one >= 1 && one <= 65535 && (one < DynamicPortRange.FIRST || one > DynamicPortRange.LAST);
        const always = [22, 2375, 2376, 51678, 51679];
        const clash = new Set([...wanted, ...always]).size < wanted.length + always.length || !wanted.every(possible);
        const render = (): string[] => added({ agent: { reservedPorts: own } }, { other: { reservedPorts: others } });
        if (clash) {
          expect(render).toThrow(
            /^\w+: (TCP port \d+, reserved by (agent|contribution 'other'), |(agent|contribution 'other') reserves)/,
          );
        } else {
          const all = [...wanted, ...always].sort((a, b) => a - b);
          expect(render()).toEqual(wanted.length > 0 ? [`ECS_RESERVED_PORTS=${JSON.stringify(all)}`] : []);
        }
      }),
    );
  });
});

describe('the dynamic port range', () => {
  it("ends below the agent's own ports", () => {
    expect(DynamicPortRange.LAST).toBeLessThan(51678);
  });

  it('is the same for the agent and for security groups', () => {
    const agent = config().find((line) => line.startsWith('ECS_DYNAMIC_HOST_PORT_RANGE='));

    expect(agent).toBe(`ECS_DYNAMIC_HOST_PORT_RANGE=${DynamicPortRange.tcp().toString()}`);
    expect(DynamicPortRange.udp().toString()).toBe(`UDP ${DynamicPortRange.FIRST}-${DynamicPortRange.LAST}`);
  });
});

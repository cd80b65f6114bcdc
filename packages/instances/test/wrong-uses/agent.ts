import { Duration } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import type { AgentConfiguration } from '../../src/agent/agent-configuration';
import { AgentLogLevel } from '../../src/agent/agent-log-level';
import type { BootContribution } from '../../src/boot/boot-contribution';

/** A group whose agent is configured like this, and which gets these contributions, by name. */
function group(
  agent: AgentConfiguration,
  contributions: Readonly<Record<string, BootContribution>> = {},
): WrongUse['use'] {
  return ({ cluster }) => {
    const made = cluster.addInstanceGroup('default', { agent });
    for (const [contributionName, contribution] of Object.entries(contributions)) {
      made.contribute({ contributionName, bind: () => contribution });
    }
  };
}

/** Wrong configurations of the ECS agent. */
export const AGENT_USES: readonly WrongUse[] = [
  {
    name: 'a setting that is not of the ECS agent',
    use: group({ settings: { HTTP_PROXY: '10.0.0.131:3128' } }),
    text:
      "AgentSettingUnknown: agent.settings holds 'HTTP_PROXY', which is no setting of the ECS agent: they begin with ECS_ " +
      'and are written in capitals',
  },
  {
    name: 'a login in the settings of the agent',
    use: group({ settings: { ECS_ENGINE_AUTH_DATA: '{}' } }),
    text:
      'AgentSettingSecret: agent.settings holds ECS_ENGINE_AUTH_DATA: user data is readable, so a login must not stand ' +
      "there; use the group's `registryAuth`, or an ECR pull-through cache",
  },
  {
    name: 'a setting that the library writes',
    use: group({ settings: { ECS_CLUSTER: 'other' } }),
    text: 'AgentSettingOwned: agent.settings holds ECS_CLUSTER, which cannot be set by name: it is the cluster that the group belongs to',
  },
  {
    name: 'a setting that adds up',
    use: group({}, { router: { agentSettings: { ECS_RESERVED_MEMORY: '128' } } }),
    text:
      "AgentSettingOwned: contribution 'router' holds ECS_RESERVED_MEMORY, which cannot be set by name: " +
      'use `reservedMemoryMiB`, which adds up',
  },
  {
    name: 'a setting by property and by name',
    use: group({ logLevel: AgentLogLevel.WARN, settings: { ECS_LOGLEVEL: 'debug' } }),
    text: 'AgentSettingTwice: agent.settings sets ECS_LOGLEVEL, which agent.logLevel sets as well; leave one of them out',
  },
  {
    name: 'a setting in two contributions',
    use: group({}, { a: { agentSettings: { ECS_DATADIR: '/a' } }, b: { agentSettings: { ECS_DATADIR: '/b' } } }),
    text: "AgentSettingTwice: contribution 'b' sets ECS_DATADIR, which contribution 'a' sets as well; leave one of them out",
  },
  {
    name: 'a setting of two lines',
    use: group({ settings: { ECS_LOG_OPTS: '{}\nECS_CLUSTER=other' } }),
    text:
      'AgentSettingValueInvalid: agent.settings gives the agent setting ECS_LOG_OPTS a value of more than one line; ' +
      'the agent reads one setting a line',
  },
  {
    name: 'a port that two contributions reserve',
    use: group({}, { router: { reservedPorts: [24224] }, exporter: { reservedPorts: [9100, 24224] } }),
    text:
      "ReservedPortTaken: TCP port 24224, reserved by contribution 'exporter', is already reserved by contribution 'router'; " +
      'choose another port',
  },
  {
    name: 'a UDP port that two contributions reserve',
    use: group({}, { statsd: { reservedUdpPorts: [8125] }, exporter: { reservedUdpPorts: [8125] } }),
    text:
      "ReservedPortTaken: UDP port 8125, reserved by contribution 'exporter', is already reserved by contribution 'statsd'; " +
      'choose another port',
  },
  {
    name: 'a port of the host',
    use: group({}, { shell: { reservedPorts: [22] } }),
    text: "ReservedPortTaken: TCP port 22, reserved by contribution 'shell', is already reserved by the host itself; choose another port",
  },
  {
    name: 'a reserved port that a task may get',
    use: group({ reservedUdpPorts: [32768] }),
    text:
      'ReservedPortDynamic: UDP port 32768, reserved by agent, lies in the range that tasks get their host ports from, ' +
      '32768 to 51677; choose a port below it',
  },
  {
    name: 'a port that is none',
    use: group({ reservedPorts: [65536] }),
    text: 'ReservedPortInvalid: agent reserves a TCP port that is not a whole number from 1 to 65535, known at synthesis',
  },
  {
    name: 'less than no memory',
    use: group({ reservedMemoryMiB: -1 }),
    text:
      'ReservedMemoryInvalid: agent has a reservedMemoryMiB that is not a whole number of MiB from 0, known at synthesis; ' +
      'leave it out for its default',
  },
  {
    name: 'more memory than the smallest type can spare',
    use: group({}, { router: { reservedMemoryMiB: 3000 }, scanner: { reservedMemoryMiB: 600 }, idle: {} }),
    text:
      "ReservedMemoryTooLarge: 3856 MiB of memory are reserved (agent 256, contribution 'router' 3000, contribution 'scanner' " +
      '600), but a t3.medium, the smallest type of the group, has about 3900 MiB for ECS, of which at least 128 must be ' +
      'left for tasks; reserve less, or choose larger types',
  },
  {
    name: 'a time that the agent would ignore',
    use: group({ imageCleanup: { interval: Duration.seconds(599) } }),
    text: 'AgentValueTooSmall: agent.imageCleanup.interval must be a whole number of at least 600 s, got 599 s',
  },
  {
    name: 'a round that removes no image',
    use: group({ imageCleanup: { imagesPerRound: 0 } }),
    text: 'AgentValueTooSmall: agent.imageCleanup.imagesPerRound must be a whole number of at least 1, got 0',
  },
];

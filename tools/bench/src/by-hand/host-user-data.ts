import { gzipSync } from 'node:zlib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { hostFiles, type HostFile, type PlacedFile } from './content';
import { containerFiles, type SystemContainer } from './system-containers';

export const LAUNCH_HOOK = 'boot';

const GATE = 'gate.sh';
const UNITS = '/etc/systemd/system';

export interface HostPlan {
  readonly clusterName: string;
  readonly group: string;
  readonly spot: boolean;
  /** Run on every host. */
  readonly containers: readonly SystemContainer[];
  /** The ARN of the secret with the login of a private registry. */
  readonly registryLogin?: string;
}

/** The gate early on every boot; the files of the host, compressed; a script with what only the deployment knows. */
export function hostUserData(plan: HostPlan): ec2.UserData {
  const files = hostFiles();
  const script = ec2.UserData.forLinux();
  script.addCommands(
    'set -euo pipefail',
    ...plan.containers.flatMap(containerFiles).map(({ path, content }) => write(path, content)),
    write('/etc/ecs/ecs.config', agentConfiguration(plan)),
    ...(plan.registryLogin ? [write('/etc/host/registry-login', plan.registryLogin)] : []),
    'systemctl daemon-reload',
    ...plan.containers.map(({ name }) => `systemctl enable --now system-container-${name}`),
    'exec bash /opt/host/boot.sh',
  );
  const gate = files.find(({ name }) => name === GATE)?.content ?? '';
  const userData = new ec2.MultipartUserData();
  userData.addPart(ec2.MultipartBody.fromRawBody({ contentType: ec2.MultipartBody.CLOUD_BOOTHOOK, body: gate }));
  userData.addPart(
    ec2.MultipartBody.fromRawBody({
      contentType: 'application/gzip',
      transferEncoding: 'base64',
      body: compressed([
        ...files.filter(({ name }) => name !== GATE).map(placed),
        ...plan.containers.flatMap((container) => container.files ?? []),
      ]),
    }),
  );
  userData.addUserDataPart(script, ec2.MultipartBody.SHELL_SCRIPT, true);
  return userData;
}

function placed({ name, content }: HostFile): PlacedFile {
  return { path: `${/\.(service|conf)$/.test(name) ? UNITS : '/opt/host'}/${name}`, content };
}

function compressed(files: readonly PlacedFile[]): string {
  const script = ['#!/bin/bash', 'set -euo pipefail', ...files.map(({ path, content }) => write(path, content))];
  return gzipSync(script.join('\n'), { level: 9 }).toString('base64');
}

function write(path: string, content: string): string {
  return `mkdir -p ${path.slice(0, path.lastIndexOf('/'))}\ncat >${path} <<'EOF'\n${content}\nEOF`;
}

const AGENTS_OWN_MEMORY_MIB = 256;
const AGENTS_OWN_PORTS = [22, 2375, 2376, 51678, 51679];

function agentConfiguration({ clusterName, group, spot, containers }: HostPlan): string {
  const memory = containers.reduce((sum, { memoryMiB }) => sum + memoryMiB, AGENTS_OWN_MEMORY_MIB);
  const ports = [...AGENTS_OWN_PORTS, ...containers.flatMap((container) => container.ports)];
  return [
    `ECS_CLUSTER=${clusterName}`,
    'ECS_DYNAMIC_HOST_PORT_RANGE=32768-51677',
    'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance',
    'ECS_AWSVPC_BLOCK_IMDS=true',
    ...(spot ? ['ECS_ENABLE_SPOT_INSTANCE_DRAINING=true'] : []),
    `ECS_INSTANCE_ATTRIBUTES=${JSON.stringify({ group })}`,
    ...(containers.length > 0 ? [`ECS_RESERVED_MEMORY=${memory}`, `ECS_RESERVED_PORTS=${JSON.stringify(ports)}`] : []),
  ].join('\n');
}

import type { PlacedFile } from './content';

/** A container that runs once on every instance, started by systemd. */
export interface SystemContainer {
  readonly name: string;
  readonly image: string;
  readonly memoryMiB: number;
  /** On the host, whose network the container shares. */
  readonly ports: readonly number[];
  /** Of `docker run`. */
  readonly options: readonly string[];
  readonly command: readonly string[];
  /** Files in memory, by name; each the ARN of a secret. */
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** Whether the instance takes no work before the container is healthy. */
  readonly required?: boolean;
  /** What it reads on the host, known before any deployment. */
  readonly files?: readonly PlacedFile[];
}

/** What a host needs to run it: the unit, and the document that the host's program reads. */
export function containerFiles(container: SystemContainer): PlacedFile[] {
  const { name, image, memoryMiB, options, command, secretFiles = {} } = container;
  const unit = `system-container-${name}.service`;
  const document = {
    image,
    options: ['--memory', `${memoryMiB}m`, '--network', 'host', ...options, '--log-driver', 'journald'],
    command,
    secrets: {},
    secretFiles,
    startAfter: [],
  };
  return [
    { path: `/etc/systemd/system/${unit}`, content: unitText(name) },
    { path: `/etc/system-containers/${name}.json`, content: JSON.stringify(document) },
    ...(container.required
      ? [
          { path: `/var/lib/host/required/${unit}`, content: `/opt/host/system-container.py ready ${name}` },
          {
            path: '/etc/systemd/system/ecs-groundwork-ready.service.d/required.conf',
            content: `[Unit]\nWants=${unit}\nAfter=${unit}`,
          },
        ]
      : []),
  ];
}

/** What all of them have in common stands in a drop-in, one of the host's files. */
function unitText(name: string): string {
  return `[Unit]\nDescription=System container ${name}\n[Install]\nWantedBy=multi-user.target docker.service`;
}

/** Metrics of the host. */
export const nodeExporter: SystemContainer = {
  name: 'node-exporter',
  image: 'quay.io/prometheus/node-exporter:v1.9.1',
  memoryMiB: 64,
  ports: [9100],
  options: ['--pid', 'host', '--mount', 'type=bind,source=/,target=/host,readonly', '--read-only'],
  command: ['--path.rootfs=/host'],
};

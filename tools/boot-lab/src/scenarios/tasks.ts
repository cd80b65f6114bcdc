import type { Machine } from '../machine/machine';
import { propertiesOf, type Environment } from '../user-data/environments';

interface TaskDefinition {
  readonly ContainerDefinitions: readonly ContainerDefinition[];
}

interface ContainerDefinition {
  readonly Name: string;
  readonly LogConfiguration: { readonly LogDriver: string; readonly Options: Readonly<Record<string, string>> };
}

/** Where containers of tasks write for scenarios, on the machine. */
const OUT = '/var/lib/lab-out';

/** How a container of an environment's services logs, as its template says. */
export async function logConfiguration(environment: Environment, container: string) {
  const definitions = await propertiesOf<TaskDefinition>(environment, 'AWS::ECS::TaskDefinition');
  const found = definitions.flatMap((one) => one.ContainerDefinitions).find(({ Name }) => Name === container);
  if (!found) {
    throw new Error(`${environment} has no container '${container}'`);
  }
  return found.LogConfiguration;
}

export interface TaskOptions {
  readonly name: string;
  readonly log: ContainerDefinition['LogConfiguration'];
  /** Lines to write; without end if it is missing. */
  readonly lines?: number;
  /** Of Docker's log driver, besides what was rendered. */
  readonly logOptions?: Readonly<Record<string, string>>;
}

/** Starts a container as the agent would, with the log driver that its task has. It writes `<name> 1`, `<name> 2` … */
export async function startTask(machine: Machine, { name, log, lines, logOptions }: TaskOptions): Promise<void> {
  const options = Object.entries({ ...log.Options, ...logOptions }).flatMap(([key, value]) => [
    '--log-opt',
    `${key}=${value}`,
  ]);
  const script = [
    "trap 'exit 0' TERM",
    'number=0',
    `while [ $number -ne ${lines ?? -1} ]; do`,
    '  number=$((number + 1))',
    '  read -r up _ </proc/uptime',
    `  echo "${name} $number"`,
    `  echo "$number $up" >>/out/${name}`,
    '  sleep 0.05',
    'done',
    // a task that lives on, and ends when it is told to
    'while :; do sleep 0.2; done',
  ].join('\n');
  const { status, output } = await machine.exec(
    ...['docker', 'run', '--detach', '--name', name, '--label', `com.amazonaws.ecs.container-name=${name}`],
    ...['--log-driver', log.LogDriver, ...options, '--volume', `${OUT}:/out`],
    ...['--entrypoint', '/bin/sh', 'public.ecr.aws/nginx/nginx:1.29', '-c', script],
  );
  if (status !== 0) {
    throw new Error(`docker run of ${name} ended with ${status}: ${output}`);
  }
}

export interface WrittenLine {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What a container has written, whatever became of it. The machine has this computer's clock. */
export function writtenBy(machine: Machine, name: string, booted: number): WrittenLine[] {
  const text = machine.read(`${OUT.slice(1)}/${name}`) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').map(Number))
    .map(([number, up]) => ({ number, at: booted + up * 1000 }));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryAuth } from '@ecs-groundwork/instances';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { World } from 'boot-lab/lib/aws/world';
import { DEPLOYMENT } from 'boot-lab/lib/scenarios/default-world';
import { ENVIRONMENT_WORLD } from 'boot-lab/lib/scenarios/environments';
import { instancesOfEnvironment } from 'boot-lab/lib/user-data/environments';
import type { InstanceStart } from 'boot-lab/lib/user-data/instances';
import { changePart, replaceOnce } from 'boot-lab/lib/user-data/message';
import { synthesiseGroup } from 'boot-lab/lib/user-data/synthesise';
import { ROOT } from '../repository';

/** What is booted. */
export interface Subject {
  readonly name: string;
  readonly start: InstanceStart;
  readonly world: Partial<World>;
}

/** What commands added to the user data say in the machine's journal. */
export const MARKS = {
  /** Early parts of the user data, if there are any. cloud-init does work of its own between them and the script. */
  earlyBegins: 'bench: early parts begin',
  earlyEnds: 'bench: early parts end',
  scriptBegins: 'bench: the script begins',
} as const;

const LOGIN =
  'ECS_ENGINE_AUTH_TYPE=docker\nECS_ENGINE_AUTH_DATA={"registry.example.com":{"username":"a","password":"b"}}\n';
const WORLD = { objects: { 'registry/ecs.config': LOGIN } };

/** The baseline first. */
export async function subjects(): Promise<readonly [Subject, ...Subject[]]> {
  const [environment] = (await instancesOfEnvironment('acceptance', DEPLOYMENT)).filter(({ id }) =>
    id.includes('InstanceGroupsdefault'),
  );
  return [
    { name: "terraform-ecs's user data", start: terraformEcs(), world: WORLD },
    { name: 'a group of the packages', start: withMarks(group()), world: WORLD },
    { name: "acceptance's group, its log router healthy", start: withMarks(environment), world: ENVIRONMENT_WORLD },
  ];
}

function terraformEcs(): InstanceStart {
  const script = readFileSync(join(ROOT, 'tools', 'bench', 'content', 'terraform-ecs.sh'), 'utf8');
  return {
    id: 'terraform-ecs',
    userData: markedFirst(MARKS.scriptBegins)(script),
    hopLimit: 2,
    generations: {},
    parameters: {},
  };
}

/** What terraform-ecs's hosts have, without host logs: they register, with a login for a private registry from S3. */
function group(): InstanceStart {
  return synthesiseGroup(DEPLOYMENT, (stack) => ({
    registryAuth: RegistryAuth.s3Object(Bucket.fromBucketName(stack, 'Registry', 'registry'), 'ecs.config'),
  }));
}

function withMarks(start: InstanceStart): InstanceStart {
  const gate = changePart(start.userData, 'ecs-groundwork-gate', markedFirst(MARKS.earlyBegins));
  const early = changePart(gate, 'ecs-groundwork-begin', (body) => `${body}\n${mark(MARKS.earlyEnds)}`);
  return { ...start, userData: changePart(early, 'ecs-groundwork-values', markedFirst(MARKS.scriptBegins)) };
}

/** After the first line, which names the shell. */
function markedFirst(text: string): (script: string) => string {
  return (script) => replaceOnce(script, '\n', `\n${mark(text)}\n`);
}

function mark(text: string): string {
  return `logger '${text}'`;
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../src/repository';

interface Case {
  readonly title: string;
  readonly rule: string;
  /** The file whose text `code` stands for. */
  readonly file: string;
  readonly code: string;
  /** What the rule says: the line, and its whole text. */
  readonly says: readonly string[];
}

const ROOT_IMPORT = "Import from 'aws-cdk-lib/core' or 'aws-cdk-lib/aws-…': the root makes every compile slow.";
const INTERNAL = "'_bind' is @internal to network: use what its public API offers.";

const imports = (title: string, code: string, says: string[]): Case => ({
  title,
  rule: 'groundwork/no-root-cdk-import',
  file: 'packages/network/src/network.ts',
  code,
  says,
});

const CASES: readonly Case[] = [
  imports('the root of aws-cdk-lib is not imported', "import { Stack } from 'aws-cdk-lib';", [`1: ${ROOT_IMPORT}`]),
  imports('nor are types from it', "import type { Stack } from 'aws-cdk-lib';", [`1: ${ROOT_IMPORT}`]),
  imports('nor is it named in a type', "export type A = import('aws-cdk-lib').Stack;", [`1: ${ROOT_IMPORT}`]),
  imports('nor loaded later', "export const lib = import('aws-cdk-lib');", [`1: ${ROOT_IMPORT}`]),
  imports('nor taken by require', "import cdk = require('aws-cdk-lib');", [`1: ${ROOT_IMPORT}`]),
  imports('nor passed on', "export { Stack } from 'aws-cdk-lib';\nexport * from 'aws-cdk-lib';", [
    `1: ${ROOT_IMPORT}`,
    `2: ${ROOT_IMPORT}`,
  ]),
  imports('parts of it are', "import { Stack } from 'aws-cdk-lib/core';\nexport * from 'aws-cdk-lib/aws-ec2';", []),
  {
    title: "an app uses a package's public members, none that are @internal",
    rule: 'groundwork/no-sibling-internal',
    file: 'apps/acceptance/src/main.ts',
    code: [
      "import { Egress } from '@ecs-groundwork/network';",
      'export const egress = Egress.natGatewayPerZone();',
      'export const use = () => egress._bind(undefined as never, 2);',
      'export const { _bind: bind } = egress;',
    ].join('\n'),
    says: [`3: ${INTERNAL}`, `4: ${INTERNAL}`],
  },
  {
    title: 'the package itself uses them',
    rule: 'groundwork/no-sibling-internal',
    file: 'packages/network/src/network.ts',
    code: [
      "import { Egress } from './egress/egress';",
      'export const use = () => Egress.natGatewayPerZone()._bind(undefined as never, 2);',
    ].join('\n'),
    says: [],
  },
];

describe('rules of our own', () => {
  let answers: string[][];

  beforeAll(() => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'tools/eslint/test/lint-texts.mjs')], {
      input: JSON.stringify(CASES),
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`ESLint ended with ${status}:\n${stderr}`);
    }
    answers = JSON.parse(stdout) as string[][];
  });

  it.each(CASES.map((one, index) => ({ ...one, index })))('$title', ({ index, says }) => {
    expect(answers[index]).toEqual(says);
  });
});

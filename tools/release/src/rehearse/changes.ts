import ts from 'typescript';

type Edits = Readonly<Record<string, (text: string) => string>>;

const append = (line: string) => (text: string) => `${text.trimEnd()}\n${line}\n`;

const IMPORT = "import { CfnVPC as RehearsedVpc } from 'aws-cdk-lib/aws-ec2';\n";

const NETWORK = 'packages/network/src/network.ts';

/** A tag on the VPC: updated in place. */
export const harmless: Edits = { [NETWORK]: onEveryVpc("vpc.tags.setTag('Rehearsed', 'yes');") };

/** Another range: a VPC cannot change it. */
export const replacesVpc: Edits = { [NETWORK]: onEveryVpc("vpc.addPropertyOverride('CidrBlock', '172.20.0.0/16');") };

/** Anything: what breaks is what its commit says. */
export const anything: Edits = { [NETWORK]: append('// changed for a rehearsal') };

/** `instances` offers something new … */
export const offers: Edits = {
  'packages/instances/src/rehearsed-offer.ts': () =>
    `/** Made up for a rehearsal. */
export class RehearsedOffer {
  /** A text. */
  public static readonly TEXT = 'rehearsed';

  private constructor() {}
}
`,
  'packages/instances/src/index.ts': append("export * from './rehearsed-offer';"),
};

/** … and `logging` starts to need it. */
export const needs: Edits = {
  'packages/logging/src/rehearsed-need.ts': () =>
    `import { RehearsedOffer } from '@ecs-groundwork/instances';

/** Made up for a rehearsal. */
export class RehearsedNeed {
  /** A text. */
  public static readonly TEXT: string = RehearsedOffer.TEXT;

  private constructor() {}
}
`,
  'packages/logging/src/index.ts': append("export * from './rehearsed-need';"),
};

/** Adds to the end of the constructor of `Network` what happens to each VPC in it, however it made them. */
function onEveryVpc(statement: string): (text: string) => string {
  return (text) => {
    const source = ts.createSourceFile('network.ts', text, ts.ScriptTarget.Latest, true);
    const network = source.statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === 'Network');
    const constructor =
      network && ts.isClassDeclaration(network) ? network.members.find(ts.isConstructorDeclaration) : undefined;
    const end = constructor?.body?.getEnd();
    if (end === undefined) {
      throw new Error(
        `${NETWORK} has no class Network with a constructor: the rehearsal's made-up change needs another place`,
      );
    }
    const added = `  for (const vpc of this.node.findAll().filter((one) => one instanceof RehearsedVpc)) {
      ${statement}
    }
  }`;
    // an earlier act may have changed the file, and imported it
    const imported = text.startsWith(IMPORT) ? '' : IMPORT;
    return `${imported}${text.slice(0, end - 1)}${added}${text.slice(end)}`;
  };
}

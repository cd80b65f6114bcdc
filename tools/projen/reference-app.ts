import { JsonFile } from 'projen';
import { ConstructPackage } from './construct-package';
import { Monorepo } from './monorepo';
import { PrivateProject } from './typescript-project';
import { VERSIONS } from './versions';

export interface ReferenceAppOptions {
  /** The environment that the app describes; the folder below `apps`. */
  readonly name: string;
  /** The packages that it composes. */
  readonly packages: ConstructPackage[];
}

/** A CDK app that shows an environment, written as a user would write it. */
export class ReferenceApp extends PrivateProject {
  public constructor(root: Monorepo, options: ReferenceAppOptions) {
    super(root, {
      name: options.name,
      outdir: `apps/${options.name}`,
      description: `The ${options.name} environment as a CDK app`,
      deps: [
        `aws-cdk-lib@${VERSIONS.cdkFloor}`,
        `constructs@${VERSIONS.constructsFloor}`,
        ...options.packages.map((project) => `${project.package.packageName}@0.0.0`),
      ],
    });
    // what an environment must be is tested on its templates and deployments, in tools/checks
    this.removeTask('test');
    this.tryRemoveFile('jest.config.json');
    this.gitignore.exclude('/cdk.out/', 'cdk.context.json');
    new JsonFile(this, 'cdk.json', { marker: false, obj: { app: 'node lib/main.js', output: 'cdk.out' } });
    this.addTask('synth', {
      description: 'Writes the cloud assembly to cdk.out',
      env: { CDK_OUTDIR: 'cdk.out' },
      exec: 'node lib/main.js',
    });
  }
}

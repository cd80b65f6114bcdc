import { basename } from 'node:path';
import { Project } from 'projen';
import { Monorepo } from './monorepo';
import { PrivateProject } from './typescript-project';
import { VERSIONS } from './versions';

export interface ToolOptions {
  /** The folder below `tools`. */
  readonly name: string;
  readonly description: string;
  /** Other tools that this one imports. */
  readonly tools?: Tool[];
  /** npm packages that it imports, with their versions. */
  readonly dependencies?: string[];
  /** Projects whose sources and results its tests read: what they synthesise and pack is made first. */
  readonly reads?: Project[];
  /** Its tests run programs of the project's virtual environment. */
  readonly runsPython?: boolean;
}

/** A program that builds, tests or shows the project. */
export class Tool extends PrivateProject {
  public constructor(root: Monorepo, options: ToolOptions) {
    super(root, {
      name: options.name,
      outdir: `tools/${options.name}`,
      description: options.description,
      deps: [...(options.tools ?? []).map((tool) => `${tool.name}@0.0.0`), ...(options.dependencies ?? [])],
    });
    if (options.reads) {
      this.setTestTarget(options.reads, {
        dependsOn: ['build', '^build', '^synth', '^package'],
        inputs: ['everything', '^published', 'repository', { env: 'ECS_GROUNDWORK_REAL_ACCOUNT' }],
      });
    } else if (options.runsPython) {
      this.setTestTarget([], { inputs: ['everything', '^production', 'python'] });
    }
  }

  private setTestTarget(reads: Project[], test: object): void {
    const implicitDependencies = reads.map((project) => basename(project.outdir));
    this.package.addField('nx', { name: this.name, implicitDependencies, targets: { test } });
  }
}

/** `@aws-sdk/client-…` for each of the services named. */
export function awsSdkClients(...services: string[]): string[] {
  return services.map((service) => `@aws-sdk/client-${service}@${VERSIONS.awsSdk}`);
}

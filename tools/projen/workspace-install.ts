import { Component, javascript, typescript } from 'projen';

/**
 * projen installs once for every subproject. In an npm workspace the root does it once,
 * so subprojects do not install, and the root installs when any of them changed.
 */
export class WorkspaceInstall extends Component {
  public constructor(private readonly root: typescript.TypeScriptProject) {
    super(root);
  }

  public override preSynthesize(): void {
    for (const project of this.nodeProjects()) {
      project.package.installTask.reset();
      project.package.installCiTask.reset();
    }
  }

  public override postSynthesize(): void {
    const changed = (project: javascript.NodeProject) => project.tryFindObjectFile('package.json')?.changed ?? false;
    if (!changed(this.root) && this.nodeProjects().some(changed)) {
      this.root.tasks.runTask(process.env.CI ? 'install:ci' : 'install');
    }
  }

  private nodeProjects(): javascript.NodeProject[] {
    return this.root.subprojects.filter((project) => project instanceof javascript.NodeProject);
  }
}

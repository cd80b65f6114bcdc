import { ConstructPackage } from '../construct-package';
import { Monorepo } from '../monorepo';
import { addCiWorkflow } from './ci';
import { addReleaseWorkflow } from './release';
import { addUpdateWorkflow } from './update-dependencies';

/** `.github/workflows`: checks, updates, and a release of its own for each package. */
export function addWorkflows(root: Monorepo, packages: readonly ConstructPackage[]): void {
  addCiWorkflow(root);
  addUpdateWorkflow(root);
  packages.forEach((project) => addReleaseWorkflow(root, project));
}

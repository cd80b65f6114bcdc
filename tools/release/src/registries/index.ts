import { join } from 'node:path';
import { NpmRegistry } from './npm-registry';
import { PythonIndex } from './python-index';

export { NpmRegistry } from './npm-registry';
export { PythonIndex } from './python-index';

/** An npm registry and a Python index on this machine. */
export interface Registries {
  readonly npm: NpmRegistry;
  readonly python: PythonIndex;
  close(): Promise<void>;
}

/** Starts both, or neither. What they hold is below `folder` while they run. */
export async function startRegistries(folder: string): Promise<Registries> {
  const [npm, python] = await Promise.allSettled([
    NpmRegistry.start(join(folder, 'npm')),
    PythonIndex.start(join(folder, 'python')),
  ]);
  const started = [npm, python].flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(started.map((one) => one.close()));
  };
  if (npm.status === 'rejected' || python.status === 'rejected') {
    await close();
    throw npm.status === 'rejected' ? npm.reason : (python as PromiseRejectedResult).reason;
  }
  return { npm: npm.value, python: python.value, close };
}

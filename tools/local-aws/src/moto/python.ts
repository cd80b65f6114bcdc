import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The project's own virtual environment at the root of the repository. */
export const PROJECT_PYTHON = join(__dirname, '../../../../.venv/bin/python');

/** The one release that local AWS has been run with; it corrects moto's internals, so another may not do. */
const MOTO_VERSION = '5.2.5';

/** Fails with what to run when `python` is not there or has not the moto we need. */
export async function checkPython(python: string): Promise<void> {
  const advice = `run: ${python} -m pip install 'moto[server]==${MOTO_VERSION}'`;
  const version = await motoVersion(python).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT'
        ? `PythonNotFound: there is no ${python}; npm run local-aws sets the project's virtual environment up`
        : `MotoNotFound: ${python} has no moto; ${advice}`,
    );
  });
  if (version !== MOTO_VERSION) {
    throw new Error(`MotoVersionUnsupported: moto must be ${MOTO_VERSION}, ${python} has ${version}; ${advice}`);
  }
}

async function motoVersion(python: string): Promise<string> {
  const program = "from importlib.metadata import version; print(version('moto'))";
  return (await promisify(execFile)(python, ['-c', program])).stdout.trim();
}

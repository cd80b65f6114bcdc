import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './log.mjs';
import { ROOT, VENV, VENV_PYTHON } from './paths.mjs';
import { CommandError, run } from './run.mjs';

const OLDEST_NODE = [20, 16];
const OLDEST_PYTHON = [3, 10];

/** Brings a clone to where everything can run: checks what must be there, installs what changed since the last time. */
export async function prepare() {
  // the SDK announces at every start when it will ask for a newer Node than we do
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  checkNode();
  const python = await findPython();
  await installNodePackages();
  await installPythonPackages(python);
}

function checkNode() {
  const version = process.versions.node.split('.').map(Number);
  if (older(version, OLDEST_NODE)) {
    throw new CommandError(`Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}.`);
  }
}

async function findPython() {
  for (const name of ['python3', 'python']) {
    const found = await run(name, ['-c', 'import sys, venv; print(*sys.version_info[:2], sep=".")'], {
      mayFail: true,
    }).catch(() => undefined);
    if (found?.code === 0 && !older(found.output.trim().split('.').map(Number), OLDEST_PYTHON)) {
      return name;
    }
  }
  throw new CommandError(
    `Python ${OLDEST_PYTHON.join('.')} or newer with its venv module is needed: install it (on Debian: python3-venv) and run this again.`,
  );
}

async function installNodePackages() {
  const stamp = join(ROOT, 'node_modules', '.installed-from');
  const wanted = fingerprint('package-lock.json', `node ${process.versions.node.split('.')[0]}`);
  if (read(stamp) === wanted) {
    return;
  }
  await step('Install npm packages (npm ci)', async () => {
    await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund']);
    writeFileSync(stamp, wanted);
  });
}

async function installPythonPackages(python) {
  const stamp = join(VENV, '.installed-from');
  const pins = 'tools/python/requirements.txt';
  const wanted = fingerprint(pins, await version(python));
  if (read(stamp) === wanted && existsSync(VENV_PYTHON)) {
    return;
  }
  await step('Install Python packages (.venv)', async () => {
    rmSync(VENV, { recursive: true, force: true });
    await run(python, ['-m', 'venv', VENV]);
    // byte-compiling everything would take longer than all the rest
    await run(VENV_PYTHON, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-compile',
      '--disable-pip-version-check',
      '-r',
      pins,
    ]);
    writeFileSync(stamp, wanted);
  });
}

async function version(python) {
  return (await run(python, ['--version'])).output.trim();
}

function fingerprint(file, ...more) {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, file)))
    .update(more.join())
    .digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function older([major, minor], [wantedMajor, wantedMinor]) {
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

import { missingPackages } from './obstacle';
import { run } from '../support/run';

/** Installs what this machine lacks; says what it does. */
export async function installPackages(say: (line: string) => void): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) {
    return;
  }
  // its archive's keys are what Ubuntu does not have
  const packages = [...missing, 'debian-archive-keyring'];
  say(`apt-get install ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '--quiet'], { env });
  await run('apt-get', ['install', '--quiet', '--yes', '--no-install-recommends', ...packages], { env });
}

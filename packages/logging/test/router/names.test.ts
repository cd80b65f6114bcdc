import { CONFIGURATION, HTTP_PORT, SECRETS, STATE, VARIABLES } from '../../src/router/names';
import { hostScript } from '../../src/router/host-scripts';

describe('the scripts of the router', () => {
  test('know the same places as the constructs', () => {
    const start = hostScript('start.sh');
    expect(start).toContain(`cd "$root${CONFIGURATION}"`);
    expect(start).toContain(`"$root"${SECRETS}/${VARIABLES.destination}*`);
    expect(start).toContain(`export ${VARIABLES.instanceId}\n`);
    const dropped = hostScript('dropped.sh');
    expect(dropped).toContain(`http://127.0.0.1:${HTTP_PORT}/`);
    expect(dropped).toContain(`${STATE}/dropped`);
    const prepare = hostScript('prepare.sh');
    expect(prepare).toContain(`mkdir "$root${STATE}"`);
  });

  test('travel as they are, but for comments', () => {
    for (const name of ['start.sh', 'dropped.sh', 'prepare.sh']) {
      expect(hostScript(name)).toMatch(/^#!\/bin\/(ba)?sh\n[\n -~]*$/);
      expect(hostScript(name)).not.toMatch(/^\s*#[^!]/m);
    }
  });
});

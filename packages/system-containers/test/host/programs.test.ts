import { gzipSync, gunzipSync } from 'node:zlib';
import { Match } from 'aws-cdk-lib/assertions';
import { hostFile, programFiles } from '../../src/on-boot/host-paths';
import { container, make } from '../support';
import { FakeHost } from './fake-host';

const { group, template } = (() => {
  const made = make();
  made.group.contribute(container());
  return { group: made.group, template: made.template };
})();
const [{ Properties }] = Object.values(template.findResources('AWS::SSM::Parameter'));
const { Name, Value } = Properties as { Name: string; Value: string };

/** As the boot runs it. */
const boot = (host: FakeHost) => host.step(hostFile('first.sh'), { PROGRAMS: Name });

describe('the programs for system containers', () => {
  let host: FakeHost;
  beforeEach(() => {
    host = new FakeHost([{ path: '/etc/system-containers/parameter', content: '/lab' }]);
  });
  afterEach(() => host.destroy());

  it('lie in a parameter of the group, which an instance may read and which is there before the first one', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Name: Match.stringLikeRegexp('^/ecs-groundwork/Test/Cluster/InstanceGroups/default/programs-[0-9a-f]{16}$'),
      Type: 'String',
      Tier: 'Intelligent-Tiering',
    });
    const [{ DependsOn }] = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
    expect(DependsOn).toContainEqual(expect.stringMatching('Programs'));
    expect(group.instanceTag.value).toBe('Test/Cluster/InstanceGroups/default');
  });

  it('fit into a parameter', () => {
    expect(Value.length).toBeLessThan(8192);
  });

  it('are put where they belong, and take the approved generation', () => {
    const generation = gzipSync('{"containers":[]}').toString('base64');
    const answer = (name: string, value: string) =>
      host.answer(
        `ssm.eu-central-1.amazonaws.com/{"Name":"${name}"}`,
        JSON.stringify({ Parameter: { Value: value, Version: 1 } }),
      );
    answer(Name, Value);
    // as Python writes JSON
    host.answer(
      'ssm.eu-central-1.amazonaws.com/{"Name": "/lab:approved"}',
      JSON.stringify({ Parameter: { Value: generation, Version: 1 } }),
    );
    expect(boot(host)).toMatchObject({ status: 0, said: 'Starts with generation 1' });
    for (const { path, content, mode } of programFiles()) {
      expect([path, host.read(path), host.modeOf(path)]).toEqual([path, content, mode]);
    }
  });

  it('that cannot be read fail the boot, which says which and why', () => {
    host.refusal(`ssm.eu-central-1.amazonaws.com/{"Name":"${Name}"}`, '{"__type":"ParameterNotFound"}');
    const { status, said } = boot(host);
    expect(status).toBe(1);
    expect(said).toBe(`the parameter ${Name} cannot be read: {"__type":"ParameterNotFound"}`);
    expect(host.has('/opt/system-containers/converge')).toBe(false);
    expect(host.sleeps).toEqual(Array(11).fill(5));
  });

  it('have a name that follows from them', () => {
    const text = gunzipSync(Buffer.from(Value, 'base64')).toString();
    expect(JSON.parse(text)).toEqual(programFiles().map(({ path, mode, content }) => [path, mode, content]));
  });
});

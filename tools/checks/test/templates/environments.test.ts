import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf, ENVIRONMENTS } from '../../src/repository';
import { readAssembly, resourcesOf } from '../../src/templates/assembly';
import { lintTemplates } from '../../src/templates/cfn-lint';
import { acknowledges, nagFindings } from '../../src/templates/nag';
import { undescribedRules } from '../../src/templates/security-groups';
import { ACKNOWLEDGED, ALLOWED_ON_EVERYTHING } from '../../src/templates/settled';
import { isWildcard, statementsOf } from '../../src/templates/statements';
import { synthesise } from '../../src/templates/synthesise';
import { secretsIn, userDataOf } from '../../src/templates/user-data';
import { unencryptedVolumes } from '../../src/templates/volumes';

const assemblies = ENVIRONMENTS.map((environment) => ({
  environment,
  assembly: readAssembly(assemblyOf(environment)),
}));
const templates = assemblies.flatMap(({ assembly }) => assembly.templates);
const findings = templates.flatMap(nagFindings);
const statements = templates.flatMap(statementsOf);

describe.each(assemblies)('the templates of $environment', ({ environment, assembly }) => {
  it('are three: network, cluster, services', () => {
    expect(assembly.templates.map(({ stack }) => stack).sort()).toEqual([
      `${environment}-cluster`,
      `${environment}-network`,
      `${environment}-services`,
    ]);
  });

  it('were written without looking anything up', () => {
    expect(assembly.missing).toEqual([]);
  });

  it('would be written without looking anything up for a known account, too', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'ecs-groundwork-known-account-'));
    try {
      synthesise(environment, outdir, { CDK_DEFAULT_ACCOUNT: '123456789012', CDK_DEFAULT_REGION: 'eu-central-1' });
      expect(readAssembly(outdir).missing).toEqual([]);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  it('never set a DesiredCapacity, which every deployment would reset', () => {
    const groups = assembly.templates.flatMap((template) =>
      resourcesOf(template, 'AWS::AutoScaling::AutoScalingGroup'),
    );
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.filter(({ properties }) => 'DesiredCapacity' in properties)).toEqual([]);
  });

  it('encrypt every volume', () => {
    expect(assembly.templates.flatMap(unencryptedVolumes)).toEqual([]);
  });

  it('describe every security group and every rule', () => {
    expect(assembly.templates.flatMap(undescribedRules)).toEqual([]);
  });

  it('hold no secret in user data', () => {
    const userData = assembly.templates.flatMap(userDataOf);
    expect(userData.length).toBeGreaterThan(0);
    expect(userData.flatMap(({ place, text }) => secretsIn(text).map((secret) => `${place}: ${secret}`))).toEqual([]);
  });
});

describe('the templates of all environments', () => {
  it('have no error in the eyes of cfn-lint', () => {
    expect(lintTemplates(templates.map(({ file }) => file))).toEqual([]);
  });

  it('break no rule of AwsSolutions that is not acknowledged', () => {
    expect(findings.filter((finding) => !ACKNOWLEDGED.some((one) => acknowledges(one, finding)))).toEqual([]);
  });

  it.each(ACKNOWLEDGED)('still need the acknowledgement of $rule at $place', (acknowledgement) => {
    expect(acknowledgement.reason).toMatch(/\w+ \w+ \w+/);
    expect(findings.filter((finding) => acknowledges(acknowledgement, finding))).not.toEqual([]);
  });

  it('allow no action by a wildcard', () => {
    const allowing = statements.filter(({ effect, actions }) => effect === 'Allow' && actions.some(isWildcard));
    expect(allowing).toEqual([]);
  });

  it('allow on every resource only what has a reason', () => {
    expect(statements.length).toBeGreaterThan(0);
    const unexplained = statements
      .filter(({ effect, resources }) => effect === 'Allow' && resources.includes('*'))
      .flatMap(({ place, actions }) =>
        actions.filter((action) => !(action in ALLOWED_ON_EVERYTHING)).map((action) => `${action} at ${place}`),
      );
    expect(unexplained).toEqual([]);
  });

  it.each(Object.keys(ALLOWED_ON_EVERYTHING))('still need %s on every resource', (action) => {
    expect(
      statements.filter(({ actions, resources }) => actions.includes(action) && resources.includes('*')),
    ).not.toEqual([]);
  });
});

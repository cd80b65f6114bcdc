import { Stack } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import { Cluster } from '../../src';
import type { BootContribution } from '../../src/boot/boot-contribution';
import { BootStep } from '../../src/boot/boot-step';
import { makeVpc } from '../support';

/** A group that gets this contribution. */
function contributed(contribution: BootContribution, contributionName = 'router'): WrongUse['use'] {
  return ({ cluster }) => {
    cluster.addInstanceGroup('default').contribute({ contributionName, bind: () => contribution });
  };
}

/** Wrong boot steps and contributions. */
export const BOOT_USES: readonly WrongUse[] = [
  {
    name: 'a boot step without a name',
    use: () => BootStep.text('', 'true'),
    text:
      "BootStepNameInvalid: the boot step name '' is not allowed: letters, digits, dot, underscore and hyphen, " +
      'beginning with a letter or digit, at most 64',
  },
  {
    name: 'a boot step in a file that does not exist',
    use: () => BootStep.file('banner', 'missing/banner.sh'),
    text: "BootStepFileUnreadable: boot step 'banner' cannot be read: ENOENT: no such file or directory, open 'missing/banner.sh'",
  },
  {
    name: 'a variable that no shell has',
    use: () => BootStep.text('banner', 'true', { environment: { 'TEAM-NAME': 'web' } }),
    text:
      "BootStepVariableInvalid: boot step 'banner' has a variable 'TEAM-NAME': letters, digits and underscore, " +
      'not beginning with a digit',
  },
  {
    name: 'a variable that decides how the step is run',
    use: () => BootStep.text('banner', 'true', { environment: { BASH_ENV: '/dev/null' } }),
    text: "BootStepVariableReserved: boot step 'banner' has a variable BASH_ENV, which the boot needs itself; choose another name",
  },
  {
    name: 'a value that no shell can hold',
    use: () => BootStep.text('banner', 'true', { environment: { TEAM: 'we\0b' } }),
    text:
      "TextNotWritable: the variable TEAM of boot step 'banner' holds a null character or half of a surrogate pair; " +
      'only text can be written to the instance',
  },
  {
    name: 'two boot steps of one name',
    use: ({ cluster }) =>
      cluster.addInstanceGroup('default', {
        bootStepsBefore: [BootStep.text('mount', 'true')],
        bootStepsAfter: [BootStep.text('mount', 'true')],
      }),
    text: "BootStepTwice: there are two boot steps named 'mount' in one group; give one of them another name",
  },
  {
    name: 'two contributions that write one file differently',
    use: ({ cluster }) => {
      const group = cluster.addInstanceGroup('default');
      for (const name of ['a', 'b']) {
        const files = [{ path: '/etc/router.conf', content: name }];
        group.contribute({ contributionName: name, bind: () => ({ files }) });
      }
    },
    text: "HostFileTwice: /etc/router.conf is written by contribution 'a' and by contribution 'b'; each file needs one owner",
  },
  {
    name: 'two contributions that give one file different modes',
    use: ({ cluster }) => {
      const group = cluster.addInstanceGroup('default');
      for (const mode of ['644', '600']) {
        const files = [{ path: '/etc/router.conf', content: '', mode }];
        group.contribute({ contributionName: `mode-${mode}`, bind: () => ({ files }) });
      }
    },
    text:
      "HostFileTwice: /etc/router.conf is written by contribution 'mode-644' and by contribution 'mode-600'; " +
      'each file needs one owner',
  },
  {
    name: 'an image that instances without a way to the internet would pull',
    use: ({ stack }) => {
      const other = new Stack(stack.node.root, 'Other');
      const cluster = new Cluster(other, 'Cluster', { vpc: makeVpc(other, 'isolated') });
      const images = ['public.ecr.aws/aws-observability/aws-for-fluent-bit:3'];
      cluster.addInstanceGroup().contribute({ contributionName: 'router', bind: () => ({ images }) });
    },
    text:
      "ImageOutOfReach: contribution 'router' pulls public.ecr.aws/aws-observability/aws-for-fluent-bit:3 on group 'default', " +
      'whose isolated subnets do not reach public.ecr.aws; copy the image to Amazon ECR',
  },
  {
    name: 'a contribution without a name',
    use: contributed({}, 'log/router'),
    text:
      "ContributionNameInvalid: the contribution name 'log/router' is not allowed: letters, digits, dot, underscore and hyphen, " +
      'beginning with a letter or digit, at most 64',
  },
  {
    name: 'a file with a relative path',
    use: contributed({ files: [{ path: 'etc/router.conf', content: '' }] }),
    text:
      "HostFilePathInvalid: contribution 'router' has a file 'etc/router.conf': a path must be absolute, known at synthesis, " +
      'and made of letters, digits and . @ + : _ - between single slashes',
  },
  {
    name: "a contribution that writes the agent's configuration",
    use: contributed({ files: [{ path: '/etc/ecs/ecs.config', content: '' }] }),
    text:
      "HostFilePathReserved: contribution 'router' has a file '/etc/ecs/ecs.config', which is written by this library; " +
      'choose another path',
  },
  {
    name: 'a file mode that is none',
    use: contributed({ files: [{ path: '/etc/router.conf', content: '', mode: 'u=rw' }] }),
    text:
      "HostFileModeInvalid: contribution 'router' has a file '/etc/router.conf' with mode 'u=rw': three or four octal digits, " +
      "for example '644'",
  },
  {
    name: 'a unit without a suffix',
    use: contributed({ units: [{ name: 'router', content: '' }] }),
    text: "UnitNameInvalid: contribution 'router' has a unit 'router': a systemd unit is named like 'log-router.service'",
  },
  {
    name: 'a contribution that replaces the unit of the agent',
    use: contributed({ units: [{ name: 'ecs.service', content: '' }] }),
    text: "UnitNameReserved: contribution 'router' has a unit 'ecs.service', which is not a contribution's to write; choose another name",
  },
  {
    name: 'a command that nothing waits for',
    use: contributed({ units: [{ name: 'router.service', content: '', readyCommand: 'true' }] }),
    text:
      "ReadyCommandUnused: contribution 'router' has a unit 'router.service' with a readyCommand, but nothing waits for it; " +
      'set requiredForRegistration, or leave readyCommand out',
  },
];

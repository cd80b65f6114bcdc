import { deploy } from './support/deploy.mjs';
import { findKept, keep } from './support/kept.mjs';
import { line, seconds, step } from './support/log.mjs';
import { runTargets } from './support/nx.mjs';
import { parseOptions } from './support/options.mjs';
import { prepare } from './support/prepare.mjs';
import { failures } from './support/results.mjs';
import { CommandError, command, endOnSignals } from './support/run.mjs';

const HELP = `Usage: npm run demo [-- options]

Deploys both reference environments, acceptance and production, to an AWS that runs on this machine, and prints
what its API then says of them. Nothing leaves the machine but the installation of packages; no account is needed.

  --keep   leave local AWS running until Ctrl-C, to look around with the AWS CLI, an SDK or the CDK;
           another 'npm run demo' meanwhile deploys there again
  --help   this text`;

const ENVIRONMENTS = ['acceptance', 'production'];

await command(async () => {
  const options = parseOptions({ keep: { type: 'boolean' } }, HELP);
  const started = Date.now();
  let close = async () => {};
  endOnSignals(() => close());

  line('ECS Groundwork: two environments on a local AWS\n');
  await prepare();
  await build();

  const { startLocalAws } = await import('../local-aws/lib/index.js');
  const { awsAt } = await import('../checks/lib/aws.js');
  const { reportEnvironment, renderReport } = await import('../checks/lib/report/index.js');
  let aws = await findKept();
  if (aws) {
    line(`  ✔ Local AWS is running already at ${aws.url}`);
  } else {
    await step('Start local AWS', async () => {
      const local = await startLocalAws();
      close = () => local.close();
      aws = local;
      return aws.url;
    });
  }
  try {
    for (const name of ENVIRONMENTS) {
      await step(`Deploy ${name}`, async (now) => {
        const { changed, unchanged } = await deploy(name, aws.environment, now);
        return changed.length
          ? `${changed.length} stacks`
          : `nothing to do, ${unchanged.length} stacks are as described`;
      });
    }
    const clients = awsAt(connection(aws));
    for (const name of ENVIRONMENTS) {
      line(`\n${renderReport(await reportEnvironment(clients, name))}`);
    }
    clients.close();
    line(next(started, options.keep ? aws : undefined));
    if (options.keep && aws.close) {
      keep(aws);
      await new Promise(() => {}); // until a signal
    }
  } finally {
    await close();
  }
  return 0;
});

async function build() {
  await step('Build, synthesise', async (now) => {
    const tasks = await runTargets(['build', 'synth'], {
      projects: [...ENVIRONMENTS, 'local-aws', 'checks'],
      onTask: ({ name, done, of }) => now(`${done} of ${of}, ${name}`),
    });
    const problems = failures(tasks);
    if (problems.length) {
      throw new CommandError(problems.join('\n\n'));
    }
    return `${tasks.filter((task) => task.cached).length} of ${tasks.length} unchanged`;
  });
}

function connection({ url, environment }) {
  return {
    endpoint: url,
    region: environment.AWS_REGION,
    credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
  };
}

function next(started, kept) {
  const lines = ['', `Both environments stand; all of it took ${seconds(started)}.`, ''];
  if (kept) {
    lines.push(`Local AWS answers at ${kept.url} until you press Ctrl-C. In another terminal:`, '');
    lines.push(...Object.entries(kept.environment).map(([name, value]) => `  export ${name}=${value}`), '');
    lines.push('  aws ecs list-clusters              # or any SDK, or npx cdk deploy in an app of your own');
    lines.push('  npm run demo                       # after a change in apps/*: deploys it there');
  } else {
    lines.push('Next:');
    lines.push('  npm run demo -- --keep             # the same, and local AWS stays for you to look around');
    lines.push('  apps/acceptance/src                # the environment you just saw, and its settings');
    lines.push('  README.md, "Your own cluster"      # a cluster of your own in 20 lines');
    lines.push('  docs/real-account.md               # the same in an account of yours');
  }
  return lines.join('\n');
}

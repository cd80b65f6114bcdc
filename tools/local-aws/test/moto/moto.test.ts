import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientsFor } from '../../src/clients';
import { Moto } from '../../src/moto';
import { eventually } from '../support/eventually';
import { TEST_PYTHON } from '../support/python';

const account = { accountId: '111122223333', region: 'eu-west-1', partition: 'aws' };
const front = 'http://127.0.0.1:9';
const died = jest.fn();

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

describe('moto', () => {
  let directory: string;
  let moto: Moto | undefined;
  const start = async (python = TEST_PYTHON) => (moto = await Moto.start({ python, account, directory, front, died }));
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'local-aws-test-'))));
  afterEach(async () => {
    await moto?.close();
    moto = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  it('serves as the account, knows the images that public parameters name, and leaves nothing behind', async () => {
    const started = await start();
    const clients = clientsFor(started.url, account.region);
    const name = '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended';
    const parameter = await clients.ssm.getParameter({ Name: `${name}/image_id` });
    const { Images = [] } = await clients.ec2.describeImages({ ImageIds: [parameter.Parameter?.Value ?? ''] });
    expect(Images).toMatchObject([{ Architecture: 'arm64' }]);
    const description = JSON.parse((await clients.ssm.getParameter({ Name: name })).Parameter?.Value ?? '') as object;
    expect(description).toMatchObject({ image_id: Images[0]?.ImageId, image_name: Images[0]?.Name });
    const topic = await clients.sns.createTopic({ Name: 'topic' });
    expect(topic.TopicArn).toBe('arn:aws:sns:eu-west-1:111122223333:topic');
    expect(await exists(started.log)).toBe(true);

    Object.values(clients).forEach((client) => client.destroy());
    await started.close();
    expect(await exists(directory)).toBe(false);
    await expect(fetch(started.url)).rejects.toThrow();
    expect(died).not.toHaveBeenCalled();
  });

  it('tells when it ends by itself', async () => {
    const started = await start();
    process.kill(started.pid ?? 0, 'SIGKILL');
    const [error] = await eventually('the news', () => died.mock.calls[0] as [Error] | undefined);
    expect(error.message).toBe('MotoDied: moto stopped answering: it ended with SIGKILL');
  });

  it('fails when there is no such Python', async () => {
    await expect(start('/nowhere/python')).rejects.toThrow('PythonNotFound: there is no /nowhere/python;');
  });

  const pythonThat = async (script: string) => {
    const python = join(directory, 'python');
    await writeFile(python, `#!/bin/sh\n${script}\n`);
    await chmod(python, 0o755);
    return python;
  };

  it('fails with what to run when Python has no moto', async () => {
    const python = await pythonThat('echo "No package metadata was found for moto" >&2; exit 1');
    await expect(start(python)).rejects.toThrow(
      `MotoNotFound: ${python} has no moto; run: ${python} -m pip install 'moto[server]==5.2.5'`,
    );
  });

  it('fails with what to run when Python has another moto', async () => {
    const python = await pythonThat('echo 4.0.0');
    await expect(start(python)).rejects.toThrow(
      `MotoVersionUnsupported: moto must be 5.2.5, ${python} has 4.0.0; run: ${python} -m pip install 'moto[server]==5.2.5'`,
    );
  });

  it('fails with what moto wrote when it does not start', async () => {
    const python = await pythonThat('[ "$1" = -c ] && echo 5.2.5 && exit; echo "ImportError: broken" >&2; exit 1');
    await expect(start(python)).rejects.toThrow(
      'MotoNotStarted: moto did not start: it ended with exit code 1\nImportError: broken',
    );
  });
});

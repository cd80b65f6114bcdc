import { FakeHost } from './fake-host';

describe('the boot step of the router', () => {
  let host: FakeHost;
  beforeEach(() => {
    host = new FakeHost();
    host.write('/var/lib/cloud/data/instance-id', 'i-0fedcba9876543210\n');
  });
  afterEach(() => host.remove());

  test('says which instance this is', () => {
    expect(host.run('/steps/prepare')).toMatchObject({ status: 0, stderr: '' });
    expect(host.read('/etc/log-router/instance-id')).toBe('i-0fedcba9876543210\n');
  });

  test('leaves nothing of the instance from which the AMI was made', () => {
    host.write('/var/lib/log-router/chunks/forward.0/old.flb', 'of another instance');
    host.run('/steps/prepare');
    expect(host.list('/var/lib/log-router')).toEqual([]);
  });
});

import { FakeHost } from './fake-host';

describe('the boot step of the router', () => {
  let host: FakeHost;
  beforeEach(() => {
    host = new FakeHost();
  });
  afterEach(() => host.remove());

  test('leaves nothing of the instance from which the AMI was made', () => {
    host.write('/var/lib/log-router/chunks/forward.0/old.flb', 'of another instance');
    expect(host.run('/steps/prepare')).toMatchObject({ status: 0, stderr: '' });
    expect(host.list('/var/lib/log-router')).toEqual([]);
  });
});

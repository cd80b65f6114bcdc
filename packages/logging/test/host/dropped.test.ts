import { FakeHost } from './fake-host';

/** As Fluent Bit 5.0.9 answers. */
const answer = (
  host: number,
  containers: number,
) => `# HELP fluentbit_output_dropped_records_total Number of dropped records.
# TYPE fluentbit_output_dropped_records_total counter
fluentbit_output_dropped_records_total{name="cloudwatch_logs.0"} ${host} 1795574447183
fluentbit_output_dropped_records_total{name="es.1"} ${containers} 1795574447183
# HELP fluentbit_output_retries_total Number of output retries.
# TYPE fluentbit_output_retries_total counter
fluentbit_output_retries_total{name="es.1"} 7 1795574447183
`;

describe('what the router reports of itself', () => {
  let host: FakeHost;
  beforeEach(() => (host = new FakeHost()));
  afterEach(() => host.remove());
  const counts = (text: string) => {
    host.write('/answer', text);
    host.write('/fakes/curl', '#!/bin/sh\ncat "$GROUNDWORK_ROOT/answer"\n', 0o755);
  };
  const report = () => host.run('/etc/log-router/dropped');

  test('is one line of JSON', () => {
    counts(answer(0, 0));
    expect(report()).toEqual({ status: 0, stdout: '{"dropped":0}\n', stderr: '' });
  });

  test('is the sum of all outputs', () => {
    counts(answer(2, 40));
    expect(JSON.parse(report().stdout)).toEqual({ dropped: 42 });
  });

  test('is what came since the last report', () => {
    counts(answer(2, 40));
    report();
    expect(JSON.parse(report().stdout)).toEqual({ dropped: 0 });
    counts(answer(2, 43));
    expect(JSON.parse(report().stdout)).toEqual({ dropped: 3 });
  });

  test('is right after Fluent Bit has begun anew', () => {
    counts(answer(2, 40));
    report();
    counts(answer(0, 5));
    expect(JSON.parse(report().stdout)).toEqual({ dropped: 5 });
  });

  test('is right when the last count was lost', () => {
    host.write('/var/lib/log-router/dropped', '');
    counts(answer(1, 0));
    expect(JSON.parse(report().stdout)).toEqual({ dropped: 1 });
  });

  test('is nothing when Fluent Bit does not answer', () => {
    host.write('/fakes/curl', '#!/bin/sh\nexit 7\n', 0o755);
    expect(report()).toMatchObject({ stdout: '' });
  });

  test('asks on loopback, where Fluent Bit listens', () => {
    host.write('/fakes/curl', '#!/bin/sh\necho "$*" >"$GROUNDWORK_ROOT/asked"\n', 0o755);
    report();
    expect(host.read('/asked')).toContain('http://127.0.0.1:2020/api/v1/metrics/prometheus');
  });
});

import { bootOn } from './boot-on';
import { fakeHosts, type FakeHost, type Run } from './fake-host';
import { HostTools } from '../../src';

const newHost = fakeHosts();

/** Runs a script as a contribution would write it, on a host that has booted. */
function script(host: FakeHost, ...lines: readonly string[]): Run {
  bootOn(host);
  return host.script(['#!/bin/bash', 'set -euo pipefail', `. "$GROUNDWORK_ROOT${HostTools.AWS}"`, ...lines].join('\n'));
}

describe('the library for calls to AWS', () => {
  it('is where the constant says, for root', () => {
    const host = newHost();
    bootOn(host);

    expect(host.mode(HostTools.AWS)).toBe('644');
  });

  it('knows region and domain, of which endpoints are made', () => {
    const { output, status } = script(newHost(), 'echo "https://ecr.$region.$domain/"');

    expect({ output, status }).toEqual({ output: 'https://ecr.eu-central-1.amazonaws.com/\n', status: 0 });
  });

  it('reads the metadata of the instance', () => {
    expect(script(newHost(), 'metadata instance-id').output).toBe('i-0123456789abcdef0');
  });

  it('ends a strict script where there is no metadata', () => {
    const host = newHost().answer('imds/meta-data/placement/region.1-refused', '');

    expect(script(host, 'echo never')).toMatchObject({ status: 22, output: '' });
  });

  it('signs a request as the role of the instance, and prints the answer', () => {
    const host = newHost().answer('ecs.eu-central-1.amazonaws.com', '{"clusters":[]}');
    const { output } = script(host, "aws_request ecs https://ecs.eu-central-1.amazonaws.com/ -H 'X: y' -d '{}'");

    expect(output).toBe('{"clusters":[]}');
    expect(host.curlConfigs).toBe(
      'aws-sigv4 = "aws:amz:eu-central-1:ecs"\nuser = "ASIAKEY:se/cr+et="\nheader = "x-amz-security-token: session=="',
    );
    const [request] = host.requests.slice(-1);
    expect(request).toMatch(/ --config - -H X:\\ y -d \\{\\} https:\/\/ecs\.eu-central-1\.amazonaws\.com\/$/);
  });

  it('never shows a credential to other processes', () => {
    const host = newHost().answer('ecs.eu-central-1.amazonaws.com', '{}');
    script(host, 'aws_request ecs https://ecs.eu-central-1.amazonaws.com/');

    expect(host.requests.join('\n')).not.toMatch(/se\/cr|session==/);
  });

  it('prints what a service says when it refuses, and ends with 22', () => {
    const host = newHost().answer('ecs.eu-central-1.amazonaws.com-refused', 'no');

    expect(script(host, 'aws_request ecs https://ecs.eu-central-1.amazonaws.com/')).toEqual({
      output: 'no',
      status: 22,
    });
  });

  it.each([
    ['a text as it is', 'text', 'grüße\n"\\ $(id)\n'],
    ['a number', 'number', '1.5'],
    ['no value', 'nothing', 'null'],
    ['a list', 'list', '["a", {"b": "c"}]'],
    ['an item of a list', 'list 0', 'a'],
    ['a text inside', 'list 1 b', 'c'],
  ])('finds %s in JSON', (_, path, found) => {
    const json = JSON.stringify({ text: 'grüße\n"\\ $(id)\n', number: 1.5, nothing: null, list: ['a', { b: 'c' }] });

    expect(script(newHost(), `json_field ${path} <<'JSON'\n${json}\nJSON`)).toEqual({ output: found, status: 0 });
  });

  it('fails for what is not there, and does not show what is', () => {
    const { output, status } = script(newHost(), `json_field password <<<'{"secret": "s3cret"}'`);

    expect(status).toBe(1);
    expect(output).toContain("KeyError: 'password'");
    expect(output).not.toContain('s3cret');
  });
});

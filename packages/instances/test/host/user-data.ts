import { gunzipSync } from 'node:zlib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib/core';
import { evaluate } from './evaluate';
import { HostBoot, type HostBootOptions } from '../../src/boot/host-boot';
import { newApp } from '../scratch';

/** A part of user data, decoded. */
export interface DecodedPart {
  readonly type: string;
  readonly fileName: string;
  /** What the part is to CloudFormation and MIME: `7bit`, `base64`, or `gzip` in base64. */
  readonly encoding: string;
  readonly body: string;
}

export interface Rendered {
  /** As an instance gets it. */
  readonly text: string;
  readonly parts: readonly DecodedPart[];
}

const BOOTHOOK = '#cloud-boothook\n';

/** A stack in which a boot can be made. */
export function makeBoot(options: Partial<HostBootOptions> = {}): { stack: Stack; boot: HostBoot } {
  const stack = new Stack(newApp(), 'Stack');
  const boot = new HostBoot(stack, 'Boot', {
    clusterName: 'shop',
    spot: false,
    imdsBlocked: true,
    launchHookName: 'ecs-groundwork-launch',
    bootTimeout: Duration.minutes(15),
    ...options,
  });
  new ec2.LaunchTemplate(stack, 'LaunchTemplate', { userData: boot.userData });
  return { stack, boot };
}

/** A token whose value is chosen when the user data is rendered. */
export function parameter(scope: Stack, name = 'Value'): string {
  return new CfnParameter(scope, name).valueAsString;
}

/**
 * The user data that an instance would get. The template is not synthesised for it, which would take most of the time.
 *
 * @param refs what parameters become
 */
export function render(
  { stack, boot }: ReturnType<typeof makeBoot>,
  refs: Readonly<Record<string, string>> = {},
): Rendered {
  return rendered(stack.resolve(Fn.base64(boot.userData.render())), refs);
}

/** The same for the property `UserData` of a template. */
export function rendered(property: unknown, refs: Readonly<Record<string, string>> = {}): Rendered {
  const text = Buffer.from(evaluate(property, refs), 'base64').toString('utf8');
  return { text, parts: decode(text) };
}

function decode(text: string): DecodedPart[] {
  const [, boundary] = /boundary="([^"]+)"/.exec(text) ?? [];
  const [, ...parts] = text.split(`--${boundary}\n`);
  return parts.map((part) => {
    const end = part.indexOf('\n\n');
    const headers = part.slice(0, end);
    const body = part.slice(end + 2).replace(new RegExp(`\n(--${boundary}--\n)?$`), '');
    const header = (pattern: RegExp): string => pattern.exec(headers)?.[1] ?? '';
    const transfer = header(/^Content-Transfer-Encoding: (\S+)$/m);
    const bytes = Buffer.from(body, transfer === 'base64' ? 'base64' : 'utf8');
    const type = header(/^Content-Type: ([^;\n]+)/m);
    const compressed = type === 'application/gzip';
    const text = (compressed ? gunzipSync(bytes) : bytes).toString('utf8');
    // as cloud-init does with what it has decompressed
    const isBoothook = compressed && text.startsWith(BOOTHOOK);
    return {
      type: isBoothook ? 'text/cloud-boothook' : compressed ? 'text/x-shellscript' : type,
      fileName: header(/filename="([^"]+)"/),
      encoding: compressed ? 'gzip' : transfer,
      body: isBoothook ? text.slice(BOOTHOOK.length) : text,
    };
  });
}

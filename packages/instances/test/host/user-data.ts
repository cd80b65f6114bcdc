import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib/core';
import { evaluate } from './evaluate';
import { HostBoot, type HostBootOptions } from '../../src/boot/host-boot';

/** A part of user data, decoded. */
export interface DecodedPart {
  readonly type: string;
  readonly fileName: string;
  readonly encoding: string;
  readonly body: string;
}

export interface Rendered {
  /** As an instance gets it. */
  readonly text: string;
  readonly parts: readonly DecodedPart[];
}

/** A stack in which a boot can be made. */
export function makeBoot(options: Partial<HostBootOptions> = {}): { stack: Stack; boot: HostBoot } {
  const stack = new Stack(new App(), 'Stack');
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
    const encoding = header(/^Content-Transfer-Encoding: (\S+)$/m);
    return {
      type: header(/^Content-Type: ([^;]+)/m),
      fileName: header(/filename="([^"]+)"/),
      encoding,
      body: encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body,
    };
  });
}

/**
 * What is remembered of a host, as attributes of its container instance: whoever looks at the instance in ECS sees it,
 * and it goes with the instance. Each has one writer, so that none undoes what another one wrote. Two of the ten custom
 * attributes that ECS lets an instance have.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html
 */
export const ATTRIBUTES = {
  /** What the host said last, and when: `not-ready@<time>` or `ready@<time>`. Written when its report arrives. */
  report: 'ecs-groundwork.report',
  /** What is done about it, and since when: `under-repair@<time>`, `disconnected@<time>`. Written by the sweep. */
  repair: 'ecs-groundwork.repair',
} as const;

/** Milliseconds since 1970, by what they are the time of. */
export type Times<Name extends string> = Readonly<Partial<Record<Name, number>>>;

const SEPARATOR = '/';

/** `<name>@<time>`, joined; undefined when there is nothing to remember. */
export function written(times: Times<string>): string | undefined {
  const parts = Object.entries(times).flatMap(([name, time]) =>
    time === undefined ? [] : [`${name}@${new Date(time).toISOString()}`],
  );
  return parts.length > 0 ? parts.sort().join(SEPARATOR) : undefined;
}

/** Understands what `written` wrote; leaves out what somebody else may have written. */
export function read<Name extends string>(value: string | undefined, names: readonly Name[]): Times<Name> {
  const times: Partial<Record<Name, number>> = {};
  for (const part of (value ?? '').split(SEPARATOR)) {
    const [name = '', text = ''] = part.split('@');
    const time = Date.parse(text);
    if ((names as readonly string[]).includes(name) && !Number.isNaN(time)) {
      times[name as Name] = time;
    }
  }
  return times;
}

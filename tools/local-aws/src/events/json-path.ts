import { AwsError } from '../service';

const STEP = /\.([^.[\]*]+)|\[(\d+)\]|\['([^']+)'\]/y;

/** What `$.detail.items[0].name` names in `document`; undefined where there is nothing. */
export function atPath(document: unknown, path: string): unknown {
  return steps(path).reduce(
    (value: unknown, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    document,
  );
}

/** Fails on what EventBridge does not take: it knows dots, indexes and quoted names only. */
export function steps(path: string): readonly string[] {
  const found: string[] = [];
  let position = 1;
  while (path.startsWith('$') && position < path.length) {
    STEP.lastIndex = position;
    const match = STEP.exec(path);
    if (!match) {
      break;
    }
    found.push(match[1] ?? match[2] ?? match[3] ?? '');
    position = STEP.lastIndex;
  }
  if (position !== path.length) {
    throw new AwsError(
      'ValidationException',
      `Invalid JSONPath ${JSON.stringify(path)}: write $.name, $.list[0] or $['name']`,
    );
  }
  return found;
}

import { Ecs } from './ecs';
import { client } from './ecs-client';
import { settingsFrom } from './keeper-environment';
import type { KeeperEvent } from './keeper-event';
import { missingLine } from './missing-metric';
import { sweep } from './sweep';
import { tendOne } from './tend';

/** Looks at the instance that the event names, or at all of the group. */
export async function handler({ instance }: KeeperEvent): Promise<void> {
  const settings = settingsFrom(process.env);
  const keeping = { assignment: settings, ecs: new Ecs(client, settings), now: Date.now, say };
  if (instance !== undefined) {
    await tendOne(instance, keeping);
  } else {
    say(missingLine(await sweep(keeping), settings, Date.now()));
  }
}

function say(line: object): void {
  console.log(JSON.stringify(line));
}

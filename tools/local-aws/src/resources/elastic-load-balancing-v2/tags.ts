import type { Properties, ResourceContext } from '../../cloudformation';
import { applyTagChanges, tagChanges } from '../support';

export async function updateTags(
  context: ResourceContext,
  arn: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { elbv2 } = context.clients;
  await applyTagChanges(
    tagChanges(context, now, before),
    (Tags) => elbv2.addTags({ ResourceArns: [arn], Tags }),
    (TagKeys) => elbv2.removeTags({ ResourceArns: [arn], TagKeys }),
  );
}

import { AwsError } from '../../service';
import type { Stack } from '../state/stack';
import type { ChangeSet } from './change-set';

export class ChangeSets {
  private readonly all = new Set<ChangeSet>();

  /** Fails when the stack has one of that name. */
  public add(changeSet: ChangeSet): void {
    if (this.of(changeSet.stack).some(({ name }) => name === changeSet.name)) {
      throw new AwsError(
        'AlreadyExistsException',
        `ChangeSet ${changeSet.name} already exists in stack ${changeSet.stack.id}`,
      );
    }
    this.all.add(changeSet);
  }

  /** By its id, or by its name and its stack. */
  public get(nameOrId: string, stackNameOrId: string | undefined): ChangeSet {
    const found = [...this.all].find(
      ({ id, name, stack }) =>
        id === nameOrId || (name === nameOrId && [stack.id, stack.name].includes(stackNameOrId ?? '')),
    );
    if (found === undefined) {
      throw new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrId}] does not exist`, 404);
    }
    return found;
  }

  public of(stack: Stack): ChangeSet[] {
    return [...this.all].filter((changeSet) => changeSet.stack === stack);
  }

  public delete(changeSet: ChangeSet): void {
    this.all.delete(changeSet);
  }

  /** When a stack changes, what was computed against its old state is void; AWS deletes the others. */
  public deleteOthers(executed: ChangeSet): void {
    this.of(executed.stack)
      .filter((changeSet) => changeSet !== executed)
      .forEach((changeSet) => this.delete(changeSet));
  }
}

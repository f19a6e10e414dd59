import { patched, upsertSearchAttributes } from '@temporalio/workflow';
import type { OpenTask } from '../domain/task/open-task.js';
import { headsOf } from '../domain/task/task-head.js';
import { searchAttributes } from './search-attributes.js';

/** What Temporal's index says of the tasks of a workflow, by which the list of all tasks finds it and puts it in order. */
export class ListedTasks {
  #told = '[]';

  /** @returns whether the index was told, because something of it has changed */
  tell(tasks: readonly OpenTask[]): boolean {
    const heads = headsOf(tasks);
    const now = JSON.stringify(heads);
    if (now === this.#told || !patched('lists-tasks')) return false;
    this.#told = now;
    upsertSearchAttributes([
      { key: searchAttributes.needsAttention, value: heads.length > 0 },
      { key: searchAttributes.tasks, value: heads },
    ]);
    return true;
  }
}

import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { refuseOtherMembers, refuseUnreadableOf } from '../transaction/readable-act.js';
import { settleRenewalTaskUpdate, type SettledRenewalTask } from './messages.js';
import type { OpenRenewal } from './open-renewal.js';

/** Asks a person to do something, beside whatever happens next. Under a key once; what it says now counts. */
export function addTask(open: OpenRenewal, key: string, text: string): void {
  const { tasks } = open.renewal;
  const known = tasks.find((task) => task.key === key);
  const since = known?.since ?? new Date().toISOString();
  open.know({ tasks: [...tasks.filter((task) => task !== known), { key, text, since }] });
  open.course.lookUp();
}

/** They are no longer to be done. */
export function closeTask(open: OpenRenewal, ...keys: readonly string[]): void {
  const { tasks } = open.renewal;
  const left = tasks.filter(({ key }) => !keys.includes(key));
  if (left.length === tasks.length) return;
  open.know({ tasks: left });
  open.course.lookUp();
}

/** Takes a person's word that a task is done. Call it before the first await. */
export function answerSettling(open: OpenRenewal): void {
  const { transaction } = open;
  setHandler(
    settleRenewalTaskUpdate,
    ({ task, by, reason }) => {
      closeTask(open, task);
      const kept = { at: new Date().toISOString(), by, act: 'settle', reason } as const;
      transaction.knowChange({ acts: [...(transaction.record.change?.acts ?? []), kept] });
      return transaction.record;
    },
    {
      description: 'What a task asked for is done.',
      validator: (sent: SettledRenewalTask) => {
        refuseUnreadableOf(sent, ['by', 'reason']);
        refuseOtherMembers(sent, ['by', 'reason', 'task']);
        if (open.renewal.tasks.some(({ key }) => key === sent.task)) return;
        const keys = open.renewal.tasks.map(({ key }) => key).join(', ');
        throw ApplicationFailure.nonRetryable(
          `There is no such task; open are: ${keys || 'none'}.`,
          'noSuchTask',
        );
      },
    },
  );
}

/** Nothing of it is left to do; until then whoever has to see to it finds it here. */
export async function untilTasksSettled(open: OpenRenewal): Promise<void> {
  const { transaction } = open;
  if (open.renewal.tasks.length === 0) return;
  transaction.wait(`a person: ${open.renewal.tasks.map(({ text }) => text).join(' ')}`);
  await condition(() => open.renewal.tasks.length === 0 || open.course.hasMoreToDo);
  transaction.wait(null);
}

import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
} from '@temporalio/workflow';
import { answerQuotes } from './handlers.js';
import { readGroup } from './input.js';
import type { QuoteGroupInput } from './messages.js';
import { OpenGroup } from './open-group.js';

/**
 * Several quotes of one opportunity, of which one alone comes to a state: it decides which, and whether they agree in what
 * they must.
 *
 * Trigger: a request at the API. Updates, from its quotes: `join`, `claim`, `giveBack`, `leave`, `lock`; from a person: `free`.
 * Signal: `moveOn`, from whoever brings newer code. Queries: `group`, `nextInput`. Timer: it closes when no quote was in it for
 * long. Continues as new with everything it knows. Ends when it is locked and no other quote is in it, and leaves what the next
 * run would be begun with. A request to cancel the workflow ends nothing.
 */
export async function quoteGroup(given: QuoteGroupInput): Promise<QuoteGroupInput> {
  const { input, group } = readGroup(given);
  const openGroup = new OpenGroup(input, group);
  answerQuotes(openGroup);
  return CancellationScope.nonCancellable(() => untilOver(openGroup));
}

async function untilOver(group: OpenGroup): Promise<QuoteGroupInput> {
  while (!group.isOver) {
    if (group.isDueToContinue) {
      await condition(allHandlersFinished);
      await continueOnCurrentVersion(group.nextInput);
    }
    await untilNews(group);
  }
  await condition(allHandlersFinished);
  return group.nextInput;
}

async function untilNews(group: OpenGroup): Promise<void> {
  if (!group.isEmpty) {
    await condition(() => group.isEmpty || group.isOver || group.isDueToContinue);
    return;
  }
  const isNews = (): boolean => !group.isEmpty || group.isOver || group.isDueToContinue;
  if (!(await condition(isNews, group.emptyMs, { summary: EMPTY }))) group.close();
}

const EMPTY = 'Time in which a group without quotes may get one';

/** The next run belongs to the version of the workers that is current then; without versions there is only one. */
const continueOnCurrentVersion = makeContinueAsNewFunc<typeof quoteGroup>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});

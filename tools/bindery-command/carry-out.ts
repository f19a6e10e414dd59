import type { Api } from '../api/api-client.js';
import type { Surroundings } from '../api/watch-batch.js';
import type { Command } from './arguments.js';
import { correct, correctedInWords } from './correct.js';
import { writeEvents } from './events.js';
import { listInWords, listTasks } from './list.js';
import { batchInWords, isAllSettled, retry, settle, type SettledBatch } from './settle.js';
import { USAGE } from './usage.js';
import { why } from './why.js';

/** Done, or left running. */
const DONE = 0;
/** A batch is over and did not settle everything. */
const NOT_ALL = 2;

/** Does what a person asks for. @returns the exit code */
export async function carryOut(
  api: Api,
  { asked, isJson }: Command,
  around: Surroundings,
): Promise<number> {
  const show = (found: object, words: string): number => {
    around.result(isJson ? `${JSON.stringify(found, null, 2)}\n` : words);
    return DONE;
  };
  const showBatch = (batch: SettledBatch): number => {
    show(batch, batchInWords(batch));
    return isAllSettled(batch) ? DONE : NOT_ALL;
  };
  switch (asked.kind) {
    case 'help':
      around.result(USAGE);
      return DONE;
    case 'list': {
      const found = await listTasks(api, asked.filter);
      return show(found, listInWords(found));
    }
    case 'why': {
      const { found, words } = await why(api, asked.id);
      return show(found, words);
    }
    case 'correct': {
      const corrected = await correct(api, asked);
      return show(corrected, correctedInWords(corrected));
    }
    case 'retry':
      return showBatch(await retry(api, asked, around));
    case 'settle':
      return showBatch(await settle(api, asked, around));
    case 'events':
      await writeEvents(api, asked, isJson, around);
      return DONE;
  }
}

import {
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';

export interface WordActivities {
  tell(): Promise<void>;
}

export const wordSignal = defineSignal('word');
export const isTellingQuery = defineQuery<boolean>('isTelling');

/** Waits for a word, and tells of it then. */
export async function waitsForWord(): Promise<void> {
  let hasCome = false;
  setHandler(wordSignal, () => {
    hasCome = true;
  });
  setHandler(isTellingQuery, () => hasCome);
  await condition(() => hasCome);
  await proxyActivities<WordActivities>({ startToCloseTimeout: '5 seconds' }).tell();
}

import { momentInWords } from '../calendar/instant.js';
import { sentences } from '../sentence.js';
import { needsPerson, type HeldPolicy, type WebhookStatus } from '../webhooks/status.js';
import { EXAMPLE_ACT, type OpenTask } from './open-task.js';

type Standing = Pick<WebhookStatus, 'state' | 'held' | 'stop' | 'unready'>;

/** What a webhook asks of people: it is tried again by itself for days, and then when somebody says so. */
export function tasksOfWebhook(status: Standing): readonly OpenTask[] {
  const { state, unready = null } = status;
  const found = needsPerson(state) ? undelivered(status) : null;
  return [
    ...(found === null ? [] : [asTask(found)]),
    ...(unready === null || state === 'paused' ? [] : [asTask(cannotSend(unready))]),
  ];
}

type Found = Pick<OpenTask, 'key' | 'what' | 'why' | 'since'>;

/** Whatever it is, it goes on with all that waits. */
function asTask(found: Found): OpenTask {
  return {
    ...found,
    cause: found.key,
    due: null,
    money: [],
    settling: { act: 'resume', body: { ...EXAMPLE_ACT } },
  };
}

function undelivered({ stop, held }: Standing): Found | null {
  if (stop?.kind === 'gone')
    return {
      key: 'receiverGone',
      what: 'Have the receiver put right and the webhook resumed, or remove the webhook.',
      why: 'The receiver has answered that it is gone for good, so that nothing is sent to it.',
      since: stop.at,
    };
  if (stop?.kind === 'eventsGone')
    return {
      key: 'eventsGone',
      what: 'Tell the receiver in another way what it has missed, and have the webhook resumed after it.',
      why: `Events up to ${stop.until} are not kept any more, and not all of them were delivered.`,
      since: stop.at,
    };
  return parked(
    held.flatMap((one) => (one.parkedAt === null ? [] : [{ ...one, at: one.parkedAt }])),
  );
}

const MOST_NAMED = 3;

function parked(lanes: readonly (HeldPolicy & { readonly at: string })[]): Found | null {
  const [first] = [...lanes].sort((one, other) => (one.at < other.at ? -1 : 1));
  if (first === undefined) return null;
  const named = lanes.slice(0, MOST_NAMED).map(({ of }) => of);
  const more = lanes.length > named.length ? ` and ${lanes.length - named.length} more` : '';
  return {
    key: 'parked',
    what: 'Have the receiver put right and the webhook resumed; leave out with skip what it never takes.',
    why: sentences(
      `Events of ${named.join(', ')}${more} were not taken for days, and are not tried any more`,
      `The last failure, at ${momentInWords(first.last.at)}: ${first.last.reason}`,
    ),
    since: first.at,
  };
}

function cannotSend({ reason, since }: NonNullable<Standing['unready']>): Found {
  return {
    key: 'cannotSend',
    what: 'Have the workers given what they lack: WEBHOOK_KEYS_FILE names it.',
    why: sentences('The workers can send nothing', reason),
    since,
  };
}

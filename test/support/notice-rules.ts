import { fileURLToPath } from 'node:url';
import { readNoticeFile } from '../../src/config/notice-file.js';
import type { NoticeRules } from '../../src/domain/notice/notice-rows.js';

/** The notice file that is delivered. */
export function sampleNoticeRules(): NoticeRules {
  const read = readNoticeFile(fileURLToPath(new URL('../../config/notice.json', import.meta.url)));
  if ('value' in read) return read.value;
  throw new Error(JSON.stringify(read));
}

import { fileURLToPath } from 'node:url';
import { readNoticeFile } from '../../src/config/notice-file.js';
import type { Moratorium, NoticeLaw } from '../../src/domain/notice/moratorium.js';

/** The notice file that is delivered. */
export function sampleNoticeRules(): NoticeLaw {
  const read = readNoticeFile(fileURLToPath(new URL('../../config/notice.json', import.meta.url)));
  if ('value' in read) return read.value;
  throw new Error(JSON.stringify(read));
}

/** A moratorium of Texas that holds for as long as anybody tests; name only what matters to the test. */
export function aMoratorium(changes: Partial<Moratorium> = {}): Moratorium {
  return {
    id: 'TX-STORM',
    from: '2026-01-01',
    to: '2099-12-31',
    jurisdictions: ['TX'],
    lines: [],
    reasons: ['nonPayment'],
    ...changes,
  };
}

/** The law with moratoriums that are declared while somebody watches. */
export function aChangingLaw(): {
  readonly law: NoticeLaw;
  readonly declare: (...moratoriums: readonly Moratorium[]) => void;
} {
  const moratoriums: Moratorium[] = [];
  return {
    law: { ...sampleNoticeRules(), moratoriums },
    declare: (...declared) => {
      moratoriums.splice(0, moratoriums.length, ...declared);
    },
  };
}

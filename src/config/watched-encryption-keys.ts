import { type EncryptionKeys, readKeyRing } from './encryption-config.js';
import { watchFile, type WatchedFile, type Watching } from './watched-file.js';

/** What encrypts, as its file says now. */
export interface WatchedEncryptionKeys extends Pick<WatchedFile<unknown>, 'warnings'> {
  /** Its ring is the one of now whenever it is looked at. */
  readonly keys: EncryptionKeys;
}

/** @throws WrongSettings when the file cannot be used now */
export function watchKeyRing(
  file: string,
  watching: Watching,
): WatchedFile<EncryptionKeys['ring']> {
  return watchFile(
    {
      setting: 'ENCRYPTION_KEYS_FILE',
      name: 'Encryption keys',
      read: () => readKeyRing(file),
      told: ({ current, keys }) => ({ current, keys: [...keys.keys()] }),
    },
    watching,
  );
}

/** @throws WrongSettings when the file cannot be used now */
export function watchEncryptionKeys(
  { isOn, keysFile }: { readonly isOn: boolean; readonly keysFile: string },
  watching: Watching,
): WatchedEncryptionKeys {
  const { content, warnings } = watchKeyRing(keysFile, watching);
  return { keys: { isOn, ring: ringOfNow(content) }, warnings };
}

/** A ring that is the one of now, for whoever keeps it. */
export function ringOfNow(ring: () => EncryptionKeys['ring']): EncryptionKeys['ring'] {
  return {
    get current() {
      return ring().current;
    },
    get keys() {
      return ring().keys;
    },
  };
}

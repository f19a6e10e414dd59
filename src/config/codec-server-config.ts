import { whole, type LogLevel } from './config.js';
import { readEnvironment } from './env.js';

export interface CodecServerConfig {
  readonly logLevel: LogLevel;
  readonly host: string;
  readonly port: number;
  /** Of Temporal's Web UI, the only page that may ask; null where nobody said where it is. */
  readonly uiOrigin: string | null;
  /** Of the keys that decrypt. */
  readonly keysFile: string;
  /** Of those who may ask. */
  readonly apiKeysFile: string;
}

/** @throws WrongSettings with everything that is wrong */
export function readCodecServerConfig(read = readEnvironment()): CodecServerConfig {
  return whole(read.problems, (problems) => {
    const { environment } = read;
    const { API_KEYS_FILE: apiKeysFile = '', ENCRYPTION_KEYS_FILE: keysFile = '' } = environment;
    if (apiKeysFile === '') {
      problems.push('API_KEYS_FILE is missing: the file of those who may see what is encrypted.');
    }
    if (keysFile === '') {
      problems.push('ENCRYPTION_KEYS_FILE is missing: the file of the keys that decrypt.');
    }
    const { TEMPORAL_UI_URL: uiUrl } = environment;
    return {
      logLevel: environment.LOG_LEVEL ?? 'info',
      host: environment.CODEC_SERVER_HOST ?? '127.0.0.1',
      port: environment.CODEC_SERVER_PORT ?? 8030,
      uiOrigin: uiUrl === undefined ? null : new URL(uiUrl).origin,
      keysFile,
      apiKeysFile,
    };
  });
}

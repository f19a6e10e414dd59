import type { z } from 'zod';

/** Settings that can change while the sandbox runs. */
export interface LiveSettings<Settings> {
  current(): Settings;
  /** @throws ZodError when a key does not exist or a value does not fit; nothing is changed then */
  change(change: Readonly<Record<string, unknown>>): Settings;
}

export function liveSettings<Settings extends object>(
  schema: z.ZodType<Settings>,
  initial: Partial<Settings>,
): LiveSettings<Settings> {
  let settings = schema.parse(initial);
  return {
    current: () => settings,
    change: (change) => {
      settings = schema.parse({ ...settings, ...change });
      return settings;
    },
  };
}

import { z } from 'zod';

/** How the receiver checks what comes in. Can be changed while it runs. */
export const settingsSchema = z.strictObject({
  /** One that fits is enough; none: signatures are not checked. */
  secrets: z
    .array(z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and Base64'))
    .default([]),
});
export type Settings = z.infer<typeof settingsSchema>;

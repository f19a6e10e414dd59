export const SIGNING_SECRET_FORM = 'whsec_ and the Base64 of 24 to 64 random bytes';

/** As Standard Webhooks has them. */
export function isSigningSecret(text: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1] ?? '';
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === base64;
}

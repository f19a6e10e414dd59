import { createServer } from 'node:net';
import { once } from 'node:events';

/** True when nothing listens on the loopback port and it may be used. */
export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

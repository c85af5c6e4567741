import { logLine } from '../../base/log.ts';
import { createMessenger } from '../../fetch/messenger.ts';
import { userAgent } from '../../fetch/request-headers.ts';
import type { Settings } from '../../base/settings.ts';
import { VERSION } from '../../base/version.ts';

type Io = { readonly settings: Settings; readonly stderr: NodeJS.WritableStream };

/** Tells whoever watches over us (HEARTBEAT_URL) that a crawl has come to its end, even one that found nothing due. */
export async function beat({ settings, stderr }: Io): Promise<void> {
  const { heartbeatUrl, allowHosts, contact } = settings;
  if (heartbeatUrl === undefined) return;
  const messenger = createMessenger({ allowHosts, agent: userAgent(VERSION, contact) });
  const sent = await messenger.ping(heartbeatUrl);
  if (!sent.ok) stderr.write(`${logLine('warn.heartbeat', { why: sent.why }, new Date())}\n`);
  await messenger.close();
}

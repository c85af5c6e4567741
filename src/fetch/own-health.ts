import { Agent, request } from 'undici';
import { messageOf } from '../base/errors.ts';

const LONGEST_MS = 3000;

/** Whether what listens at a port of this machine is a Lamplighter; or why that could not be asked. */
export async function isLamplighter(host: string, port: number): Promise<boolean | string> {
  const dispatcher = new Agent({
    headersTimeout: LONGEST_MS,
    bodyTimeout: LONGEST_MS,
    connectTimeout: LONGEST_MS,
  });
  // Whoever listens everywhere is asked here.
  const own = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host;
  try {
    const { statusCode, body } = await request(`http://${own}:${port}/healthz`, { dispatcher });
    const start = Buffer.from(await body.arrayBuffer())
      .subarray(0, 8)
      .toString();
    return statusCode === 200 && start === 'ok\n';
  } catch (error) {
    return messageOf(error);
  } finally {
    await dispatcher.destroy();
  }
}

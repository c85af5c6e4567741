import type { Settings } from '../../base/settings.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { mailFault } from '../../rounds/send-mail.ts';
import type { Command, CommandIo } from '../command.ts';
import { ENVIRONMENT } from '../config.ts';
import { lookAtBackupFolder, lookAtNode, lookAtPort } from '../doctor/look-at-machine.ts';
import { lookAtContact, lookAtSettings } from '../doctor/look-at-settings.ts';
import { lookAtChromium, lookAtSourceFiles } from '../doctor/look-at-sources.ts';
import { lookAtStoreWhole } from '../doctor/look-at-store.ts';

export const command: Command = {
  name: 'doctor',
  summary: 'check the set-up and say what to do',
  usage: `
lamplighter doctor [--json]

Checks Node, the settings, the store, the disk, the clock, the rounds, backups, accounts, the rules, the sources, Chromium and,
where they are set, Redis and the mail server, and says what to do about each fault. Asks nothing of any site. Exit code 1 when
something must be mended.`,
  judgesSettings: true,
  run: async (args, io) => {
    const checks = await examine(io);
    if (args.includes('--json')) io.stdout.write(`${JSON.stringify({ checks })}\n`);
    else for (const { what, ok, say } of checks) io.stdout.write(`${ok ? 'ok  ' : 'MEND'} ${what}: ${say}\n`);
    return checks.every(({ ok }) => ok) ? 0 : 1;
  },
};

async function examine({
  settings,
  faults = [],
  environment = ENVIRONMENT,
}: CommandIo): Promise<Condition[]> {
  const { loaded, findings } = await lookAtSourceFiles(settings);
  return [
    lookAtNode(),
    ...lookAtSettings(settings, faults, environment),
    lookAtContact(settings),
    ...lookAtStoreWhole(settings, loaded, Date.now()),
    ...lookAtBackupFolder(settings),
    ...findings,
    await lookAtChromium(settings, loaded),
    await lookAtPort(settings),
    ...(await lookAtRedis(settings)),
    ...(await lookAtMail(settings)),
  ];
}

async function lookAtRedis({ redisUrl }: Settings): Promise<Condition[]> {
  if (redisUrl === undefined) return [];
  const { examineRedis } = await import('../../../queue/examine.ts');
  const { shownUrl } = await import('../../../queue/connect.ts');
  const { faults, workers } = await examineRedis(redisUrl);
  if (faults.length > 0)
    return faults.map((fault) =>
      amiss('redis', `${shownUrl(redisUrl)} ${fault}. See to it, or to REDIS_URL`),
    );
  return [
    workers > 0
      ? well('redis', `${workers} workers`)
      : amiss(
          'redis',
          'there is no worker, so nothing is read; start "lamplighter work", or leave REDIS_URL unset',
        ),
  ];
}

async function lookAtMail({ mail }: Settings): Promise<Condition[]> {
  if (mail === undefined) return [];
  const fault = await mailFault(mail);
  return [
    fault === undefined
      ? well('mail', 'the mail server answers')
      : amiss('mail', `the mail server does not take us (${fault}); see to SMTP_URL`),
  ];
}

import fastify from 'fastify';
import { makeFolder } from '../../base/make-folder.ts';
import { messageOf } from '../../base/errors.ts';
import type { Settings } from '../../base/settings.ts';
import { isLamplighter } from '../../fetch/own-health.ts';
import { amiss, type Condition, well } from '../../model/condition.ts';
import { writeFault } from '../../server/disk.ts';

const LEAST_NODE = 24;

export function lookAtNode(): Condition {
  const isNew = Number(process.versions.node.split('.')[0]) >= LEAST_NODE;
  return isNew
    ? well('node', process.version)
    : amiss('node', `${process.version} is too old; run "npm ci", which brings Node ${LEAST_NODE}`);
}

/** Whether the server could listen, or does. */
export async function lookAtPort({ host, port }: Settings): Promise<Condition> {
  const app = fastify();
  try {
    await app.listen({ host, port });
    return well('port', `${host}:${port} is free`);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (taken && (await isLamplighter(host, port)) === true)
      return well('port', `Lamplighter listens at ${host}:${port}`);
    const why = taken ? 'is in use by another program' : `cannot be listened at (${messageOf(error)})`;
    return amiss('port', `${host}:${port} ${why}; set HOST and PORT to an address that is free`);
  } finally {
    await app.close();
  }
}

export function lookAtBackupFolder({ backupDir }: Settings): Condition[] {
  try {
    makeFolder(backupDir);
    const fault = writeFault(backupDir);
    if (fault === undefined) return [];
    return [
      amiss(
        'backups',
        `nothing can be written to ${backupDir} (${fault}); see to its rights, or set LAMPLIGHTER_BACKUPS`,
      ),
    ];
  } catch (error) {
    return [
      amiss(
        'backups',
        `${backupDir} cannot be made (${messageOf(error)}); set LAMPLIGHTER_BACKUPS to a folder that this user may write to`,
      ),
    ];
  }
}

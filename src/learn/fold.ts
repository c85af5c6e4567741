import { createHash } from 'node:crypto';

/** Which of so many folds a source belongs to: all its posts together, and always the same, whatever other sources there are. */
export function foldOf(source: string, folds: number): number {
  return (createHash('sha256').update(source).digest()[0] ?? 0) % folds;
}

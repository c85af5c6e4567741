/** Only a path of ours is gone to after signing in: never another site, which `//evil` and `/\evil` would be. */
export function localPath(to: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/desk';
}

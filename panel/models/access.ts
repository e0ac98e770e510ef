/** Chromium's permission calls, which the standard types do not have. */
type Guarded = FileSystemFileHandle & {
  queryPermission?(wanted: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(wanted: { readonly mode: 'read' }): Promise<PermissionState>;
};

/** Whether a file of an earlier visit may be read without asking. */
export async function mayRead(handle: FileSystemFileHandle): Promise<boolean> {
  const guarded: Guarded = handle;
  return (await guarded.queryPermission?.({ mode: 'read' })) === 'granted';
}

/** Asks the user; works only right after a click. */
export async function askToRead(handle: FileSystemFileHandle): Promise<boolean> {
  const guarded: Guarded = handle;
  return (await guarded.requestPermission?.({ mode: 'read' })) === 'granted';
}

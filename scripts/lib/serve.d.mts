export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder on this machine only. */
export function serve(
  folder: string,
  options?: { readonly port?: number; readonly isolation?: 'all' | 'none' },
): Promise<Server>;

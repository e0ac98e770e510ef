import { abortable } from '../../../src/core/abort';
import { failed, ok, type Finding } from '../../store/checks';

/** Reports how many bytes the browser lets the page store. */
export async function checkQuota(
  storage: StorageManager | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  if (storage === undefined || !('estimate' in storage)) return failed({ estimate: false });
  const { quota, usage } = await abortable(storage.estimate(), signal);
  const persisted = await abortable(storage.persisted(), signal).catch(() => null);
  return ok({ quotaBytes: quota ?? null, usageBytes: usage ?? null, persisted });
}

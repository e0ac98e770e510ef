import { PhotopeaChannel, type ChannelOptions } from './channel';
import { isFramed, parentPort, type WindowLike } from './parent-window';
import { helloScript } from './scripts/state-script';

export interface DetectOptions extends ChannelOptions {
  /** Gives up early. */
  readonly signal?: AbortSignal;
}

/**
 * Finds out whether the page is shown by Photopea: it is framed, and the page around it carries out
 * a script. Opening a plugin sends nothing, so asking is the only way.
 *
 * Returns the connection, or null when nobody answered within `timeoutMs`. Nothing is left behind, so a slow editor can be asked again.
 */
export async function detectPhotopea(
  win: WindowLike,
  timeoutMs: number,
  { signal, ...options }: DetectOptions = {},
): Promise<PhotopeaChannel | null> {
  const isStopped = (): boolean => signal?.aborted === true;
  if (!isFramed(win) || isStopped()) return null;
  const channel = new PhotopeaChannel(parentPort(win), options);
  const stop = (): void => channel.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answer = await channel.call({
      purpose: 'find-photopea',
      script: helloScript(),
      timeoutMs,
    });
    if (answer.texts.length === 1 && !isStopped()) return channel;
  } catch {
    // Whatever went wrong, there is no Photopea to talk to.
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  channel.close();
  return null;
}

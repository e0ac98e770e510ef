import { createChannel, type ChannelOptions, type PhotopeaChannel } from './channel';
import { isFramed, parentPort, type WindowLike } from './port';

/**
 * Finds out whether the page is shown by Photopea: it is framed, and the page around it carries out
 * a script. Opening a plugin sends nothing, so asking is the only way.
 *
 * Returns the connection, or null when nobody answered within `timeoutMs`. Nothing is left behind.
 */
export async function detectPhotopea(
  win: WindowLike,
  timeoutMs: number,
  options: ChannelOptions = {},
): Promise<PhotopeaChannel | null> {
  if (!isFramed(win)) return null;
  const channel = createChannel(parentPort(win), options);
  try {
    const answer = await channel.call({
      script: 'rsSay({ docs: app.documents.length });',
      timeoutMs,
    });
    if (answer.texts.length === 1) return channel;
  } catch {
    // Whatever went wrong, there is no Photopea to talk to.
  }
  channel.close();
  return null;
}

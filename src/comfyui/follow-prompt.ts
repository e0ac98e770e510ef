import { createInbox } from './inbox';
import { createWatch, type Heard, type PromptEnd, type Watched } from './prompt-watch';
import { promptState } from './prompt-state';
import type { Server } from './server';
import type { ServerSocket } from './server-socket';

export interface Followed extends Watched {
  readonly server: Server;
  readonly socket: ServerSocket;
  readonly signal: AbortSignal;
}

/**
 * Follows a prompt to its end: by the socket, whose messages may fail to come at any time, and by
 * questions in between, which alone decide.
 *
 * @throws ServerError for a run that failed, was interrupted or removed, and for a server that is
 *   silent for too long
 * @throws the signal's reason
 */
export async function followPrompt(followed: Followed): Promise<PromptEnd> {
  const { id, server, socket, signal } = followed;
  const inbox = createInbox<Heard>();
  socket.listen({
    onMessage: (message, size) => inbox.put({ kind: 'message', message }, size),
    onFrame: (frame, size) => inbox.put({ kind: 'frame', frame }, size),
    onState: (state) => inbox.put({ kind: 'state', state }, 0),
  });
  const watch = createWatch(followed);
  watch.hear({ kind: 'state', state: socket.state });
  try {
    for (;;) {
      const heard = await inbox.next(Math.max(0, watch.lookAt - performance.now()), signal);
      if (heard !== null) watch.hear(heard);
      if (performance.now() < watch.lookAt) continue;
      const end = watch.learn(await promptState(server, id, signal));
      if (end !== null) return end;
    }
  } catch (error) {
    if (watch.isOver) await server.forget(id, signal).catch(() => undefined);
    throw error;
  } finally {
    socket.listen(null);
  }
}

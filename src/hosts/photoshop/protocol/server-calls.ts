import * as v from 'valibot';
import { LIMITS } from './limits';
import { COUNT, countUpTo, textUpTo } from './parse';

/** Most servers that the plugin remembers as chosen by the person; the oldest goes. */
export const MAX_SERVERS = 4;

/** Most sockets at a time; the oldest is closed. */
export const MAX_SOCKETS = 4;

/** Largest message of a socket that is passed on, bytes or characters. */
export const MAX_SOCKET_MESSAGE = 8 * 2 ** 20;

/** Bytes that wait for a page to fetch them; a socket that nobody reads is closed. */
export const MAX_SOCKET_WAITING = 4 * MAX_SOCKET_MESSAGE;

const MAX_URL = 4096;
const HOUR_MS = 3_600_000;

/** Schema of a server: `http://host:port`, without user and path. */
export const SERVER = v.pipe(textUpTo(MAX_URL), v.regex(/^https?:\/\/[^\s/?#@\\]+$/));

/** Schema of a call. It has no place for header lines: UXP would carry them along to wherever it is sent on. */
export const SERVER_CALL = v.object({
  method: v.picklist(['GET', 'POST']),
  url: textUpTo(MAX_URL),
  /** Printable, so that it cannot end the line that it stands in. */
  contentType: v.nullable(v.pipe(textUpTo(256), v.regex(/^[\x20-\x7e]*$/))),
  maxBytes: countUpTo(LIMITS.maxMessageBytes),
  timeoutMs: countUpTo(HOUR_MS),
});

export type ServerCall = v.InferOutput<typeof SERVER_CALL>;

/** Schema of what comes beside the bytes of an answer. */
export const SERVER_ANSWER = v.object({ status: countUpTo(999), contentType: textUpTo(256) });

export const SOCKET = v.object({ id: COUNT });
export const SOCKET_OPENING = v.object({ id: COUNT, url: textUpTo(MAX_URL) });
export const SOCKET_TEXT = v.object({ id: COUNT, text: textUpTo(16 * 1024) });

/** What has happened to a socket: its texts, as UTF-16, and bytes come as blobs, in the same order. */
export const SOCKET_NEWS = v.pipe(
  v.array(v.picklist(['open', 'text', 'bytes', 'close'])),
  v.maxLength(LIMITS.maxBlobs),
);

export type SocketNews = v.InferOutput<typeof SOCKET_NEWS>[number];

/** A server's call has limits of its own; the bridge's is for a plugin that never answers. */
export const SERVER_CALL_MS = 6 * HOUR_MS;

import type { Headers } from './origin';

/** A request as it came. */
export interface Asked {
  readonly method: string;
  /** With prefix and query, as it was sent. */
  readonly url: string;
  readonly headers: Headers;
  readonly isSocket: boolean;
  /** The body of what is no upload, up to a mebibyte; '' otherwise. */
  readonly body: string;
  /** Bytes of the body. */
  readonly size: number;
  /** 0: none went out. */
  readonly status: number;
}

export interface Entry {
  body(bytes: Uint8Array): void;
  answered(status: number): void;
}

export interface RequestRecord {
  readonly asked: readonly Asked[];
  add(asked: Pick<Asked, 'method' | 'url' | 'headers' | 'isSocket'>): Entry;
  readonly clear: () => void;
}

const LONGEST_BODY = 1024 * 1024;
const MOST = 100_000;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The requests, the oldest first; the newest hundred thousand. */
export function createRecord(keeps: boolean): RequestRecord {
  const asked: Asked[] = [];
  return {
    asked,
    add(request) {
      const one: Mutable<Asked> = { ...request, body: '', size: 0, status: 0 };
      if (keeps) asked.push(one);
      if (asked.length > MOST) asked.shift();
      const isForm = String(request.headers['content-type']).startsWith('multipart/');
      return {
        body(bytes) {
          one.size = bytes.length;
          if (!isForm && bytes.length <= LONGEST_BODY) one.body = Buffer.from(bytes).toString();
        },
        answered(status) {
          one.status = status;
        },
      };
    },
    clear() {
      asked.length = 0;
    },
  };
}

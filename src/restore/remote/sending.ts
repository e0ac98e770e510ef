import type { ServerFile } from '../../comfyui/graph';
import type { OnServerNews, ServerNews } from './server-news';

type UploadNews = Extract<ServerNews, { readonly type: 'upload' }>;
export type OnUpload = (news: UploadNews) => void;

/** Sends the pictures of prompts, one of them before it is asked for. */
export interface Sending {
  /** Begins with a picture that will be asked for; once. */
  begin(index: number): void;
  /** The file on the server. What was begun is given once: after that it is sent anew. */
  file(index: number): Promise<ServerFile>;
  /** When nothing is being sent any more. */
  end(): Promise<void>;
}

/** News of a picture are told from the moment on in which somebody waits for it. */
export function createSending(
  send: (index: number, onUpload: OnUpload) => Promise<ServerFile>,
  onServer: OnServerNews,
): Sending {
  let ahead: Begun | null = null;
  return {
    begin(index) {
      if (ahead?.index === index) return;
      const heard: Heard = { news: null, isAwaited: false };
      const file = send(index, (news) => {
        heard.news = news;
        if (heard.isAwaited) onServer(news);
      });
      // Whoever asks for it hears of a failure.
      file.catch(() => undefined);
      ahead = { index, file, heard };
    },
    file(index) {
      if (ahead?.index !== index) return send(index, onServer);
      const { file, heard } = ahead;
      ahead = null;
      heard.isAwaited = true;
      if (heard.news !== null) onServer(heard.news);
      return file;
    },
    async end() {
      await ahead?.file.catch(() => undefined);
    },
  };
}

interface Heard {
  news: UploadNews | null;
  isAwaited: boolean;
}

interface Begun {
  readonly index: number;
  readonly file: Promise<ServerFile>;
  readonly heard: Heard;
}

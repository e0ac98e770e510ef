/** News of a prompt, for whoever waits for it. */
export type PromptNews =
  /** Prompts of the whole server that come before it. */
  | { readonly type: 'waiting'; readonly ahead: number }
  /** An earlier try had sent it: it is not sent again. */
  | { readonly type: 'found' }
  | { readonly type: 'started' }
  /** Nodes whose results an earlier run has left. */
  | { readonly type: 'cached'; readonly nodes: readonly string[] }
  | { readonly type: 'node'; readonly node: string }
  | {
      readonly type: 'progress';
      readonly node: string;
      readonly value: number;
      readonly max: number;
    }
  | { readonly type: 'preview'; readonly format: 'jpeg' | 'png'; readonly bytes: Uint8Array }
  /** `polling`: there is no socket, so no steps and no previews. `lost`: the server is silent. */
  | { readonly type: 'connection'; readonly state: 'socket' | 'polling' | 'lost' }
  /** The server was started anew: the prompt was sent once more. */
  | { readonly type: 'again' };

export type OnPromptNews = (news: PromptNews) => void;

import type { PromptNews } from '../../comfyui/prompt-news';
import type { Omission } from './omissions';
import type { GraphKind } from './remote-graph';

/** News of a run that only one on a server has, beside the events of every run. Plain data. */
export type ServerNews =
  | {
      readonly type: 'server';
      readonly version: string | null;
      readonly device: string | null;
      readonly graph: GraphKind;
      /** As the report will name what takes the same time; with tiles that were not made smaller since. */
      readonly shape: string;
      /** What the settings ask for and the server does not do. */
      readonly omissions: readonly Omission[];
    }
  | { readonly type: 'upload'; readonly doneBytes: number; readonly totalBytes: number }
  /** Prompts of this run that have given their pictures. */
  | { readonly type: 'prompt'; readonly done: number; readonly total: number }
  | Extract<
      PromptNews,
      { readonly type: 'waiting' | 'found' | 'started' | 'connection' | 'again' }
    >;

export type OnServerNews = (news: ServerNews) => void;

import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { waiting } from '../store/kept';
import { knownFile, verdictFor, type Download } from '../store/library';
import { MODEL_ROLES, type ModelRole } from '../store/models';
import { announcedShare } from './announced';
import { verdictText } from './supir/model-care';
import { stoppedText } from './supir/download';
import { unfinishedText } from './unfinished-card';
import type { View } from './view-input';

/** Something that a screen reader says when it comes, and when its words change. */
export interface News {
  readonly key: string;
  readonly text: string;
}

/**
 * What goes on beside a run, for screen readers. The region is there before its words: one that
 * comes together with them is often not read.
 */
export function newsView(view: View): TemplateResult {
  return html`<div class="unseen" id="news" role="log">
    ${repeat(
      newsOf(view),
      ({ key }) => key,
      ({ key, text }) => html`<p data-news=${key}>${text}</p>`,
    )}
  </div>`;
}

/** All that is so at present; what is new of it, or changed, is said. */
export function newsOf(view: View): readonly News[] {
  return [
    ...checkingNews(view),
    ...MODEL_ROLES.flatMap((role) => modelNews(view, role)),
    ...view.state.library.downloads.flatMap((download) => downloadNews(view, download)),
    ...workNews(view),
    ...waitingNews(view),
    ...copiedNews(view),
  ];
}

function checkingNews({ state, t }: View): readonly News[] {
  const { checking } = state.models;
  return checking.length === 0
    ? []
    : [{ key: 'checking', text: t.supir.models.checking(checking.join(', ')) }];
}

/** A file that was taken, and what was found out about it. */
function modelNews(view: View, role: ModelRole): readonly News[] {
  const { state, t } = view;
  const held = state.models[role];
  if (held?.access !== 'open') return [];
  const taken = t.labelled(t.supir.models.role[role], held.description.name);
  const isKept = (held.kept ?? null) !== null;
  const text = isKept ? t.labelled(taken, t.library.care.kept) : taken;
  const verdict = verdictFor(state.library, state.models, role);
  return [
    { key: `model-${role}`, text },
    ...(verdict === null ? [] : [{ key: `verdict-${role}`, text: verdictText(view, verdict) }]),
  ];
}

/** A download that goes on, or was stopped; one that failed is an alert in its place. */
function downloadNews(view: View, download: Download): readonly News[] {
  const { state, t } = view;
  const { name } = download;
  const title = knownFile(state.library.table, name)?.title ?? name;
  const key = `download-${name}`;
  switch (download.phase) {
    case 'terms':
      return [];
    case 'running': {
      const words = t.library.progress.downloading(title);
      return [{ key, text: withShare(view, words, download.doneBytes, download.totalBytes) }];
    }
    case 'stopped':
      if (download.error !== null) return [];
      return [{ key, text: t.labelled(title, stoppedText(view, download)) }];
  }
}

/** Files that are read from end to end. */
function workNews(view: View): readonly News[] {
  const { library, hostFiles } = view.state;
  const { work } = library;
  const importing = hostFiles?.importing ?? null;
  const { t } = view;
  return [
    ...(work === null
      ? []
      : [{ key: 'work', ...work, words: t.library.care.work[work.kind](work.name) }]),
    ...(importing === null
      ? []
      : [{ key: 'import', ...importing, words: t.supir.hostFiles.loading(importing.name) }]),
  ].map(({ key, words, doneBytes, totalBytes }) => {
    return { key, text: withShare(view, words, doneBytes, totalBytes) };
  });
}

/** What waits for the person: a run to be gone on with, a result that is in no document. */
function waitingNews(view: View): readonly News[] {
  const { state, t } = view;
  // After a run that has ended well nothing older is news.
  if (state.run.state === 'running' || state.run.state === 'done') return [];
  const [unfinished] = state.unfinished;
  const [kept] = waiting(state.kept);
  return [
    ...(unfinished === undefined
      ? []
      : [
          {
            key: `unfinished-${unfinished.id}`,
            text: t.sentences(t.sentence(t.unfinished.title), unfinishedText(view, unfinished)),
          },
        ]),
    ...(kept === undefined
      ? []
      : [
          {
            key: `kept-${kept.id}`,
            text: t.sentences(
              t.sentence(t.kept.title),
              t.kept.text(kept.layerName, kept.documentName),
            ),
          },
        ]),
  ];
}

function copiedNews({ state, t }: View): readonly News[] {
  const { clipboard } = state;
  return clipboard.state === 'copied'
    ? [{ key: `copied-${clipboard.what}`, text: t.error.copied }]
    : [];
}

function withShare(
  { t, f }: View,
  words: string,
  doneBytes: number,
  totalBytes: number | null,
): string {
  const share = totalBytes === null || totalBytes === 0 ? 0 : doneBytes / totalBytes;
  const told = announcedShare(share);
  return told === 0 ? words : t.labelled(words, f.percent(told));
}

import type { Persona } from '../options';
import type { Rules } from '../rules';
import { hasFeature, type Feature } from '../version';
import { NOT_FOUND, raised, WRONG_METHOD, type Answer } from './answer';
import {
  allNodes,
  features,
  folderFiles,
  folderNames,
  free,
  frontPage,
  metadata,
  oneNode,
  systemStats,
} from './info';
import { cancelJob, getJob, listJobs } from './jobs';
import { postPrompt } from './prompt';
import { getHistory, getPrompt, getQueue, interrupt, postHistory, postQueue } from './queue';
import type { Handler } from './request';
import { uploadImage } from './upload';
import { view } from './view';

interface Route {
  readonly method: 'GET' | 'POST';
  /** `*` is one part of the path. */
  readonly path: string;
  readonly handler: Handler;
  readonly since?: Feature;
  /** Only behind `/api`. */
  readonly prefixed?: boolean;
}

const noHandshake: Handler = () => raised(400, 'No WebSocket UPGRADE hdr: None');

const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/', handler: frontPage },
  { method: 'GET', path: '/ws', handler: noHandshake },
  { method: 'GET', path: '/system_stats', handler: systemStats },
  { method: 'GET', path: '/features', handler: features, since: 'features' },
  { method: 'GET', path: '/object_info', handler: allNodes },
  { method: 'GET', path: '/object_info/*', handler: oneNode },
  { method: 'GET', path: '/models', handler: folderNames },
  { method: 'GET', path: '/models/*', handler: folderFiles },
  { method: 'GET', path: '/view_metadata/*', handler: metadata },
  { method: 'POST', path: '/upload/image', handler: uploadImage },
  { method: 'GET', path: '/view', handler: view },
  { method: 'GET', path: '/prompt', handler: getPrompt },
  { method: 'POST', path: '/prompt', handler: postPrompt },
  { method: 'GET', path: '/queue', handler: getQueue },
  { method: 'POST', path: '/queue', handler: postQueue },
  { method: 'POST', path: '/interrupt', handler: interrupt },
  { method: 'GET', path: '/history', handler: getHistory },
  { method: 'GET', path: '/history/*', handler: getHistory },
  { method: 'POST', path: '/history', handler: postHistory },
  { method: 'POST', path: '/free', handler: free },
  { method: 'GET', path: '/jobs', handler: listJobs, since: 'jobs', prefixed: true },
  { method: 'GET', path: '/jobs/*', handler: getJob, since: 'jobs', prefixed: true },
  {
    method: 'POST',
    path: '/jobs/*/cancel',
    handler: cancelJob,
    since: 'cancel-job',
    prefixed: true,
  },
];

export const PREFIX = '/api';

export type Found =
  { readonly handler: Handler; readonly id: string } | { readonly answer: Answer };

/** Who answers a path, as it was sent. */
export function findRoute(method: string, sent: string, persona: Persona, rules: Rules): Found {
  const isPrefixed = sent === PREFIX || sent.startsWith(`${PREFIX}/`);
  if (isPrefixed && !rules('R3-prefix')) return { answer: NOT_FOUND };
  const path = isPrefixed ? sent.slice(PREFIX.length) : sent;
  const fitting = ROUTES.flatMap((route) => {
    const id = matched(route.path, path);
    const isThere =
      !rules('R3-by-version') ||
      route.since === undefined ||
      hasFeature(persona.version, route.since);
    const isReached = route.prefixed !== true || isPrefixed || !rules('R3-jobs-prefixed');
    return id === null || !isThere || !isReached ? [] : [{ route, id }];
  });
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = fitting.find(({ route }) => route.method === asked);
  if (found !== undefined) return { handler: found.route.handler, id: found.id };
  return { answer: fitting.length > 0 ? WRONG_METHOD : NOT_FOUND };
}

/** What stands in place of the star; null: another path. */
function matched(pattern: string, path: string): string | null {
  const [head = '', tail] = pattern.split('*');
  if (tail === undefined) return path === head ? '' : null;
  if (!path.startsWith(head) || !path.endsWith(tail)) return null;
  const part = path.slice(head.length, path.length - tail.length);
  return part === '' || part.includes('/') ? null : decoded(part);
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

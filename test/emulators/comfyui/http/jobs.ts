import type { Json, JsonObject } from '../json';
import type { Machine } from '../run/machine';
import type { HistoryEntry, QueueItem } from '../state/prompt-queue';
import { json, type Answer } from './answer';
import type { Handler } from './request';

const STATES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const;
type JobState = (typeof STATES)[number];

interface Job {
  readonly state: JobState;
  readonly short: JsonObject;
  /** What only the job itself tells. */
  readonly more: JsonObject;
}

function waiting(item: QueueItem, state: JobState): Job {
  const create_time = item.extra.create_time ?? null;
  const short = { id: item.id, status: state, priority: item.number, create_time };
  return { state, short: { ...short, outputs_count: 0 }, more: {} };
}

function ended({ item, outputs, success, messages }: HistoryEntry): Job {
  const [type, data] = messages.at(-1) ?? ['', {}];
  const stopped = type === 'execution_interrupted' ? 'cancelled' : 'failed';
  const state = success ? 'completed' : stopped;
  const images = Object.values(outputs).flatMap(({ images: shown }): readonly Json[] =>
    Array.isArray(shown) ? (shown as readonly Json[]) : [],
  );
  return {
    state,
    short: {
      ...waiting(item, state).short,
      execution_start_time: messages[0]?.[1].timestamp ?? null,
      execution_end_time: data.timestamp ?? null,
      outputs_count: images.length,
      preview_output: images[0] ?? null,
      execution_error: state === 'failed' ? data : null,
    },
    more: {
      outputs,
      execution_status: {
        status_str: success ? 'success' : 'error',
        completed: success,
        messages,
      },
    },
  };
}

function jobs({ queue }: Machine): readonly Job[] {
  return [
    ...(queue.running === null ? [] : [waiting(queue.running, 'in_progress')]),
    ...queue.pending.map((item) => waiting(item, 'pending')),
    ...[...queue.history.values()].map(ended),
  ];
}

const NO_JOB: Answer = json({ error: 'Job not found' }, 404);

export const listJobs: Handler = (machine, { query }) => {
  const wanted = query.get('status')?.split(',') ?? STATES;
  const unknown = wanted.find((state) => !STATES.some((known) => known === state));
  if (unknown !== undefined) return json({ error: `Invalid status: ${unknown}` }, 400);
  const found = jobs(machine).filter(({ state }) => wanted.includes(state));
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? found.length);
  const total = found.length;
  const has_more = offset + limit < total;
  return json({
    jobs: found.slice(offset, offset + limit).map(({ short }) => short),
    pagination: { offset, limit, total, has_more },
  });
};

export const getJob: Handler = (machine, _, id) => {
  const job = jobs(machine).find(({ short }) => short.id === id);
  return job === undefined ? NO_JOB : json({ ...job.short, ...job.more });
};

export const cancelJob: Handler = (machine, _, id) => {
  const { queue } = machine;
  if (queue.deletePending(id)) return json({ cancelled: true });
  if (queue.running?.id !== id) return json({ cancelled: false });
  machine.interrupted = true;
  return json({ cancelled: true });
};
